'use client'
/** The clips that show what a label means, as the codebook has them; made in the studio, noted and removed here. */
import { CircleCheck, CircleSlash, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { clockText } from '#media/core/document/clock-text.ts'
import type { Label, LabelExample } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'

interface LabelExamplesProps {
  projectId: string
  label: Label
  mayEdit: boolean
  onChange: (examples: LabelExample[]) => void
}

export function LabelExamples({ projectId, label, mayEdit, onChange }: LabelExamplesProps) {
  const t = useText().labels
  const { id, examples } = label
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  useEffect(() => {
    if (examples.length === 0) return
    let over = false
    trpc.labels.examples.query({ projectId, labelId: id }).then(
      (found) => {
        if (!over) setNames(new Map(found.map((one) => [one.recordingId, one.recording?.name ?? null])))
      },
      () => {},
    )
    return () => {
      over = true
    }
  }, [projectId, id, examples.length])
  return (
    <section aria-label={t.examples}>
      <h4 className="mb-1 font-medium">{t.examples}</h4>
      {examples.length === 0 && <p className="text-ink-3">{t.noExamples}</p>}
      <ul>
        {examples.map((example) => {
          const name = names.get(example.recordingId)
          const place = `${clockText(tick(example.start))}–${clockText(tick(example.end))}`
          return (
            <li
              key={`${example.recordingId} ${example.start} ${example.kind}`}
              className="flex min-h-9 items-center gap-2 border-t border-line py-1"
            >
              {example.kind === 'positive' ? (
                <CircleCheck role="img" aria-label={t.positive} className="size-4 shrink-0 text-ok" />
              ) : (
                <CircleSlash role="img" aria-label={t.negative} className="size-4 shrink-0 text-warn" />
              )}
              <span className="min-w-0 flex-1 truncate" title={example.note}>
                {example.note || (example.kind === 'positive' ? t.positive : t.negative)}
              </span>
              <span className="min-w-0 shrink truncate text-small text-ink-3">
                {name === null ? (
                  t.exampleHidden
                ) : (
                  <Link href={`/studio/${example.recordingId}`} className="hover:text-ink">
                    {name} <span className="font-mono tabular-nums">{place}</span>
                  </Link>
                )}
              </span>
              {mayEdit && (
                <IconButton
                  label={t.removeExample}
                  size="small"
                  icon={<Trash2 className="size-3.5" />}
                  onClick={() => onChange(examples.filter((one) => one !== example))}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
