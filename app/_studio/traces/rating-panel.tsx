'use client'
/**
 * Rating by hand, over the picture's lower right: for an active trace track a button to begin, then a tall bar along
 * which the value is moved without pressing. The value is written into the page by its signal, without React.
 */
import { effect } from '@preact/signals-core'
import { Circle } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { Kbd } from '../../_ui/kbd.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { numberText } from '../tracks/signal/look.ts'
import { scaleOfTrack } from '../tracks/trace/trace-shape.ts'
import { GridRating } from './grid-rating.tsx'
import { RatingDialog } from './rating-dialog.tsx'
import { RatingFoot } from './rating-foot.tsx'

/** @param right CSS pixels of what lies right of the picture */
export function RatingPanel({ right }: { right: number }) {
  const t = useText().signals
  const { session, rating, keys } = useStudio()
  const rated = useValue(rating.recorder.axes)
  const active = useValue(session.activeTrackId)
  useValue(session.store.trackList)
  useValue(keys.changed)
  useValue(rating.setup.partners)
  const track = active ? session.store.track(active) : undefined
  if (track?.kind !== 'trace' || !session.editable) return null
  const pair = rating.pairOf(track.id)
  const chord = keys.chordFor('trace.rate')
  return (
    <aside
      aria-label={t.rating}
      style={{ right: right + 12 }}
      className="absolute bottom-24 z-20 flex flex-col rounded-md bg-raised shadow-float"
    >
      {rated.length > 1 ? (
        <GridRating />
      ) : rated[0] ? (
        <Rating trackId={rated[0].trackId} />
      ) : (
        <Button
          variant="plain"
          icon={<Circle aria-hidden className="size-3.5 fill-danger text-danger" />}
          onClick={() => rating.arm(track.id)}
        >
          {t.rate(pair ? t.grid(pair.across.name, pair.up.name) : track.name)}
          {chord && <Kbd keys={chord} />}
        </Button>
      )}
      <RatingDialog />
    </aside>
  )
}

function Rating({ trackId }: { trackId: string }) {
  const t = useText().signals
  const { session, rating, keys } = useStudio()
  const { recorder, input } = rating
  const playing = useValue(session.clock.playing)
  const speed = useValue(input.speed)
  const track = session.store.track(trackId)
  const number = useRef<HTMLSpanElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const thumb = useRef<HTMLDivElement>(null)
  const ends = track ? scaleOfTrack(track) : { min: 0, max: 1, unit: '', minName: '', maxName: '' }
  const { min, max } = ends
  useEffect(
    () =>
      effect(() => {
        const value = recorder.value.value
        const text = numberText(value, max - min)
        if (number.current) number.current.textContent = text
        if (thumb.current) thumb.current.style.bottom = `${((value - min) / (max - min || 1)) * 100}%`
        bar.current?.setAttribute('aria-valuenow', String(value))
        bar.current?.setAttribute('aria-valuetext', text)
      }),
    [recorder, min, max],
  )
  if (!track) return null
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    recorder.set(min + (1 - (event.clientY - box.top) / box.height) * (max - min))
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: 0.02, ArrowDown: -0.02, Home: -1, End: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    recorder.nudge(by)
  }
  const up = keys.chordFor('trace.up')
  const down = keys.chordFor('trace.down')
  return (
    <div className="flex w-64 gap-3 p-3">
      <div className="flex flex-col items-center gap-1 text-small text-ink-3">
        <span>{ends.maxName || max}</span>
        <div
          ref={bar}
          role="slider"
          tabIndex={0}
          aria-label={track.name}
          aria-orientation="vertical"
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuenow={recorder.value.peek()}
          onPointerMove={point}
          onPointerDown={point}
          onKeyDown={press}
          className="relative h-40 w-10 cursor-ns-resize touch-none rounded-sm bg-sunken focus-visible:outline-2 focus-visible:outline-accent"
        >
          {min < 0 && max > 0 && (
            <span
              aria-hidden
              className="absolute inset-x-0 h-px bg-line-2"
              style={{ bottom: `${(-min / (max - min)) * 100}%` }}
            />
          )}
          <div
            ref={thumb}
            aria-hidden
            className={cx(
              'pointer-events-none absolute inset-x-1 h-1.5 translate-y-1/2 rounded-full',
              playing ? 'bg-danger' : 'bg-ink-2',
            )}
          />
        </div>
        <span>{ends.minName || min}</span>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <p dir="auto" className="truncate font-medium text-ink">
            {track.name}
          </p>
          <p
            role="status"
            className={cx('flex items-center gap-1.5 text-small', playing ? 'text-danger' : 'text-ink-3')}
          >
            <Circle aria-hidden className={cx('size-2', playing && 'fill-current')} />
            {playing ? t.recording : t.waiting}
          </p>
        </div>
        <p className="text-heading tabular-nums">
          <span ref={number} data-testid="rated-value" />
          {ends.unit && <span className="ml-1 text-body text-ink-3">{ends.unit}</span>}
        </p>
        <div className="flex items-center gap-1.5 text-small text-ink-3">
          {up && <Kbd keys={up} />}
          {down && <Kbd keys={down} />}
        </div>
        <Segmented
          size="small"
          fill
          label={t.keySpeed}
          value={String(speed) as '0' | '1' | '2'}
          options={[
            { value: '0', label: t.slow },
            { value: '1', label: t.middle },
            { value: '2', label: t.fast },
          ]}
          onChange={(next) => {
            input.speed.value = Number(next)
          }}
        />
        <RatingFoot />
      </div>
    </div>
  )
}
