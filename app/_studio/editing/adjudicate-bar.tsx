'use client'
/** The row that settles where two layers differ: what differs here, the answers with their keys, how much is left. */
import { X } from 'lucide-react'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { Answer } from '../tools/adjudicate/adjudicator.ts'

const ANSWERS: readonly Answer[] = ['a', 'b', 'both', 'merge', 'neither']
const TOLERANCES = [0, 1, 2, 5, 12, 25, 50] as const

export function AdjudicateBar() {
  const { editor, session, keys, names } = useStudio()
  const t = useText().editing.adjudicate
  const { adjudicator } = editor
  useValue(keys.changed)
  useValue(names.mode)
  const settings = useValue(adjudicator.settings)
  const comparison = useValue(adjudicator.comparison)
  const open = useValue(adjudicator.open)
  const agreed = useValue(adjudicator.agreedOpen)
  const current = useValue(adjudicator.current)
  const book = useValue(session.store.labels)
  if (!settings) return null
  const layers = adjudicator.comparable().map((l) => ({ value: l.id, label: l.name }))
  const all = comparison?.disagreements.length ?? 0
  const chord = (id: string) => {
    const found = keys.chordFor(`adjudicate.${id}`)
    return found && <Kbd keys={found} />
  }
  const side = (letter: string, a: AnnotationRecord | null) => (
    <span
      className="flex min-w-0 items-center gap-1.5"
      title={a ? `${names.format(a.start)} – ${names.formatEnd(a.end)}` : undefined}
    >
      <b className="font-semibold text-ink-3">{letter}</b>
      {a ? (
        <>
          <Swatch color={book.get(a.labelId)?.color ?? '#8a8f98'} />
          <span dir="auto" className="truncate text-ink">
            {book.nameOf(a.labelId)}
          </span>
          <span className="shrink-0 font-mono whitespace-nowrap text-ink-3 tabular-nums max-2xl:hidden">
            {names.format(a.start)}
            {a.end > a.start && `–${names.formatEnd(a.end)}`}
          </span>
        </>
      ) : (
        <span className="text-ink-3">{t.nothing}</span>
      )}
    </span>
  )
  return (
    <div
      role="toolbar"
      aria-label={t.title}
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised px-2 py-1 text-small"
    >
      <span className="flex items-center gap-1">
        <Select
          size="small"
          className="w-32!"
          label={t.layerA}
          value={settings.layerA}
          options={layers}
          onChange={(layerA) => adjudicator.change({ layerA })}
        />
        <Select
          size="small"
          className="w-32!"
          label={t.layerB}
          value={settings.layerB}
          options={layers}
          onChange={(layerB) => adjudicator.change({ layerB })}
        />
        <Select
          size="small"
          className="w-28!"
          label={t.tolerance}
          value={String(settings.frames)}
          options={TOLERANCES.map((n) => ({ value: String(n), label: `± ${t.frames(n)}` }))}
          onChange={(n) => adjudicator.change({ frames: Number(n) })}
        />
      </span>
      <span aria-live="polite" className="flex min-w-0 flex-1 items-center gap-3">
        {current ? (
          <>
            <span className="shrink-0 font-medium text-warn">{t.kinds[current.kind]}</span>
            {side('A', current.a)}
            {side('B', current.b)}
          </>
        ) : (
          <span className="text-ink-2">{open.length ? t.left(open.length, all) : t.done}</span>
        )}
      </span>
      <span className="flex items-center gap-1">
        {agreed > 0 && (
          <Button size="small" onClick={() => adjudicator.takeAgreed()}>
            {t.agreed(agreed)} {chord('agreed')}
          </Button>
        )}
        {current &&
          ANSWERS.map((answer) => (
            <Button
              key={answer}
              size="small"
              disabled={(answer === 'merge' || answer === 'both') && (!current.a || !current.b)}
              onClick={() => adjudicator.answer(answer)}
            >
              {t.answers[answer]} {chord(answer)}
            </Button>
          ))}
        {current && (
          <span className="px-1 whitespace-nowrap text-ink-3 tabular-nums">{t.left(open.length, all)}</span>
        )}
        <IconButton
          size="small"
          label={t.close}
          keys={keys.chordFor('edit.adjudicate') ?? undefined}
          icon={<X className="size-3.5" />}
          onClick={() => adjudicator.toggle()}
        />
      </span>
    </div>
  )
}
