'use client'
/** One utterance: when, who, what. The text is a field while it is written; leaving it is one change, Escape is none. */
import { Check, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import {
  acceptSuggestions,
  mergeUtterances,
  remove,
  setSpeaker,
  splitUtterance,
  writeSpeech,
} from '#media/core/commands/index.ts'
import type { AnnotationRecord, SpeakerRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Select } from '../../_ui/select.tsx'
import { useStudio } from '../studio-context.tsx'
import { UtteranceText } from './utterance-text.tsx'

const NOBODY = '-'

export interface UtteranceRowProps {
  readonly annotation: AnnotationRecord
  readonly overlaps: boolean
  readonly speakers: readonly SpeakerRecord[]
  /** The one before, to join with. */
  readonly before: string | null
  /** Null where it may be written; else the layer of people into which a suggestion is taken over. */
  readonly acceptInto: string | null
  readonly writing: boolean
  readonly onWriting: (id: string | null) => void
}

export const UtteranceRow = memo(function UtteranceRow(props: UtteranceRowProps) {
  const { annotation: a, overlaps, speakers, before, acceptInto, writing, onWriting } = props
  const { session, names, keys } = useStudio()
  const t = useText().transcript
  const field = useRef<HTMLTextAreaElement>(null)
  const text = a.speech?.text ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const speaker = speakers.find((s) => s.id === a.speakerId)
  const mayWrite = session.editable && acceptInto === null
  const commit = (): boolean => {
    const next = field.current?.value ?? typed
    setTyped(null)
    if (next === null || next === undefined || next === text) return true
    return session.run(writeSpeech, { id: a.id, text: next }).ok
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart: caret, selectionEnd } = event.currentTarget
    // Keys of the studio rest while one writes; these few are the writer's.
    event.stopPropagation()
    if (event.key === 'Escape') {
      setTyped(null)
      if (field.current) field.current.value = text
      onWriting(null)
    } else if (event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault()
      keys.run('player.toggle')
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      commit()
      const length = field.current?.value.length ?? 0
      if (caret > 0 && caret < length) session.run(splitUtterance, { id: a.id, at: caret })
      onWriting(null)
    } else if (event.key === 'Backspace' && caret === 0 && selectionEnd === 0 && before) {
      event.preventDefault()
      commit()
      session.run(mergeUtterances, { ids: [before, a.id] })
      onWriting(before)
    }
  }
  return (
    <li
      data-utterance={a.id}
      className="group grid grid-cols-[auto_1fr_auto] items-center gap-x-2 border-l-2 border-transparent py-1.5 pr-2 pl-2.5 [contain-intrinsic-size:auto_64px] [content-visibility:auto] data-current:border-accent data-current:bg-accent-soft"
    >
      <button
        type="button"
        className="rounded-sm px-1 font-mono text-small text-ink-3 tabular-nums hover:bg-hover hover:text-ink"
        onClick={() => {
          session.select([a.id])
          session.clock.seek(a.start)
        }}
      >
        {names.format(a.start)}
      </button>
      <span className="flex min-w-0 items-center gap-1.5">
        <span
          aria-hidden
          className="size-2 shrink-0 rounded-full"
          style={{ background: speaker?.color ?? 'var(--color-line-2)' }}
        />
        {mayWrite ? (
          <Select
            size="small"
            label={t.speaker}
            className="max-w-48"
            value={a.speakerId ?? NOBODY}
            options={[
              { value: NOBODY, label: t.nobody },
              ...speakers.map((s) => ({ value: s.id, label: <bdi>{s.name}</bdi> })),
            ]}
            onChange={(id) => session.run(setSpeaker, { ids: [a.id], speakerId: id === NOBODY ? null : id })}
          />
        ) : (
          <bdi className="truncate font-medium">{speaker?.name ?? t.nobody}</bdi>
        )}
        {overlaps && <span className="text-small text-ink-3">{t.overlaps}</span>}
      </span>
      <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        {acceptInto !== null
          ? session.editable && (
              <IconButton
                size="small"
                label={t.accept}
                icon={<Check className="size-4" />}
                onClick={() => session.run(acceptSuggestions, { ids: [a.id], layerId: acceptInto })}
              />
            )
          : mayWrite && (
              <>
                <IconButton
                  size="small"
                  label={t.write}
                  icon={<Pencil className="size-4" />}
                  onClick={() => onWriting(a.id)}
                />
                <IconButton
                  size="small"
                  label={t.remove}
                  icon={<Trash2 className="size-4" />}
                  onClick={() => session.run(remove, { ids: [a.id] })}
                />
              </>
            )}
      </span>
      {writing ? (
        <textarea
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: pressing the text is asking to write it
          autoFocus
          aria-label={t.textAt(names.format(a.start))}
          lang={a.speech?.language || undefined}
          spellCheck
          defaultValue={typed ?? text}
          className="col-span-3 mt-1 field-sizing-content w-full resize-none rounded-md border border-line-2 bg-surface px-2 py-1 text-ink focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKey}
          onBlur={() => {
            commit()
            onWriting(null)
          }}
        />
      ) : (
        <p
          dir="auto"
          lang={a.speech?.language || undefined}
          className="col-span-3 mt-0.5 rounded-sm px-1 whitespace-pre-wrap text-ink"
          onDoubleClick={() => mayWrite && onWriting(a.id)}
        >
          {a.speech && text ? (
            <UtteranceText speech={a.speech} onWord={(word) => session.clock.seek(word.start)} />
          ) : (
            <button
              type="button"
              disabled={!mayWrite}
              className="text-ink-3 italic disabled:cursor-default"
              onClick={() => onWriting(a.id)}
            >
              {mayWrite ? t.empty : t.noText}
            </button>
          )}
        </p>
      )}
    </li>
  )
})
