'use client'
/**
 * What is said in the selected utterance, with its marked words underlined in rows, and all that is said of it. Words are
 * chosen by the pointer or with the arrow keys, then a label's key or button marks them.
 */
import { ArrowRight, BookMarked, Link2, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { addRelation, removeEntity, removeRelation } from '#media/core/commands/index.ts'
import type { AnnotationRecord, EntityRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { Menu, MenuItem } from '../../_ui/menu.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { ConceptDialog } from './concept-dialog.tsx'
import { TagChips } from './tag-chips.tsx'
import { type TextRun, textRuns, wordsOf } from './text-runs.ts'

export function UtteranceMarks({
  utterance: a,
  disabled,
}: {
  utterance: AnnotationRecord
  disabled: boolean
}) {
  const t = useText().entities
  const { session, tagger, keys } = useStudio()
  const book = useValue(session.store.labels)
  useValue(keys.changed)
  const chosen = useValue(tagger.span)
  const field = useRef<HTMLDivElement>(null)
  const anchor = useRef(0)
  const text = a.speech?.text ?? ''
  const span = chosen?.annotationId === a.id ? chosen : null
  const entities = session.store.entitiesOf(a.id)
  const words = wordsOf(text)
  const take = () => {
    const range = document.getSelection()?.rangeCount ? document.getSelection()!.getRangeAt(0) : null
    if (!range || !field.current?.contains(range.commonAncestorContainer)) return
    const before = range.cloneRange()
    before.selectNodeContents(field.current)
    before.setEnd(range.startContainer, range.startOffset)
    const from = before.toString().length
    const to = from + range.toString().length
    tagger.span.value = to > from ? { annotationId: a.id, from, to } : null
  }
  const press = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!by || !words.length || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    document.getSelection()?.removeAllRanges()
    const within = (at: number) => Math.min(words.length - 1, Math.max(0, at))
    const first = span ? words.findIndex((w) => w.to > span.from) : -1
    const last = span ? words.findLastIndex((w) => w.from < span.to) : -1
    if (!event.shiftKey || !span) {
      const at = span ? within((by > 0 ? last : first) + by) : by > 0 ? 0 : words.length - 1
      anchor.current = at
      tagger.span.value = { annotationId: a.id, ...words[at]! }
      return
    }
    const edge = within((anchor.current === first ? last : first) + by)
    const [from, to] = [Math.min(anchor.current, edge), Math.max(anchor.current, edge)]
    tagger.span.value = { annotationId: a.id, from: words[from]!.from, to: words[to]!.to }
  }
  return (
    <section aria-label={t.said} className="flex flex-col gap-2">
      {text ? (
        <div
          ref={field}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: words are chosen here with the arrow keys
          tabIndex={0}
          dir="auto"
          aria-label={t.words}
          aria-description={t.wordKeys}
          onPointerUp={take}
          onKeyDown={press}
          className="rounded-sm bg-sunken px-2.5 py-2 leading-8 select-text focus-visible:outline-2 focus-visible:outline-accent"
        >
          {textRuns(text.length, [...entities, ...(span ? [chosenMark(a, span)] : [])]).map((run) => (
            <Run
              key={run.from}
              run={run}
              text={text.slice(run.from, run.to)}
              colorOf={(id) => book.get(id)?.color}
            />
          ))}
        </div>
      ) : (
        <p className="text-ink-3">{t.nothingSaid}</p>
      )}
      <TagChips utterance={a} />
      {text && !disabled && <p className="text-small text-ink-3">{span ? t.chooseLabel : t.chooseFirst}</p>}
      {span && !disabled && (
        <fieldset aria-label={t.labelsForWords} className="flex flex-wrap gap-1">
          {book.textLabels.map((label) => {
            const chord = keys.chordFor(`label.${label.id}`)
            return (
              <Button
                key={label.id}
                size="small"
                variant="plain"
                icon={<Swatch color={label.color} />}
                onClick={() => tagger.mark(label, span)}
              >
                {label.name} {chord && <Kbd keys={chord} />}
              </Button>
            )
          })}
          {!book.textLabels.length && <p className="text-small text-ink-3">{t.noTextLabels}</p>}
        </fieldset>
      )}
      {entities.length > 0 && (
        <ul aria-label={t.marked} className="flex flex-col">
          {entities.map((e) => (
            <Marked key={e.id} entity={e} text={text.slice(e.from, e.to)} disabled={disabled} />
          ))}
        </ul>
      )}
      <Relations ids={[a.id, ...entities.map((e) => e.id)]} disabled={disabled} />
    </section>
  )
}

/** The chosen words are drawn as one more mark. */
const CHOSEN = ' chosen'
const chosenMark = (a: AnnotationRecord, { from, to }: { from: number; to: number }): EntityRecord => ({
  ...{ type: 'entity', id: CHOSEN, trackId: a.trackId, layerId: a.layerId, annotationId: a.id, from, to },
  ...{ start: a.start, end: a.end, labelId: CHOSEN, concept: null, note: '' },
  ...{ authorId: null, confidence: null, origin: null },
})

function Run({
  run,
  text,
  colorOf,
}: {
  run: TextRun
  text: string
  colorOf: (id: string) => string | undefined
}) {
  const lines = run.marks.filter(({ entity }) => entity.id !== CHOSEN)
  return (
    <span
      className={run.marks.length > lines.length ? 'rounded-xs bg-accent-soft' : undefined}
      style={{
        backgroundImage: lines
          .map(({ entity }) => {
            const color = colorOf(entity.labelId) ?? '#777777'
            return `linear-gradient(${color}, ${color})`
          })
          .join(', '),
        backgroundSize: '100% 2px',
        backgroundRepeat: 'no-repeat',
        backgroundPosition: lines.map(({ row }) => `0 calc(100% - ${Math.max(0, 6 - row * 3)}px)`).join(', '),
        paddingBottom: 7,
      }}
    >
      {text}
    </span>
  )
}

function Marked({ entity: e, text, disabled }: { entity: EntityRecord; text: string; disabled: boolean }) {
  const t = useText().entities
  const { session, tagger } = useStudio()
  const book = session.store.labels.peek()
  const [linking, setLinking] = useState(false)
  const from = useValue(tagger.relatingFrom)
  const source = from ? session.store.get(from) : undefined
  return (
    <li className="flex min-h-8 items-center gap-2 border-t border-line first:border-t-0">
      <Swatch color={book.get(e.labelId)?.color ?? '#777777'} />
      <button
        type="button"
        dir="auto"
        className="min-w-0 truncate text-left hover:underline"
        onClick={() => session.clock.seek(e.start)}
      >
        {text}
      </button>
      <span className="min-w-0 flex-1 truncate text-small text-ink-3">
        {book.nameOf(e.labelId)}
        {e.concept && ` · ${e.concept.system} ${e.concept.code}`}
      </span>
      {!disabled &&
        (source && from !== e.id ? (
          <Menu
            align="end"
            trigger={
              <Button size="small" variant="plain">
                {t.relateHere}
              </Button>
            }
          >
            {book.relationLabels.map((label) => (
              <MenuItem
                key={label.id}
                onSelect={() => {
                  tagger.relatingFrom.value = null
                  session.run(addRelation, { fromId: source.id, toId: e.id, labelId: label.id })
                }}
              >
                {label.name}
              </MenuItem>
            ))}
          </Menu>
        ) : (
          book.relationLabels.length > 0 && (
            <IconButton
              size="small"
              label={from === e.id ? t.relateStop : t.relateFrom(text)}
              icon={<Link2 className="size-3.5" />}
              onClick={() => {
                tagger.relatingFrom.value = from === e.id ? null : e.id
              }}
            />
          )
        ))}
      {!disabled && (
        <IconButton
          size="small"
          label={t.concept(text)}
          icon={<BookMarked className="size-3.5" />}
          onClick={() => setLinking(true)}
        />
      )}
      {linking && <ConceptDialog entity={e} text={text} onClose={() => setLinking(false)} />}
      {!disabled && (
        <IconButton
          size="small"
          label={t.removeMark(text)}
          icon={<Trash2 className="size-3.5" />}
          onClick={() => session.run(removeEntity, { id: e.id })}
        />
      )}
    </li>
  )
}

function Relations({ ids, disabled }: { ids: readonly string[]; disabled: boolean }) {
  const t = useText().entities
  const { session } = useStudio()
  const { store } = session
  const book = store.labels.peek()
  const found = new Map(ids.flatMap((id) => store.relationsOf(id).map((r) => [r.id, r] as const)))
  if (!found.size) return null
  const nameOf = (id: string): string => {
    const record = store.get(id)
    if (record?.type === 'annotation') return record.speech?.text ?? book.nameOf(record.labelId)
    if (record?.type !== 'entity') return ''
    return store.annotation(record.annotationId)?.speech?.text.slice(record.from, record.to) ?? ''
  }
  const go = (id: string) => {
    const record = store.get(id)
    if (record?.type !== 'entity' && record?.type !== 'annotation') return
    session.select([record.type === 'entity' ? record.annotationId : id])
    session.clock.seek(record.start)
  }
  const end = (id: string) => (
    <button type="button" dir="auto" className="min-w-0 truncate hover:underline" onClick={() => go(id)}>
      {nameOf(id)}
    </button>
  )
  return (
    <ul aria-label={t.relations} className="flex flex-col">
      {[...found.values()].map((r) => (
        <li key={r.id} className="flex min-h-8 items-center gap-2 border-t border-line">
          {end(r.fromId)}
          <span className="flex shrink-0 items-center gap-1 text-small text-ink-3">
            {book.nameOf(r.labelId)} <ArrowRight aria-hidden className="size-3" />
          </span>
          <span className="flex min-w-0 flex-1">{end(r.toId)}</span>
          {!disabled && (
            <IconButton
              size="small"
              label={t.removeRelation(book.nameOf(r.labelId))}
              icon={<Trash2 className="size-3.5" />}
              onClick={() => session.run(removeRelation, { id: r.id })}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
