'use client'
/** What the pointer rests on: label, times, author's note. Appears after a moment and never takes the pointer. */
import { effect } from '@preact/signals-core'
import { useEffect, useState } from 'react'
import { incomplete } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Swatch } from '../../_ui/color-swatch.tsx'
import { useStudio } from '../studio-context.tsx'

const DELAY_MS = 350
const WIDTH = 248

interface Shown {
  readonly annotation: AnnotationRecord
  readonly x: number
  readonly y: number
}

export function HoverCard() {
  const { timeline, session, names } = useStudio()
  const t = useText().timeline
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let last: string | null = null
    const stop = effect(() => {
      const hover = timeline.gesture.value ? null : timeline.hover.value
      const id = hover?.zone.kind === 'row' ? (hover.zone.hit?.annotationId ?? null) : null
      if (id === last) return
      last = id
      if (timer) clearTimeout(timer)
      setShown(null)
      if (!id) return
      timer = setTimeout(() => {
        const annotation = session.store.annotation(id)
        const now = timeline.hover.peek()
        if (!annotation || !now || now.zone.kind !== 'row') return
        setShown({ annotation, x: now.x, y: now.zone.row.y })
      }, DELAY_MS)
    })
    return () => {
      if (timer) clearTimeout(timer)
      stop()
    }
  }, [timeline, session])
  if (!shown) return null
  const { annotation: a, x, y } = shown
  const style = timeline.tracks.labels.peek().styleOf(a.labelId)
  const left = Math.max(8, Math.min(x - WIDTH / 2, timeline.size.peek().width - WIDTH - 8))
  const point = a.start === a.end
  const missing = incomplete(session.state, a)
  return (
    <div
      aria-hidden
      style={{ left, top: y - 6, width: WIDTH }}
      className="pointer-events-none absolute z-20 -translate-y-full rounded-md bg-raised px-3 py-2 shadow-float"
    >
      <div className="flex items-center gap-2">
        <Swatch color={style.color} />
        <span dir="auto" className="min-w-0 truncate font-medium">
          {style.name}
        </span>
      </div>
      <div className="mt-1 font-mono text-small text-ink-2">
        {names.format(a.start)}
        {!point && ` – ${names.formatEnd(a.end)}`}
      </div>
      <div className="font-mono text-small text-ink-3">
        {point
          ? t.frame(names.frameOf(a.start))
          : t.frames(names.frameOf(a.start), names.frameOf(a.end - 1), names.formatLength(a.start, a.end))}
      </div>
      {missing.slice(0, 3).map((sentence) => (
        <p key={sentence} className="mt-1 text-small text-warn">
          {sentence}
        </p>
      ))}
      {a.note && (
        <p dir="auto" className="mt-1 line-clamp-3 text-small text-ink-2">
          {a.note}
        </p>
      )}
    </div>
  )
}
