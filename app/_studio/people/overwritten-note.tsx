'use client'
/** Somebody replaced what one had set without having seen it: who, what, and one press to put it back. */
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { usePeople } from '../inspector/people-context.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { Overwriting } from '../sync/overwriting.ts'

export function OverwrittenNote() {
  const { session } = useStudio()
  const t = useText().people.overwritten
  const latest = useValue(session.overwritings).at(-1)
  const sentence = useSentence(latest)
  if (!latest) return null
  return (
    <div data-testid="overwritten" role="status">
      <ErrorNote
        tone="info"
        className="rounded-none!"
        action={
          <span className="flex gap-2">
            <Button size="small" onClick={() => session.putBack(latest)}>
              {t.putBack}
            </Button>
            <Button size="small" variant="quiet" onClick={() => session.settleOverwriting(latest)}>
              {t.leave}
            </Button>
          </span>
        }
      >
        <button
          type="button"
          className="text-left"
          onClick={() => {
            const ids = latest.values.map((v) => v.annotationId).filter((id) => session.store.annotation(id))
            session.select(ids)
            session.bringIntoView(ids)
          }}
        >
          {sentence}
        </button>
      </ErrorNote>
    </div>
  )
}

function useSentence(overwriting: Overwriting | undefined): string {
  const { session, names } = useStudio()
  const t = useText().people.overwritten
  const nameOf = usePeople()
  const value = overwriting?.values[0]
  if (!overwriting || !value) return ''
  const { annotationId, field, mine, theirs } = value
  const who = overwriting.authorId ? nameOf(overwriting.authorId) : t.someone
  const annotation = session.store.annotation(annotationId)
  const what = annotation ? session.store.labels.peek().nameOf(annotation.labelId) : t.gone
  const rest = new Set(overwriting.values.map((v) => v.annotationId)).size - 1
  const more = rest > 0 ? t.more(rest) : ''
  if (field === 'start' || field === 'end') {
    const time = (tick: unknown) =>
      field === 'end' ? names.formatEnd(Number(tick)) : names.format(Number(tick))
    return t[field](who, what, time(mine), time(theirs)) + more
  }
  const key = field.startsWith('attributes.') ? field.slice('attributes.'.length) : null
  const named = key ? t.attribute(key) : field === 'note' ? t.note : t.label
  return t.field(who, what, named) + more
}
