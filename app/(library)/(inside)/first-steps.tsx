/** The first visit: the demo, one's own video, and the templates. */

import Link from 'next/link'
import { pageText } from '#app/_text/page-text.ts'
import { buttonClass } from '#app/_ui/button.tsx'
import { Filmstrip } from '../_parts/recordings/filmstrip.tsx'
import type { ListedRow } from '../_parts/recordings/list-order.ts'
import { RibbonBar } from '../_parts/recordings/ribbon-bar.tsx'
import { playable } from '../_parts/recordings/row-state.ts'
import { TemplateCards } from '../_parts/template-cards.tsx'
import { UploadButton } from '../_parts/uploads/upload-button.tsx'

export async function FirstSteps({ demo, mayCreate }: { demo: ListedRow | null; mayCreate: boolean }) {
  const t = (await pageText()).library
  const picture = demo?.assets[0]
  return (
    <section aria-label={t.firstSteps} className="mb-8 border-t border-line pt-5">
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
            <h2 className="mt-3 text-title">{t.lookAround}</h2>
            <p className="mt-0.5 mb-3 text-ink-2">{t.lookAroundAbout(demo.name)}</p>
            <Link
              href={playable(demo) ? `/studio/${demo.id}` : `/r/${demo.id}`}
              className={buttonClass({ variant: 'primary' })}
            >
              {playable(demo) ? t.openStudio : t.howFar}
            </Link>
          </div>
        )}
        <div className="flex flex-col justify-end">
          <h2 className="text-title">{t.addVideo}</h2>
          <p className="mt-0.5 mb-3 text-ink-2">{t.addVideoAbout}</p>
          <div>
            <UploadButton variant="plain" />
          </div>
        </div>
      </div>
      {mayCreate && (
        <>
          <h2 className="mt-7 mb-3 text-title">{t.ownProject}</h2>
          <TemplateCards />
        </>
      )}
    </section>
  )
}
