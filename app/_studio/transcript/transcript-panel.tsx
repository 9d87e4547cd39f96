'use client'
/** The transcript: every utterance of a layer, the one being said marked and kept in view while it plays. */
import { MessageSquarePlus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { acceptSuggestions, addUtterance } from '#media/core/commands/index.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Select } from '../../_ui/select.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { UtteranceRow } from './utterance-row.tsx'
import { utteranceAt, utterancesOf } from './utterances.ts'

/** What a new utterance lasts before its end is moved. */
const NEW_SECONDS = 2

export function TranscriptPanel() {
  const { session, scheduler } = useStudio()
  const { store, clock } = session
  const t = useText().transcript
  const version = useValue(store.version)
  const speakers = useValue(store.speakerList)
  const layers = useValue(store.layerList)
  const active = useValue(session.activeLayerId)
  const [chosen, setChosen] = useState<string | null>(null)
  const [writing, setWriting] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const layerId = chosen !== null && layers.some((l) => l.id === chosen) ? chosen : active
  const layer = layers.find((l) => l.id === layerId)
  const suggested = layer?.kind === 'model'
  const own = layerId === active
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the document is another
  const all = useMemo(() => utterancesOf(store, layerId), [store, layerId, version])
  const track = store.tracks.find((one) => one.kind === 'transcript' && !one.locked)

  useEffect(() => {
    let marked: Element | null = null
    const mark = () => {
      const now = all[utteranceAt(all, clock.now())]
      const row = now && clock.now() < now.annotation.end ? now.annotation.id : null
      if (marked?.getAttribute('data-utterance') === row) return
      marked?.removeAttribute('data-current')
      marked = row === null ? null : (list.current?.querySelector(`[data-utterance="${row}"]`) ?? null)
      marked?.setAttribute('data-current', '')
      // Only while it plays: who reads elsewhere is left alone.
      if (clock.playing.peek()) marked?.scrollIntoView({ block: 'nearest' })
    }
    const task = scheduler.add('derived', mark)
    const stop = clock.shown.subscribe(() => task.invalidate())
    mark()
    return () => {
      stop()
      task[Symbol.dispose]()
      marked?.removeAttribute('data-current')
    }
  }, [all, clock, scheduler])

  const add = () => {
    if (!track) return
    const start = clock.now()
    const end = tick(Math.min(clock.duration, start + NEW_SECONDS * TICKS_PER_SECOND))
    const id = crypto.randomUUID()
    const given = {
      trackId: track.id,
      layerId: active,
      start,
      end,
      speakerId: null,
      text: '',
      id,
    }
    if (session.run(addUtterance, given).ok) setWriting(id)
  }
  return (
    <section aria-label={t.tab} className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <Select
          size="small"
          label={t.layer}
          className="max-w-44"
          value={layerId}
          options={layers.map((l) => ({ value: l.id, label: <bdi>{l.name}</bdi> }))}
          onChange={setChosen}
        />
        <span className="text-small text-ink-3 tabular-nums">{t.count(all.length)}</span>
        <span className="flex-1" />
        {suggested && session.editable && all.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              const ids = all.map((u) => u.annotation.id)
              if (session.run(acceptSuggestions, { ids, layerId: active }).ok) setChosen(null)
            }}
          >
            {t.acceptAll}
          </Button>
        )}
        {own && session.editable && track && (
          <Button size="small" icon={<MessageSquarePlus aria-hidden className="size-4" />} onClick={add}>
            {t.add}
          </Button>
        )}
      </header>
      {all.length === 0 ? (
        <p className="px-3 py-4 text-ink-2">{track ? t.none : t.noTrack}</p>
      ) : (
        <ol ref={list} className="min-h-0 flex-1 overflow-y-auto py-1">
          {all.map(({ annotation, overlaps }, i) => (
            <UtteranceRow
              key={annotation.id}
              annotation={annotation}
              overlaps={overlaps}
              speakers={speakers}
              before={i > 0 ? all[i - 1]!.annotation.id : null}
              acceptInto={own ? null : suggested ? active : ''}
              writing={writing === annotation.id}
              onWriting={setWriting}
            />
          ))}
        </ol>
      )}
    </section>
  )
}
