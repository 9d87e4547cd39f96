'use client'
/** The lower edge of a row's header: dragging it changes the row's height, arrow keys do too, a double click takes it back. */
import { type PointerEvent, useRef } from 'react'
import { MAX_ROW, MIN_ROW } from './row-state.ts'

export interface HeightGripProps {
  readonly label: string
  readonly height: number
  readonly onHeight: (height: number | null) => void
}

const STEP = 4

export function HeightGrip({ label, height, onHeight }: HeightGripProps) {
  const start = useRef<{ y: number; height: number } | null>(null)
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { y: event.clientY, height }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(height)}
      aria-valuemin={MIN_ROW}
      aria-valuemax={MAX_ROW}
      tabIndex={-1}
      onPointerDown={down}
      onPointerMove={(event) => {
        if (start.current) onHeight(start.current.height + event.clientY - start.current.y)
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onPointerCancel={() => {
        start.current = null
      }}
      onDoubleClick={(event) => {
        event.stopPropagation()
        onHeight(null)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        onHeight(height + (event.key === 'ArrowDown' ? STEP : -STEP))
      }}
      className="absolute inset-x-0 -bottom-[3px] z-10 h-[6px] cursor-row-resize touch-none outline-hidden focus-visible:bg-accent hover:bg-line-2"
    />
  )
}
