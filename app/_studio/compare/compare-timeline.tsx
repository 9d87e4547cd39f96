'use client'
/** Both recordings' phases on one axis, the first one's clock: the second is drawn through the map of time. */
import { type PointerEvent, useEffect, useRef } from 'react'
import { tick } from '#media/core/time/tick.ts'
import { useText } from '../../_text/text-provider.tsx'
import { useValue } from '../store/use-value.ts'
import type { Compared, OpenedCompare } from './open-compare.ts'
import type { NamedPhase } from './phases.ts'

export function CompareTimeline({
  compare,
  compared,
}: {
  compare: OpenedCompare
  compared: Compared | null
}) {
  const { clock, scheduler, fileA, fileB } = compare
  const t = useText().cameras.comparePage
  const map = useValue(compare.map)
  const box = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const startA = fileA.placement.peek().offset
  const endA = startA + fileA.manifest.duration
  const ends = (compared?.b.phases ?? []).flatMap((p) => [map.toA(p.start), map.toA(p.end)])
  const from = Math.min(startA, ...ends)
  const to = Math.max(endA, ...ends)
  const share = (at: number) => `${(100 * (at - from)) / Math.max(1, to - from)}%`
  useEffect(() => {
    const write = () => {
      if (head.current) head.current.style.left = share(clock.now())
    }
    const task = scheduler.add('derived', write, { whenHidden: true })
    const stop = clock.shown.subscribe(() => task.invalidate())
    write()
    return () => {
      stop()
      task[Symbol.dispose]()
    }
  })
  const seek = (event: PointerEvent<HTMLDivElement>, scrub: boolean) => {
    const rect = box.current?.getBoundingClientRect()
    if (!rect) return
    const at = from + ((event.clientX - rect.left) / rect.width) * (to - from)
    clock.seek(tick(Math.round(Math.min(endA - 1, Math.max(startA, at)))), { scrub })
  }
  const row = (phases: readonly NamedPhase[], place: (t: number) => number, alone: ReadonlySet<number>) =>
    phases.map((p, i) => {
      const [left, right] = [place(p.start), place(p.end)]
      return (
        <span
          dir="auto"
          key={`${p.start} ${p.key}`}
          title={p.name}
          style={{
            left: share(left),
            width: `max(2px, ${(100 * (right - left)) / Math.max(1, to - from)}%)`,
            background: p.color,
            opacity: alone.has(i) ? 0.45 : 1,
          }}
          className="absolute inset-y-0.5 truncate rounded-xs px-1 text-small leading-5 text-[#fff] [text-shadow:0_0_3px_rgb(0_0_0/0.8)]"
        >
          {p.name}
        </span>
      )
    })
  return (
    <div className="border-t border-line bg-surface px-3 py-2">
      <div
        ref={box}
        role="slider"
        tabIndex={-1}
        aria-label={t.timeline}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        data-testid="compare-timeline"
        className="relative flex cursor-pointer touch-none flex-col gap-1"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          seek(event, true)
        }}
        onPointerMove={(event) => event.buttons === 1 && seek(event, true)}
        onPointerUp={(event) => seek(event, false)}
      >
        <div className="relative h-6 overflow-hidden rounded-sm bg-sunken" data-row="a">
          {row(compared?.a.phases ?? [], (at) => at, new Set(compared?.match.onlyA))}
        </div>
        <div
          className="relative h-6 overflow-hidden rounded-sm bg-sunken"
          data-row="b"
          title={fileB.title.peek()}
        >
          {row(compared?.b.phases ?? [], (at) => map.toA(at), new Set(compared?.match.onlyB))}
        </div>
        <div ref={head} className="pointer-events-none absolute -inset-y-1 w-px bg-accent" />
      </div>
    </div>
  )
}
