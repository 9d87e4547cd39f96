'use client'
/**
 * A field on which one point is moved: across for one scale, up and down for the other. The pointer need not be pressed;
 * a finger drags. The point is moved by its element, without React, as often as the screen is drawn.
 */
import type { KeyboardEvent, PointerEvent, Ref } from 'react'
import { cx } from '../../_ui/cx.ts'
import type { Ends } from './rating-setup.ts'

export interface GridEnds {
  readonly left: string
  readonly right: string
  readonly top: string
  readonly bottom: string
}

interface AffectGridProps {
  label: string
  ends: GridEnds
  look: Ends
  /** Places of the zero lines, shares from the left and from the bottom; null for none. */
  zero: { readonly x: number | null; readonly y: number | null }
  point: Ref<HTMLDivElement>
  field?: Ref<HTMLDivElement>
  live: boolean
  /** Shares of the field, from the left and from the bottom. */
  onPoint: (x: number, y: number) => void
  /** A key moved the point while nothing plays, by shares. */
  onStep: (x: number, y: number) => void
}

export function AffectGrid(props: AffectGridProps) {
  const { label, ends, look, zero, point, field, live, onPoint, onStep } = props
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onPoint((event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    // While it plays the arrows are held down, and the studio's own commands move the point.
    if (!by || live) return
    event.preventDefault()
    event.stopPropagation()
    onStep(by[0]! * 0.04, by[1]! * 0.04)
  }
  const end = (side: keyof GridEnds, className: string) =>
    look !== 'none' && (
      <span
        aria-hidden
        className={cx('pointer-events-none absolute max-w-1/2 truncate text-small text-ink-3', className)}
      >
        {look === 'faces' ? <Face side={side} /> : ends[side]}
      </span>
    )
  return (
    <div
      ref={field}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the field is worked with the arrow keys
      tabIndex={0}
      aria-label={label}
      onPointerMove={move}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        move(event)
      }}
      onKeyDown={press}
      className="relative size-52 shrink-0 cursor-crosshair touch-none rounded-sm bg-sunken focus-visible:outline-2 focus-visible:outline-accent"
    >
      {zero.x !== null && (
        <span
          aria-hidden
          className="absolute inset-y-0 w-px bg-line-2"
          style={{ left: `${zero.x * 100}%` }}
        />
      )}
      {zero.y !== null && (
        <span
          aria-hidden
          className="absolute inset-x-0 h-px bg-line-2"
          style={{ bottom: `${zero.y * 100}%` }}
        />
      )}
      {end('top', 'inset-x-0 top-1 mx-auto w-fit')}
      {end('bottom', 'inset-x-0 bottom-1 mx-auto w-fit')}
      {end('left', 'top-1/2 left-1.5 -translate-y-full')}
      {end('right', 'top-1/2 right-1.5 -translate-y-full')}
      <div
        ref={point}
        aria-hidden
        className={cx(
          'pointer-events-none absolute size-3.5 -translate-x-1/2 translate-y-1/2 rounded-full ring-2 ring-surface',
          live ? 'bg-danger' : 'bg-ink-2',
        )}
      />
    </div>
  )
}

/** Four faces: mouth for pleasantness, eyes for excitement. */
function Face({ side }: { side: keyof GridEnds }) {
  const mouth = {
    left: 'M7 17 Q12 12 17 17',
    right: 'M7 14 Q12 20 17 14',
    top: 'M9 16 a3 2.5 0 1 0 6 0 a3 2.5 0 1 0 -6 0',
    bottom: 'M8 16 H16',
  }[side]
  const eye = side === 'top' ? 1.9 : side === 'bottom' ? 0.7 : 1.2
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      className="size-6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
    >
      <circle cx="12" cy="12" r="10" />
      <ellipse cx="8.5" cy="9.5" rx="1.3" ry={eye} fill="currentColor" stroke="none" />
      <ellipse cx="15.5" cy="9.5" rx="1.3" ry={eye} fill="currentColor" stroke="none" />
      <path d={mouth} strokeLinecap="round" />
    </svg>
  )
}
