'use client'
/** What a pin of the ruler stands for, while the pointer rests on it. Never takes the pointer. */
import { effect } from '@preact/signals-core'
import { useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { useStudio } from '../studio-context.tsx'
import type { Mark, Pin } from './pins.ts'
import { RULER_HEIGHT } from './rows.ts'

const DELAY_MS = 200
const WIDTH = 256
const MOST = 4

export function PinCard() {
  const t = useText().timeline.pins
  const { timeline } = useStudio()
  const [pin, setPin] = useState<Pin | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last: string | null = null
    const stop = effect(() => {
      const zone = timeline.gesture.value ? null : timeline.hover.value?.zone
      const over = zone?.kind === 'pin' ? zone.pin : null
      const id = over ? over.marks.map((m) => m.id).join() : null
      if (id === last) return
      last = id
      clearTimeout(timer)
      if (over) timer = setTimeout(() => setPin(over), DELAY_MS)
      else setPin(null)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [timeline])
  if (!pin) return null
  const left = Math.max(8, Math.min(pin.x - 16, timeline.size.peek().width - WIDTH - 8))
  return (
    <div
      aria-hidden
      style={{ left, top: RULER_HEIGHT + 4, width: WIDTH }}
      className="pointer-events-none absolute z-20 flex flex-col gap-2 rounded-md bg-raised px-3 py-2 shadow-float"
    >
      {pin.marks.length > 1 && (
        <p className="text-small text-ink-3">
          {t.several(pin.marks.length)}. {t.zoomIn}
        </p>
      )}
      {pin.marks.slice(0, MOST).map((mark) => (
        <OneMark key={mark.id} mark={mark} />
      ))}
    </div>
  )
}

function OneMark({ mark }: { mark: Mark }) {
  const t = useText().timeline.pins
  const { timeline, session, names } = useStudio()
  const record = session.store.get(mark.id)
  const people = timeline.people.peek()
  const who = (id: string | null) => (id === null ? t.someone : (people.get(id) ?? t.someone))
  if (record?.type === 'bookmark')
    return (
      <div>
        <p dir="auto" className="truncate font-medium">
          {record.name || t.bookmark}
        </p>
        <p className="font-mono text-small text-ink-3">{names.format(record.at)}</p>
      </div>
    )
  if (record?.type !== 'comment') return null
  const answers = session.store.comments.filter((c) => c.threadId === record.id).length
  return (
    <div>
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{who(record.authorId)}</span>
        <span className={mark.open ? 'text-small text-warn' : 'text-small text-ink-3'}>
          {mark.open ? t.open : t.resolved}
        </span>
      </p>
      <p dir="auto" className="mt-0.5 line-clamp-3 text-ink-2">
        {record.text}
      </p>
      <p className="mt-0.5 font-mono text-small text-ink-3">
        {names.format(record.start)}
        {record.end > record.start && ` – ${names.formatEnd(record.end)}`}
        {answers > 0 && ` · ${t.answers(answers)}`}
      </p>
    </div>
  )
}
