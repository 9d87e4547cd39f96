/**
 * Search in the open recording: asked of the document in the browser, so that what is not saved yet is found too. The
 * answer follows edits while somebody looks at it.
 */

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { columnsOf, rowsOfRecords, type SearchColumns } from '#media/core/search/columns.ts'
import { type Answer, find } from '#media/core/search/find.ts'
import { parseQuery } from '#media/core/search/parse.ts'
import { asksNothing } from '#media/core/search/query.ts'
import { tick } from '#media/core/time/tick.ts'
import type { Clip } from '../clips/clip.ts'
import { ClipDeck } from '../clips/clip-deck.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { Session } from '../session/session.ts'
import { filterByIds } from '../timeline/filter.ts'
import type { Timeline } from '../timeline/timeline.ts'

export interface StudioAnswer {
  readonly columns: SearchColumns
  readonly found: Answer
}

/** More clips than this are nobody's list; they are still selected and dimmed. */
export const MOST_LISTED = 500

export interface StudioSearchOptions {
  readonly session: Session
  readonly timeline: Timeline
  readonly scheduler: FrameScheduler
  /** What plays the answers. */
  readonly clock: HlsClock
}

export class StudioSearch implements Disposable {
  readonly text: Signal<string> = signal('')
  readonly dim: Signal<boolean> = signal(false)
  /** Null while nothing is asked that can be read. */
  readonly answer: ReadonlySignal<StudioAnswer | null>
  readonly deck: ClipDeck
  private readonly options: StudioSearchOptions
  private readonly stack = new DisposableStack()

  constructor(options: StudioSearchOptions) {
    this.options = options
    const { session, timeline, scheduler, clock } = options
    const columns = computed(() => {
      session.store.version.value
      return columnsOf(rowsOfRecords(session.store.model.records()))
    })
    this.answer = computed(() => {
      const parsed = parseQuery(this.text.value)
      if (!parsed.ok || asksNothing(parsed.query)) return null
      const book = session.store.labels.value
      const people = timeline.people.value
      const names = {
        recording: { id: session.recordingId, name: session.recordingName, stage: 'open' },
        labelName: (id: string) => book.get(id)?.name,
        trackName: (id: string) => session.store.track(id)?.name,
        layerName: (id: string) => session.store.layer(id)?.name,
        personName: (id: string) => people.get(id),
        userId: session.user.id,
      }
      return { columns: columns.value, found: find(columns.value, names, parsed.query) }
    })
    this.deck = this.stack.use(
      new ClipDeck({
        scheduler,
        fileOf: () => ({ assetId: '', offset: 0 }),
        // The studio's own picture plays the clips; it is not the deck's to close.
        lend: async (recordingId) => ({ recordingId, clock, ...NOT_SHOWN, [Symbol.dispose]: () => {} }),
      }),
    )
    this.stack.defer(
      effect(() => {
        if (!this.dim.value) return
        const answer = this.answer.value
        timeline.setFilter(answer && filterByIds(idsOf(answer), (id) => session.store.annotation(id)))
        return () => timeline.setFilter(null)
      }),
    )
  }

  /** Takes over the answer as clips; call it when the answer has changed and is looked at. */
  clips(answer: StudioAnswer): readonly Clip[] {
    const { found, columns } = answer
    const listed = Math.min(MOST_LISTED, found.count)
    return Array.from({ length: listed }, (_, place): Clip => {
      const { row, start, end } = found.at(place)
      return { key: columns.idOf(row), recordingId: this.options.session.recordingId, start, end }
    })
  }

  /** Shows an answer: the playhead on its first frame, it selected and in view. */
  go(place: number): void {
    const answer = this.answer.peek()
    if (!answer?.found.count) return
    const { session } = this.options
    const at = ((place % answer.found.count) + answer.found.count) % answer.found.count
    const { row, start } = answer.found.at(at)
    const id = answer.columns.idOf(row)
    batch(() => {
      if (session.store.annotation(id)) {
        session.select([id])
        session.bringIntoView([id])
      }
      session.clock.seek(session.clock.boundsOf(session.clock.frameAt(tick(start))).start)
    })
  }

  /** The answer after the playhead, or before it; at the end it begins anew. */
  step(by: -1 | 1): void {
    const answer = this.answer.peek()
    if (!answer?.found.count) return
    const { session } = this.options
    const [selected] = session.selection.peek()
    const { rows } = answer.found
    const now = session.clock.now()
    const known = selected ? rows.findIndex((row) => answer.columns.idOf(row) === selected) : -1
    if (known >= 0) {
      this.go(known + by)
      return
    }
    const after = rows.findIndex((row) => answer.columns.starts[row]! > now)
    const next = after < 0 ? 0 : after
    const before = rows.findLastIndex((row) => answer.columns.starts[row]! < now)
    this.go(by > 0 ? next : before)
  }

  selectAll(): void {
    const answer = this.answer.peek()
    if (!answer) return
    const { session } = this.options
    const ids = idsOf(answer).filter((id) => session.store.annotation(id))
    session.select(ids)
    session.bringIntoView(ids.slice(0, 1))
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }
}

/** The studio has a picture of its own: nobody asks the deck for one. */
const NOT_SHOWN = { manifest: null, baseUrl: '' }

/** Annotations of all answers, those of sequences included. */
function idsOf({ columns, found }: StudioAnswer): string[] {
  const ids: string[] = []
  for (let place = 0; place < found.count; place++) {
    const { row, next } = found.at(place)
    ids.push(columns.idOf(row), ...next.map((one) => columns.idOf(one)))
  }
  return ids
}
