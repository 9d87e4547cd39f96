/**
 * Comments and bookmarks as pins on the ruler. Pins that would touch stand together as one with a number; a pin is where
 * it is pressed, hovered and drawn, so all three ask here.
 *
 *   ruler   12:00    ▾2      12:10   ⚑      12:20
 */
import type { BookmarkRecord, CommentRecord } from '#media/core/document/records.ts'
import type { TimeScale } from '#media/core/time/time-scale.ts'
import { RULER_HEIGHT } from './rows.ts'

export interface Mark {
  readonly kind: 'comment' | 'bookmark'
  /** Of the first comment of a thread, or of a bookmark. */
  readonly id: string
  readonly at: number
  /** End of the stretch a thread is about; `at` for a moment. */
  readonly end: number
  /** A settled thread is drawn hollow. */
  readonly open: boolean
}

export interface Pin {
  /** Middle, CSS pixels. */
  readonly x: number
  /** In order of time. */
  readonly marks: readonly Mark[]
}

/** CSS pixels. */
export const PIN_WIDTH = 12
export const PIN_TOP = 10

/** In order of time. */
export function marksOf(comments: readonly CommentRecord[], bookmarks: readonly BookmarkRecord[]): Mark[] {
  const marks: Mark[] = []
  for (const c of comments)
    if (c.threadId === null)
      marks.push({ kind: 'comment', id: c.id, at: c.start, end: c.end, open: c.resolvedBy === null })
  for (const b of bookmarks) marks.push({ kind: 'bookmark', id: b.id, at: b.at, end: b.at, open: true })
  return marks.sort((a, b) => a.at - b.at)
}

/** Pins in view; each stands where its first mark is. */
export function pinsOf(marks: readonly Mark[], scale: TimeScale): Pin[] {
  const pins: { x: number; marks: Mark[] }[] = []
  const room = scale.ticksOf(PIN_WIDTH)
  for (let i = firstFrom(marks, scale.start - room); i < marks.length; i++) {
    const mark = marks[i]!
    if (mark.at > scale.end + room) break
    const x = scale.xOf(mark.at)
    const last = pins.at(-1)
    if (last && x - last.x < PIN_WIDTH) last.marks.push(mark)
    else pins.push({ x, marks: [mark] })
  }
  return pins
}

export function pinAt(pins: readonly Pin[], x: number, y: number): Pin | null {
  if (y < PIN_TOP || y >= RULER_HEIGHT) return null
  return pins.find((pin) => Math.abs(pin.x - x) <= PIN_WIDTH / 2 + 1) ?? null
}

function firstFrom(marks: readonly Mark[], t: number): number {
  let lo = 0
  let hi = marks.length
  while (lo < hi) {
    const mid = (lo + hi) >>> 1
    if (marks[mid]!.at < t) lo = mid + 1
    else hi = mid
  }
  return lo
}
