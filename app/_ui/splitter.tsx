'use client'
/**
 * The bar between two panels: drag it, or focus it and use the arrow keys (Shift: larger steps), double-click for the
 * first size. The size belongs to the caller; `useRememberedSize` keeps it for the next visit.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'

export interface SplitterProps {
  /** Whether the bar stands (panels side by side) or lies. */
  orientation: 'vertical' | 'horizontal'
  /** Size in CSS pixels of the panel before the bar, or after it when `of` is "after". */
  size: number
  min: number
  max: number
  of?: 'before' | 'after'
  onSize: (size: number) => void
  /** Double click. */
  onReset?: () => void
  label: string
}

export function Splitter({
  orientation,
  size,
  min,
  max,
  of = 'before',
  onSize,
  onReset,
  label,
}: SplitterProps) {
  const start = useRef<{ at: number; size: number } | null>(null)
  const standing = orientation === 'vertical'
  const sign = of === 'before' ? 1 : -1
  const set = (next: number): void => onSize(Math.round(Math.min(max, Math.max(min, next))))
  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { at: standing ? event.clientX : event.clientY, size }
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!start.current) return
    set(start.current.size + sign * ((standing ? event.clientX : event.clientY) - start.current.at))
  }
  const up = (): void => {
    start.current = null
  }
  const key = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.shiftKey ? 64 : 16
    const less = standing ? 'ArrowLeft' : 'ArrowUp'
    const more = standing ? 'ArrowRight' : 'ArrowDown'
    if (event.key === less) set(size - sign * step)
    else if (event.key === more) set(size + sign * step)
    else if (event.key === 'Home') set(min)
    else if (event.key === 'End') set(max)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the pattern for a splitter
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onDoubleClick={onReset}
      onKeyDown={key}
      className={cx(
        'group relative z-10 shrink-0 touch-none bg-line outline-hidden',
        standing ? 'w-px cursor-col-resize' : 'h-px cursor-row-resize',
      )}
    >
      <span
        className={cx(
          'absolute transition-colors group-hover:bg-accent/40 group-focus-visible:bg-accent group-active:bg-accent',
          standing ? 'inset-y-0 -left-[3px] w-[7px]' : 'inset-x-0 -top-[3px] h-[7px]',
        )}
      />
    </div>
  )
}

/** A size that is the same on the next visit; `initial` until the browser's memory is read. */
export function useRememberedSize(key: string, initial: number): [number, (size: number) => void] {
  const [size, setSize] = useState(initial)
  useEffect(() => {
    const kept = Number(localStorage.getItem(`size:${key}`))
    if (Number.isFinite(kept) && kept > 0) setSize(kept)
  }, [key])
  const remember = (next: number): void => {
    setSize(next)
    try {
      localStorage.setItem(`size:${key}`, String(next))
    } catch {
      // A browser that forbids storage only forgets the size.
    }
  }
  return [size, remember]
}
