'use client'
/** What is marked before, in and after a clip: a few lanes under the picture, with the clip set off and the playhead. */
import { useEffect, useRef, useState } from 'react'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { Clip } from './clip.ts'

const MOST_TRACKS = 6
const ROW = 14

type Tracks = Awaited<ReturnType<typeof trpc.search.around.query>>['tracks']

export interface ClipStripProps {
  clip: Clip
  labels: ReadonlyMap<string, { name: string; color: string }>
  clock: PlaybackClock | null
  scheduler: FrameScheduler
}

export function ClipStrip({ clip, labels, clock, scheduler }: ClipStripProps) {
  const t = useText().search
  const [found, setFound] = useState<{ key: string; tracks: Tracks } | null>(null)
  const head = useRef<HTMLDivElement>(null)
  const margin = Math.max(10 * TICKS_PER_SECOND, Math.round((clip.end - clip.start) / 2))
  const from = clip.start - margin
  const to = clip.end + margin
  useEffect(() => {
    let over = false
    trpc.search.around.query({ recordingId: clip.recordingId, start: from, end: to }).then(
      ({ tracks }) => !over && setFound({ key: clip.key, tracks }),
      // Without what is around it the clip still plays.
      () => {},
    )
    return () => {
      over = true
    }
  }, [clip.key, clip.recordingId, from, to])
  useEffect(() => {
    if (!clock) return
    const task = scheduler.add('derived', () => {
      const line = head.current
      if (!line) return
      const share = (clock.now() - from) / (to - from)
      line.style.display = share >= 0 && share <= 1 ? '' : 'none'
      line.style.left = `${share * 100}%`
    })
    const stops = [
      clock.shown.subscribe(() => task.invalidate()),
      clock.playing.subscribe((playing) => task.setContinuous(playing)),
    ]
    return () => {
      for (const stop of stops) stop()
      task[Symbol.dispose]()
    }
  }, [clock, scheduler, from, to])
  const tracks = found?.key === clip.key ? found.tracks.slice(0, MOST_TRACKS) : []
  const left = (time: number) => `${((time - from) / (to - from)) * 100}%`
  const wide = (a: number, b: number) => `${((b - a) / (to - from)) * 100}%`
  return (
    <section aria-label={t.around} className="border-t border-line px-3 py-2">
      <div
        className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-2"
        style={{ minHeight: MOST_TRACKS * (ROW + 4) }}
      >
        <ul aria-hidden className="flex flex-col gap-1">
          {tracks.map((track) => (
            <li
              dir="auto"
              key={track.id}
              style={{ height: ROW, lineHeight: `${ROW}px` }}
              className="truncate text-small text-ink-3"
            >
              {track.name}
            </li>
          ))}
        </ul>
        <div className="relative flex flex-col gap-1 overflow-hidden">
          <div
            className="absolute inset-y-0 bg-accent-soft"
            style={{ left: left(clip.start), width: wide(clip.start, clip.end), minWidth: 2 }}
          />
          {tracks.map((track) => (
            <div key={track.id} className="relative shrink-0" style={{ height: ROW }}>
              {track.marks.map((mark) => {
                const label = labels.get(mark.labelId)
                return (
                  <div
                    key={mark.id}
                    title={label?.name}
                    className="absolute inset-y-0 rounded-xs"
                    style={{
                      left: left(Math.max(from, mark.start)),
                      width: wide(Math.max(from, mark.start), Math.min(to, mark.end)),
                      minWidth: 3,
                      background: label?.color ?? 'var(--ink-3)',
                    }}
                  />
                )
              })}
            </div>
          ))}
          <div ref={head} className="absolute inset-y-0 w-px bg-ink" style={{ display: 'none' }} />
        </div>
      </div>
    </section>
  )
}
