'use client'
/**
 * What is said on each picture: which camera, its own frame, and how it stands to the clock. The texts are written by
 * the frame scheduler, never by React.
 */
import { useEffect, useRef } from 'react'
import { currentText } from '../../_text/current-text.ts'
import { useText } from '../../_text/text-provider.tsx'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { useValue } from '../store/use-value.ts'
import type { CameraEntry } from './camera-set.ts'

export interface CameraLabelProps {
  entry: CameraEntry
  clock: HlsClock
  scheduler: FrameScheduler
  /** In place of the file's name. */
  name?: string
}

const TONES = {
  'in-step': 'text-[#63c98b]',
  'catching-up': 'text-[#e5b454]',
  behind: 'text-[#ff7f79]',
} as const

export function CameraLabel({ entry, clock, scheduler, name }: CameraLabelProps) {
  const t = useText().cameras
  const title = useValue(entry.file.title)
  const root = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLSpanElement>(null)
  const state = useRef<HTMLSpanElement>(null)
  const { camera } = entry
  useEffect(() => {
    const write = () => {
      if (!root.current || !frame.current || !state.current) return
      const { dataset } = root.current
      const picture = camera ? camera.shown.peek() : ownFrame(clock)
      const number = picture?.kind === 'frame' ? picture.frame : null
      const exact = picture?.kind === 'frame' && picture.exact
      frame.current.textContent = number === null ? '' : t.frame(currentText().common.count(number))
      dataset.frame = number === null ? '' : String(number)
      dataset.exact = String(exact)
      const step = camera?.step.peek() ?? null
      dataset.step = step?.kind ?? ''
      dataset.ms = step ? step.ms.toFixed(1) : ''
      const [words, tone] = !camera
        ? [t.clock, 'text-[rgb(255_255_255/0.6)]']
        : step
          ? [
              step.kind === 'behind'
                ? t.behind
                : (step.kind === 'in-step' ? t.inStep : t.catchingUp)(signed(step.ms)),
              TONES[step.kind],
            ]
          : number === null
            ? ['', '']
            : exact
              ? [t.exact, TONES['in-step']]
              : [t.coming, 'text-[rgb(255_255_255/0.5)]']
      state.current.textContent = words
      state.current.className = `min-w-0 truncate ${tone}`
    }
    const task = scheduler.add('derived', write, { whenHidden: true })
    const wake = () => task.invalidate()
    const stops = [
      clock.shown.subscribe(wake),
      ...(camera ? [camera.shown.subscribe(wake), camera.step.subscribe(wake)] : []),
    ]
    write()
    return () => {
      for (const stop of stops) stop()
      task[Symbol.dispose]()
    }
  }, [camera, clock, scheduler, t])
  return (
    <div
      ref={root}
      data-testid="camera-label"
      title={camera ? undefined : t.clockMore}
      className="pointer-events-none absolute bottom-2 left-2 flex max-w-[calc(100%-16px)] items-center gap-2 rounded-md bg-[rgb(0_0_0/0.6)] px-2 py-0.5 text-small whitespace-nowrap text-[#fff] tabular-nums"
    >
      <span aria-hidden className="rounded-xs bg-[rgb(255_255_255/0.15)] px-1">
        {entry.number}
      </span>
      <span dir="auto" className="min-w-0 truncate">
        {name ?? title}
      </span>
      <span ref={frame} className="text-[rgb(255_255_255/0.7)]" />
      <span ref={state} />
    </div>
  )
}

function ownFrame(clock: HlsClock) {
  const shown = clock.shown.peek()
  return shown ? ({ kind: 'frame', frame: shown.frame, exact: shown.exact } as const) : null
}

/** "+3", "−12", "±0". */
export function signed(ms: number): string {
  const whole = Math.round(Math.abs(ms))
  return whole === 0 ? '±0' : `${ms < 0 ? '−' : '+'}${whole}`
}
