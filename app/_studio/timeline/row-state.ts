/**
 * How one person has arranged the rows of one recording: what is hidden, folded, soloed, how high rows are, in which order
 * media stand. It is a view, never a change of the document; it is remembered in the browser, except solo, which is for
 * a moment.
 */
import { batch, effect, type Signal, signal } from '@preact/signals-core'

/** CSS pixels. */
export const MIN_ROW = 18
export const MAX_ROW = 240
export const FOLDED_ROW = 16
export const GROUP_ROW = 22

export interface RowStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

type Ids = ReadonlySet<string>

export class RowState {
  /** Tracks and media rows out of sight; the document's own `hidden` counts too. */
  readonly hidden: Signal<Ids> = signal(new Set())
  /** Tracks shown as a thin line. */
  readonly folded: Signal<Ids> = signal(new Set())
  /** Names of groups shown as one ribbon. */
  readonly closedGroups: Signal<Ids> = signal(new Set())
  /** Not empty: only these tracks are shown. */
  readonly solo: Signal<Ids> = signal(new Set())
  /** Heights that were dragged, by row. */
  readonly heights = signal<Readonly<Record<string, number>>>({})
  /** Ids of media rows in the order wanted; those not named follow. */
  readonly mediaOrder = signal<readonly string[]>([])

  setHeight(id: string, height: number | null): void {
    const next = { ...this.heights.peek() }
    if (height === null) delete next[id]
    else next[id] = Math.round(Math.max(MIN_ROW, Math.min(MAX_ROW, height)))
    this.heights.value = next
  }

  /** Takes up what was remembered and remembers from now on. */
  keep(recordingId: string, storage: RowStorage): Disposable {
    const key = `scrubline.rows.${recordingId}`
    this.read(storage.getItem(key))
    let first = true
    const stop = effect(() => {
      const text = JSON.stringify({
        hidden: [...this.hidden.value],
        folded: [...this.folded.value],
        closedGroups: [...this.closedGroups.value],
        heights: this.heights.value,
        mediaOrder: this.mediaOrder.value,
      })
      if (!first)
        try {
          storage.setItem(key, text)
        } catch {
          // A browser that forbids storage only forgets the arrangement.
        }
      first = false
    })
    return { [Symbol.dispose]: stop }
  }

  private read(text: string | null): void {
    let kept: unknown
    try {
      kept = JSON.parse(text ?? '{}')
    } catch {
      // A damaged entry means the arrangement everyone begins with.
      return
    }
    if (typeof kept !== 'object' || kept === null) return
    const { hidden, folded, closedGroups, heights, mediaOrder } = kept as Record<string, unknown>
    batch(() => {
      this.hidden.value = new Set(strings(hidden))
      this.folded.value = new Set(strings(folded))
      this.closedGroups.value = new Set(strings(closedGroups))
      this.mediaOrder.value = strings(mediaOrder)
      this.heights.value = numbers(heights)
    })
  }
}

/** The set with something in it that was not, or without something that was. */
export function toggled(set: Ids, id: string, on = !set.has(id)): Ids {
  const next = new Set(set)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

function numbers(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] =>
        typeof entry[1] === 'number' && entry[1] >= MIN_ROW && entry[1] <= MAX_ROW,
    ),
  )
}
