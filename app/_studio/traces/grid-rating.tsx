'use client'
/** Two scales rated at once: the grid, what it stands for, and the numbers. */
import { effect } from '@preact/signals-core'
import { Circle } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { numberText } from '../tracks/signal/look.ts'
import { scaleOfTrack } from '../tracks/trace/trace-shape.ts'
import { AffectGrid } from './affect-grid.tsx'
import { RatingFoot } from './rating-foot.tsx'

export function GridRating() {
  const t = useText().signals
  const { session, rating } = useStudio()
  const { recorder } = rating
  const playing = useValue(session.clock.playing)
  const look = useValue(rating.setup.ends)
  useValue(recorder.axes)
  const point = useRef<HTMLDivElement>(null)
  const numbers = useRef<HTMLParagraphElement>(null)
  const up = recorder.trackOf(0)
  const across = recorder.trackOf(1)
  useEffect(
    () =>
      effect(() => {
        const [y, x] = recorder.axes.value
        const [upTrack, acrossTrack] = [recorder.trackOf(0), recorder.trackOf(1)]
        if (!x || !y || !upTrack || !acrossTrack) return
        const [sx, sy] = [scaleOfTrack(acrossTrack), scaleOfTrack(upTrack)]
        const [vx, vy] = [x.value.value, y.value.value]
        if (point.current) {
          point.current.style.left = `${((vx - sx.min) / (sx.max - sx.min || 1)) * 100}%`
          point.current.style.bottom = `${((vy - sy.min) / (sy.max - sy.min || 1)) * 100}%`
        }
        if (numbers.current)
          numbers.current.textContent = `${numberText(vx, sx.max - sx.min)} · ${numberText(vy, sy.max - sy.min)}`
      }),
    [recorder],
  )
  if (!up || !across) return null
  const [sx, sy] = [scaleOfTrack(across), scaleOfTrack(up)]
  const zeroOf = ({ min, max }: { min: number; max: number }) =>
    min < 0 && max > 0 ? -min / (max - min) : null
  return (
    <div className="flex gap-3 p-3">
      <AffectGrid
        label={`${t.grid(across.name, up.name)}. ${t.gridKeys}`}
        ends={{
          left: sx.minName || String(sx.min),
          right: sx.maxName || String(sx.max),
          top: sy.maxName || String(sy.max),
          bottom: sy.minName || String(sy.min),
        }}
        look={look}
        zero={{ x: zeroOf(sx), y: zeroOf(sy) }}
        point={point}
        live={playing}
        onPoint={(x, y) => {
          recorder.setShare(x, 1)
          recorder.setShare(y, 0)
        }}
        onStep={(x, y) => {
          if (x) recorder.nudge(x, 1)
          if (y) recorder.nudge(y, 0)
        }}
      />
      <div className="flex w-36 min-w-0 flex-col gap-2">
        <div>
          <p dir="auto" className="truncate font-medium text-ink">
            {t.grid(across.name, up.name)}
          </p>
          <p
            role="status"
            className={cx('flex items-center gap-1.5 text-small', playing ? 'text-danger' : 'text-ink-3')}
          >
            <Circle aria-hidden className={cx('size-2', playing && 'fill-current')} />
            {playing ? t.recording : t.waiting}
          </p>
        </div>
        <p ref={numbers} data-testid="rated-values" className="tabular-nums" />
        <p className="text-small text-ink-3">{t.gridKeys}</p>
        <RatingFoot />
      </div>
    </div>
  )
}
