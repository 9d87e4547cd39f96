/** The first visit: the demo, one's own video, and the templates. */
import Link from 'next/link'
import { buttonClass } from '#app/_ui/button.tsx'
import { Filmstrip } from '../_parts/recordings/filmstrip.tsx'
import type { ListedRow } from '../_parts/recordings/list-order.ts'
import { RibbonBar } from '../_parts/recordings/ribbon-bar.tsx'
import { playable } from '../_parts/recordings/row-state.ts'
import { TemplateCards } from '../_parts/template-cards.tsx'
import { UploadButton } from '../_parts/uploads/upload-button.tsx'

export function FirstSteps({ demo, mayCreate }: { demo: ListedRow | null; mayCreate: boolean }) {
  const picture = demo?.assets[0]
  return (
    <section aria-label="First steps" className="mb-8 border-t border-line pt-5">
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        {demo && (
          <div>
            <Filmstrip
              assetId={picture?.id ?? null}
              facts={picture?.thumbnails ?? null}
              many={5}
              height={64}
              className="mb-0.5"
            />
            <RibbonBar pieces={demo.ribbon} className="h-2" />
            <h2 className="mt-3 text-title">Look around in a recording</h2>
            <p className="mt-0.5 mb-3 text-ink-2">
              “{demo.name}” was made by this installation, with labels. Step through it, change a phase, undo
              it; nothing there can break.
            </p>
            <Link
              href={playable(demo) ? `/studio/${demo.id}` : `/r/${demo.id}`}
              className={buttonClass({ variant: 'primary' })}
            >
              {playable(demo) ? 'Open in the studio' : 'See how far it is'}
            </Link>
          </div>
        )}
        <div className="flex flex-col justify-end">
          <h2 className="text-title">Add your video</h2>
          <p className="mt-0.5 mb-3 text-ink-2">
            Drop files anywhere on this page, or choose them. They stay on this machine, as they are; it works
            without the internet.
          </p>
          <div>
            <UploadButton variant="plain" />
          </div>
        </div>
      </div>
      {mayCreate && (
        <>
          <h2 className="mt-7 mb-3 text-title">Start a project of your own</h2>
          <TemplateCards />
        </>
      )}
    </section>
  )
}
