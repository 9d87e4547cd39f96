'use client'
/**
 * The frames around an edge while it is dragged or nudged: three on either side of the boundary, with their numbers and
 * names in time, those inside the annotation bright. Written straight into the page; nothing renders while it moves.
 */
import { effect } from '@preact/signals-core'
import { useEffect, useRef } from 'react'
import type { FrameNo, Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { useText } from '../../_text/text-provider.tsx'
import { useStudio } from '../studio-context.tsx'
import type { EdgeInHand } from '../tools/hold-playhead.ts'
import { EdgeFrames, type GrabFrame } from './edge-frames.ts'

/** Cells before and after the boundary. */
const SIDE = 3
const CELLS = Array.from({ length: SIDE * 2 }, (_, k) => k)

export interface EdgeViewProps {
  /** Null where this browser or recording has no single pictures: numbers are shown alone. */
  readonly grab: GrabFrame | null
  /** Width by height of the picture. */
  readonly aspect: number
}

export function EdgeView({ grab, aspect }: EdgeViewProps) {
  const { timeline, session, names } = useStudio()
  const t = useText().editing.edge
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = root.current
    if (!box) return
    const { clock } = session
    const cells = [...box.querySelectorAll<HTMLElement>('[data-cell]')]
    let now: EdgeInHand | null = null
    const frames = grab ? new EdgeFrames(grab, () => now && write(now)) : null
    const last = clock.frameAt((clock.duration - 1) as Tick)
    const numberOf = (inHand: EdgeInHand, k: number): number => {
      const after = inHand.time >= clock.duration ? last + 1 : clock.frameAt(inHand.time)
      return after - SIDE + k
    }
    const write = (inHand: EdgeInHand) => {
      for (const [k, cell] of cells.entries()) {
        const n = numberOf(inHand, k)
        const there = n >= 0 && n <= last
        const inside = inHand.edge === 'end' ? k < SIDE : k >= SIDE
        cell.dataset.inside = String(inside)
        cell.dataset.there = String(there)
        const [number, time] = cell.querySelectorAll('span')
        number!.textContent = there ? currentText().common.count(n) : '–'
        time!.textContent = there
          ? names.format(clock.boundsOf(n as FrameNo).start, names.smpte ? 'smpte' : 'clock')
          : ''
        const canvas = cell.querySelector('canvas')
        const g = canvas?.getContext('2d')
        if (!canvas || !g) continue
        const picture = there ? frames?.get(n) : null
        if (picture) g.drawImage(picture, 0, 0, canvas.width, canvas.height)
        else g.clearRect(0, 0, canvas.width, canvas.height)
      }
    }
    const stop = effect(() => {
      now = timeline.inHand.value
      box.style.visibility = now ? 'visible' : 'hidden'
      box.dataset.edge = now?.edge ?? ''
      if (!now) {
        frames?.want([])
        return
      }
      write(now)
      const near = now
      // The two frames that meet at the boundary first, the one inside before the other.
      const order = near.edge === 'end' ? [2, 3, 1, 4, 0, 5] : [3, 2, 4, 1, 5, 0]
      frames?.want(order.map((k) => numberOf(near, k)).filter((n) => n >= 0 && n <= last))
    })
    return () => {
      stop()
      frames?.[Symbol.dispose]()
    }
  }, [timeline, session, names, grab])
  return (
    <div
      ref={root}
      aria-hidden
      data-testid="edge-view"
      style={{ visibility: 'hidden' }}
      className="group pointer-events-none absolute bottom-3 left-1/2 z-20 flex max-w-full -translate-x-1/2 flex-col gap-1.5 rounded-md bg-raised/95 px-2 pt-1.5 pb-2 shadow-float"
    >
      <div className="grid grid-cols-2 gap-4 text-small text-ink-3">
        <span className="text-right">
          <span className="hidden text-ink group-data-[edge=end]:inline">{t.lastInside}</span>
          <span className="hidden group-data-[edge=start]:inline">{t.before}</span>
        </span>
        <span>
          <span className="hidden group-data-[edge=end]:inline">{t.after}</span>
          <span className="hidden text-ink group-data-[edge=start]:inline">{t.firstInside}</span>
        </span>
      </div>
      <div className="flex gap-1.5">
        {CELLS.map((k) => (
          <div
            key={k}
            data-cell
            data-there="true"
            className="relative flex w-24 flex-col rounded-sm opacity-55 data-[inside=true]:opacity-100 data-[there=false]:opacity-25"
          >
            {k === SIDE && <div className="absolute -inset-y-0.5 -left-1 w-0.5 rounded-full bg-accent" />}
            <canvas
              width={192}
              height={Math.round(192 / aspect)}
              style={{ aspectRatio: aspect }}
              className="w-full rounded-sm bg-sunken"
            />
            <div className="mt-1 flex flex-col items-center font-mono text-small leading-4 tabular-nums">
              <span className="text-ink" />
              <span className="text-ink-3" />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
