/** The values of a trace track as rows: each with its time, its value to edit, and its layer. */
import { writeTrace } from '#media/core/commands/index.ts'
import type { TraceRecord, TrackRecord } from '#media/core/document/records.ts'
import { addTicks, type Tick, tick } from '#media/core/time/tick.ts'
import type { Session } from '../session/session.ts'
import type { TimeNames } from '../timeline/time-names.ts'
import type { TableWords } from './annotation-rows.ts'
import type { TwinRows } from './rows.ts'

export interface TraceRowsOptions {
  readonly session: Session
  readonly names: TimeNames
  readonly track: TrackRecord
  readonly words: TableWords
  readonly hidden: ReadonlySet<string>
}

export function traceRows({ session, names, track, words, hidden }: TraceRowsOptions): TwinRows {
  const { store } = session
  const stretches = store.traces(track.id).filter((stretch) => !hidden.has(stretch.layerId))
  /** Row of each stretch's first value. */
  const firsts: number[] = []
  let count = 0
  for (const stretch of stretches) {
    firsts.push(count)
    count += stretch.values.length
  }
  const at = (row: number): { stretch: TraceRecord; place: number; time: Tick } => {
    let [low, high] = [0, firsts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (firsts[middle]! <= row) low = middle
      else high = middle - 1
    }
    const stretch = stretches[low]!
    const place = row - firsts[low]!
    return { stretch, place, time: addTicks(stretch.start, place * stretch.step) }
  }
  return {
    columns: [
      { key: 'start', name: words.start, width: 'minmax(96px,1fr)', numeric: true },
      { key: 'value', name: words.value, width: '96px', numeric: true },
      { key: 'layer', name: words.layer, width: '112px', numeric: false },
    ],
    count,
    id(row) {
      const { stretch, place } = at(row)
      return `${stretch.id} ${place}`
    },
    text(row, column) {
      const { stretch, place, time } = at(row)
      if (column === 'start') return names.format(time)
      if (column === 'layer') return store.layer(stretch.layerId)?.name ?? ''
      return String(Number(stretch.values[place]!.toPrecision(6)))
    },
    color: () => null,
    selected: () => false,
    select() {},
    goTo(row) {
      const { stretch, time } = at(row)
      // The middle of the value's stretch lies on a frame that shows it.
      session.clock.seek(tick(time + Math.floor(stretch.step / 2)))
    },
    edit(row, column) {
      if (column !== 'value' || !session.editable) return null
      const { stretch, place, time } = at(row)
      return {
        how: 'text',
        text: String(stretch.values[place]),
        commit(typed) {
          const value = Number(typed.trim().replace(',', '.'))
          if (typed.trim() === '' || !Number.isFinite(value)) return words.noNumber(typed)
          if (value === stretch.values[place]) return null
          const { trackId, layerId, step } = stretch
          const result = session.run(writeTrace, { trackId, layerId, start: time, step, values: [value] })
          return result.ok ? null : result.message
        },
      }
    },
    remove() {},
  }
}
