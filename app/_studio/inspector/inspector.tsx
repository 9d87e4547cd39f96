'use client'
/** What is selected: one annotation in full, several in short, nothing as a first lesson. */
import { Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { missingAttributes, setNote } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Badge } from '../../_ui/badge.tsx'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { Textarea } from '../../_ui/input.tsx'
import { Kbd } from '../../_ui/kbd.tsx'
import { EdgeChoice } from '../editing/edge-choice.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { UtteranceMarks } from '../tags/utterance-marks.tsx'
import { deleteSelected } from '../tools/delete/delete.ts'
import { mergeSelected } from '../tools/merge/merge.ts'
import { relabelSelected } from '../tools/relabel/relabel.ts'
import { AttributeFields } from './attribute-fields.tsx'
import { setEndFrame, setStartFrame } from './edge-edits.ts'
import { FirstLesson } from './first-lesson.tsx'
import { LabelPicker } from './label-picker.tsx'
import { makerText, originText } from './origin-text.ts'
import { usePeople } from './people-context.tsx'
import { TimeField } from './time-field.tsx'

export function Inspector() {
  const { session } = useStudio()
  const selection = useValue(session.selection)
  // Following the document's version is enough: a panel may render again with every edit, the canvas may not.
  useValue(session.store.version)
  const annotations = [...selection].flatMap((id) => session.store.annotation(id) ?? [])
  const [first] = annotations
  if (!first) return <FirstLesson />
  return annotations.length === 1 ? (
    <One key={first.id} annotation={first} />
  ) : (
    <Several annotations={annotations} />
  )
}

function One({ annotation: a }: { annotation: AnnotationRecord }) {
  const { session, names } = useStudio()
  useValue(names.mode)
  const book = useValue(session.store.labels)
  const nameOfPerson = usePeople()
  const text = useText()
  const t = text.editing.attributes
  const words = text.inspector
  const track = session.store.track(a.trackId)
  const layer = session.store.layer(a.layerId)
  const disabled = !session.editable || track?.locked === true || layer?.locked === true
  const label = book.get(a.labelId)
  const point = a.start === a.end
  const missing = missingAttributes(book, a, track)
  return (
    <div className="flex flex-col gap-4 p-3">
      <div className="flex flex-col gap-1.5">
        <span className="text-small text-ink-3">
          <bdi>{track?.name ?? words.track}</bdi> · <bdi>{layer?.name ?? words.layer}</bdi>
          {track?.locked && ` · ${words.locked}`}
        </span>
        {track && (
          <LabelPicker
            track={track}
            labelId={a.labelId}
            disabled={disabled}
            onPick={(labelId) => relabelSelected(session, labelId)}
          />
        )}
        {label?.description && (
          <p dir="auto" className="text-small text-ink-2">
            {label.description}
          </p>
        )}
      </div>
      {track?.kind === 'transcript' && <UtteranceMarks utterance={a} disabled={disabled} />}
      <TimeField
        label={point ? words.at : words.start}
        edge="start"
        time={a.start}
        disabled={disabled}
        onFrame={(frame) => setStartFrame(session, a, frame)}
      />
      {!point && (
        <TimeField
          label={words.end}
          edge="end"
          time={a.end}
          disabled={disabled}
          onFrame={(frame) => setEndFrame(session, a, frame)}
        />
      )}
      {!point && <Length a={a} />}
      <AttributeFields annotations={[a]} disabled={disabled} />
      {missing.length > 0 && (
        <p className="text-small text-warn">{t.incomplete(missing.map((m) => m.name).join(', '))}</p>
      )}
      {!point && !disabled && <NudgeHint />}
      <Note key={`${a.id} note`} annotation={a} disabled={disabled} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-small text-ink-2">
        <dt className="text-ink-3">{words.madeBy}</dt>
        <dd dir="auto" className="truncate">
          {a.authorId ? nameOfPerson(a.authorId) : makerText(a.origin, session.user.name)}
        </dd>
        {originText(a.origin) && (
          <>
            <dt className="text-ink-3">{words.origin}</dt>
            <dd className="truncate">{originText(a.origin)}</dd>
          </>
        )}
        {a.confidence !== null && (
          <>
            <dt className="text-ink-3">{words.confidence}</dt>
            <dd>{Math.round(a.confidence * 100)} %</dd>
          </>
        )}
        {label?.code && (
          <>
            <dt className="text-ink-3">{words.code}</dt>
            <dd className="truncate font-mono">{label.code}</dd>
          </>
        )}
      </dl>
      <div>
        <Button
          size="small"
          variant="plain"
          disabled={disabled}
          icon={<Trash2 aria-hidden className="size-3.5" />}
          onClick={() => deleteSelected(session)}
        >
          {words.delete} <Kbd keys="Delete" />
        </Button>
      </div>
    </div>
  )
}

function Length({ a }: { a: AnnotationRecord }) {
  const { names } = useStudio()
  const t = useText().inspector
  const frames = names.frameOf(a.end - 1) - names.frameOf(a.start) + 1
  return (
    <p className="-mt-1 font-mono text-small text-ink-3 tabular-nums">
      {t.length(names.format(a.end - a.start, 'seconds'), frames)}
    </p>
  )
}

function Note({ annotation, disabled }: { annotation: AnnotationRecord; disabled: boolean }) {
  const { session } = useStudio()
  const t = useText().inspector
  const [typed, setTyped] = useState<string | null>(null)
  const finish = () => {
    if (typed !== null && typed !== annotation.note) session.run(setNote, { id: annotation.id, note: typed })
    setTyped(null)
  }
  return (
    <Field label={t.note}>
      <Textarea
        rows={3}
        value={typed ?? annotation.note}
        disabled={disabled}
        dir="auto"
        placeholder={t.notePlaceholder}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
      />
    </Field>
  )
}

/** Which edge the keys move, and the keys. */
function NudgeHint() {
  const { keys } = useStudio()
  const t = useText().editing.edge
  useValue(keys.changed)
  const [back, forward, cycle] = ['nudge-back', 'nudge-forward', 'active-edge'].map((id) =>
    keys.chordFor(`edit.${id}`),
  )
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between">
        <span className="text-small text-ink-3">{t.choice}</span>
        {cycle && <Kbd keys={cycle} />}
      </div>
      <EdgeChoice fill />
      <p className="flex flex-wrap items-center gap-1 text-small text-ink-3">
        {back && <Kbd keys={back} />} {forward && <Kbd keys={forward} />} {t.nudges}
      </p>
    </div>
  )
}

function Several({ annotations }: { annotations: readonly AnnotationRecord[] }) {
  const { session, names, editor, keys } = useStudio()
  const text = useText()
  const t = text.editing.several
  const words = text.inspector
  useValue(keys.changed)
  const book = useValue(session.store.labels)
  const tracks = useMemo(() => new Set(annotations.map((a) => a.trackId)), [annotations])
  const labels = new Set(annotations.map((a) => a.labelId))
  const [onlyTrack] = tracks
  const track = tracks.size === 1 && onlyTrack ? session.store.track(onlyTrack) : undefined
  const [onlyLabel] = labels
  const total = annotations.reduce((sum, a) => sum + a.end - a.start, 0)
  const open = annotations.filter(
    (a) => missingAttributes(book, a, session.store.track(a.trackId)).length,
  ).length
  const disabled = !session.editable || track?.locked === true
  const chord = (id: string) => {
    const keysOf = keys.chordFor(id)
    return keysOf && <Kbd keys={keysOf} />
  }
  return (
    <div className="flex flex-col gap-4 p-3">
      <div className="flex items-center gap-2">
        <span className="font-medium">{words.annotations(annotations.length)}</span>
        <Badge>{track ? <bdi>{track.name}</bdi> : words.tracks(tracks.size)}</Badge>
      </div>
      {total > 0 && (
        <p className="font-mono text-small text-ink-2">{words.together(names.format(total, 'seconds'))}</p>
      )}
      {track && (
        <LabelPicker
          track={track}
          labelId={labels.size === 1 ? (onlyLabel ?? null) : null}
          disabled={disabled}
          onPick={(labelId) => relabelSelected(session, labelId)}
        />
      )}
      <AttributeFields annotations={annotations} disabled={disabled} />
      {open > 0 && <p className="text-small text-warn">{t.incomplete(open)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          disabled={!session.editable}
          onClick={() => {
            editor.dialog.value = 'change'
          }}
        >
          {t.change} {chord('edit.change-selected')}
        </Button>
        <Button size="small" disabled={!session.editable || !track} onClick={() => mergeSelected(session)}>
          {words.merge} {chord('edit.merge')}
        </Button>
        <Button size="small" disabled={!session.editable} onClick={() => deleteSelected(session)}>
          {words.delete} {chord('edit.delete')}
        </Button>
      </div>
    </div>
  )
}
