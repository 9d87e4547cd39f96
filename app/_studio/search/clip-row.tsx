'use client'
/** A clip in a list: picture, label, time, what goes with it, and where it is. */
import { type ReactNode, useEffect, useRef } from 'react'
import { formatClock } from '#media/core/time/timecode.ts'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { cx } from '../../_ui/cx.ts'
import { ClipThumb, type ThumbMedia } from '../clips/clip-thumb.tsx'

export interface ClipRowProps {
  media: ThumbMedia | null
  name: string
  color: string | null
  start: number
  end: number
  /** Where it is and who made it. */
  where: string
  /** What lies around it or follows it. */
  also?: readonly { name: string; color: string | null }[]
  alsoWord?: string
  note?: string
  current: boolean
  onShow: () => void
  /** Before the picture: a tick box, a grip. */
  before?: ReactNode
  after?: ReactNode
}

export function ClipRow(props: ClipRowProps) {
  const { media, name, color, start, end, where, also = [], alsoWord, note, current, onShow } = props
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <li
      ref={row}
      data-current={current || undefined}
      className={cx(
        'relative flex items-center gap-3 border-b border-line py-1.5 pr-2 pl-2 last:border-b-0',
        current ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      {current && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
      {props.before}
      <button
        type="button"
        aria-current={current || undefined}
        onClick={onShow}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-sm text-left"
      >
        <ClipThumb media={media} at={start} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex min-w-0 items-center gap-1.5">
            {color && <Swatch color={color} />}
            <span dir="auto" className="min-w-0 truncate font-medium">
              {name}
            </span>
            {also.length > 0 && (
              <span className="flex min-w-0 items-center gap-1.5 truncate text-small text-ink-2">
                <span className="text-ink-3">{alsoWord}</span>
                {also.map((one, k) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same label may follow twice
                  <span key={k} className="inline-flex min-w-0 items-center gap-1">
                    {one.color && <Swatch color={one.color} className="size-2.5" />}
                    <span dir="auto" className="truncate">
                      {one.name}
                    </span>
                  </span>
                ))}
              </span>
            )}
          </span>
          <span className="truncate text-small text-ink-3">{where}</span>
          {note && (
            <span dir="auto" className="truncate text-small text-ink-2">
              {note}
            </span>
          )}
        </span>
        <span className="shrink-0 text-right font-mono text-small text-ink-2 tabular-nums">
          {formatClock(start, 1)}
          {end > start && <span className="block text-ink-3">{formatClock(end - start, 1)}</span>}
        </span>
      </button>
      {props.after}
    </li>
  )
}
