'use client'
/**
 * Time and frame of the shown picture. The text is written by the frame scheduler, never by React; a press on it turns
 * it into a field where a time or a frame can be typed.
 */
import { type FormEvent, useEffect, useRef } from 'react'
import { tick } from '#media/core/time/tick.ts'
import { parseTime, type SmpteRate } from '#media/core/time/timecode.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Tooltip } from '../../_ui/tooltip.tsx'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { lastTick } from './player-keys.ts'
import { exactText, frameText, type TimeMode, timeText } from './time-text.ts'

export interface TimeReadoutProps {
  clock: PlaybackClock
  scheduler: FrameScheduler
  mode: TimeMode
  smpte: SmpteRate | null
  hasPicture: boolean
  editing: boolean
  onEditing: (editing: boolean) => void
}

export function TimeReadout({
  clock,
  scheduler,
  mode,
  smpte,
  hasPicture,
  editing,
  onEditing,
}: TimeReadoutProps) {
  const t = useText().player
  const time = useRef<HTMLSpanElement>(null)
  const frame = useRef<HTMLSpanElement>(null)
  const exact = useRef<HTMLSpanElement>(null)
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const write = () => {
      const shown = clock.shown.peek()
      if (!shown || !root.current) return
      if (time.current) time.current.textContent = timeText(mode, shown, smpte)
      if (frame.current) frame.current.textContent = frameText(shown)
      if (exact.current) {
        exact.current.textContent = exactText(shown)
        exact.current.dataset.exact = String(shown.exact)
      }
      root.current.dataset.frame = String(shown.frame)
      root.current.dataset.exact = String(shown.exact)
    }
    const task = scheduler.add('derived', write, { whenHidden: true })
    const stop = clock.shown.subscribe(() => task.invalidate())
    write()
    return () => {
      stop()
      task[Symbol.dispose]()
    }
  }, [clock, scheduler, mode, smpte])

  return (
    <div
      ref={root}
      data-testid="time-readout"
      className="flex items-center gap-3 whitespace-nowrap tabular-nums"
    >
      {editing ? (
        <TimeField clock={clock} smpte={smpte} onDone={() => onEditing(false)} />
      ) : (
        <Tooltip content={t.commands.goTo} keys="Mod+G">
          <button
            type="button"
            onClick={() => onEditing(true)}
            className="h-7 min-w-[13ch] rounded-sm px-1.5 text-left font-mono hover:bg-hover"
          >
            <span className="sr-only">{t.readout} </span>
            <span ref={time} />
          </button>
        </Tooltip>
      )}
      {hasPicture && (
        <span className="inline-flex gap-1.5 text-small text-ink-2">
          {mode !== 'frame' && <span ref={frame} className="hidden min-w-[13ch] @md:inline-block" />}
          <span ref={exact} className="inline-block min-w-[7ch] text-ink-3 data-[exact=true]:text-ok" />
        </span>
      )}
    </div>
  )
}

function TimeField({
  clock,
  smpte,
  onDone,
}: {
  clock: PlaybackClock
  smpte: SmpteRate | null
  onDone: () => void
}) {
  const t = useText().player
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const go = (event: FormEvent) => {
    event.preventDefault()
    const input = field.current
    if (!input) return
    const parsed = parseTime(input.value, smpte)
    const target =
      parsed?.kind === 'frame' ? frameStart(clock, parsed.frame) : parsed ? Math.max(0, parsed.time) : null
    if (target === null) {
      input.setCustomValidity(t.notATime)
      input.reportValidity()
      return
    }
    clock.seek(tick(Math.min(target, lastTick(clock))))
    onDone()
  }
  return (
    <form onSubmit={go} className="inline-flex">
      <input
        ref={field}
        aria-label={t.timeOrFrame}
        placeholder={t.timePlaceholder}
        className="h-7 w-[15ch] rounded-sm border border-accent bg-sunken px-1.5 font-mono outline-hidden"
        onInput={(event) => event.currentTarget.setCustomValidity('')}
        onBlur={onDone}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
        }}
      />
    </form>
  )
}

/** Null beyond the last frame. */
function frameStart(clock: PlaybackClock, frame: number): number | null {
  if (!Number.isSafeInteger(frame) || frame < 0) return null
  const last = clock.frameAt(lastTick(clock))
  if (frame > last) return null
  return clock.boundsOf(frame as typeof last).start
}
