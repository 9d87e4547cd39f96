'use client'
/** Says what an edge snapped to, beside the guide. Written by the signals, never rendered while the hand moves. */
import { effect } from '@preact/signals-core'
import { useEffect, useRef } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { useStudio } from '../studio-context.tsx'
import { RULER_HEIGHT } from '../timeline/rows.ts'

export function SnapHint() {
  const { timeline } = useStudio()
  const names = useText().editing.snap.to
  const tag = useRef<HTMLSpanElement>(null)
  useEffect(
    () =>
      effect(() => {
        const at = timeline.guide.value
        const to = timeline.guideTo.value
        const span = tag.current
        if (!span) return
        span.style.visibility = at === null || !to ? 'hidden' : 'visible'
        if (at === null || !to) return
        span.textContent = names[to]
        const x = timeline.scale.xOf(at)
        const left = x > timeline.size.peek().width - 120
        span.style.transform = `translate(${Math.round(x) + (left ? -4 : 4)}px, 0) translateX(${left ? -100 : 0}%)`
      }),
    [timeline, names],
  )
  return (
    <span
      ref={tag}
      aria-hidden
      data-testid="snap-hint"
      style={{ top: RULER_HEIGHT + 2, visibility: 'hidden' }}
      className="pointer-events-none absolute left-0 z-20 rounded-sm bg-raised px-1.5 py-px text-small text-warn shadow-float"
    />
  )
}
