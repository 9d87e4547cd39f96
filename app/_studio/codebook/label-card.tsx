'use client'
/** What is written about a label: when it begins and ends, its code, and clips that show it and that do not. */
import { CircleCheck, CircleSlash } from 'lucide-react'
import { useEffect, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import type { Label } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { useStudio } from '../studio-context.tsx'
import { ExampleClip } from './example-clip.tsx'

type Example = Awaited<ReturnType<typeof trpc.labels.examples.query>>[number]

export function LabelCard({ projectId, label }: { projectId: string; label: Label }) {
  const t = useText().labels
  const { session, keys } = useStudio()
  const examples = useExamples(projectId, label)
  const chord = keys.chordFor(`label.${label.id}`)
  return (
    <section aria-label={t.aboutLabel} className="flex flex-col gap-2 p-3">
      <h3 className="flex items-center gap-2 text-body font-medium">
        <Swatch color={label.color} />
        <bdi className="min-w-0 flex-1 truncate">{label.name}</bdi>
        {chord && <Kbd keys={chord} />}
      </h3>
      <p className="whitespace-pre-line text-ink-2" dir="auto">
        {label.description || <span className="text-ink-3">{t.noAbout}</span>}
      </p>
      {label.attributes.length > 0 && (
        <p className="text-small text-ink-3">
          {t.attributes}: {label.attributes.map((a) => a.name + (a.required ? ' *' : '')).join(', ')}
        </p>
      )}
      {label.code && <p className="font-mono text-small text-ink-3">{label.code}</p>}
      {(['positive', 'negative'] as const).map((kind) => {
        const some = examples.filter((one) => one.kind === kind)
        if (some.length === 0) return null
        return (
          <div key={kind} className="flex flex-col gap-2">
            <h4 className="flex items-center gap-1.5 text-small text-ink-2">
              {kind === 'positive' ? (
                <CircleCheck aria-hidden className="size-3.5 text-ok" />
              ) : (
                <CircleSlash aria-hidden className="size-3.5 text-warn" />
              )}
              {t[kind]}
            </h4>
            <div className="grid grid-cols-2 gap-2">
              {some.map((one) =>
                one.recording ? (
                  <ExampleClip
                    key={`${one.recordingId} ${one.start}`}
                    example={one}
                    source={one.recording}
                    here={one.recordingId === session.recordingId}
                  />
                ) : (
                  <p
                    key={`${one.recordingId} ${one.start}`}
                    className="rounded-sm bg-sunken p-2 text-small text-ink-3"
                  >
                    {t.exampleHidden}
                    {one.note && (
                      <span dir="auto" className="block text-ink-2">
                        {one.note}
                      </span>
                    )}
                  </p>
                ),
              )}
            </div>
          </div>
        )
      })}
    </section>
  )
}

function useExamples(projectId: string, label: Label): readonly Example[] {
  const [found, setFound] = useState<{ of: Label; examples: readonly Example[] } | null>(null)
  useEffect(() => {
    if (label.examples.length === 0) return
    let over = false
    // Looked at for a moment in passing: nothing is asked, and nothing read of other recordings.
    const timer = setTimeout(() => {
      trpc.labels.examples.query({ projectId, labelId: label.id }).then(
        (examples) => {
          if (!over) setFound({ of: label, examples })
        },
        () => {},
      )
    }, 250)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [projectId, label])
  return found?.of === label ? found.examples : []
}
