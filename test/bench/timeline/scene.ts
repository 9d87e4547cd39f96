/**
 * A document of many segments on 20 tracks over three hours, loaded as the studio loads one: columns, and records made
 * when somebody asks. Runs in the browser.
 */

import { signal } from '@preact/signals-core'
import { DocumentStore } from '#app/_studio/store/document-store.ts'
import type { TimelineFilter } from '#app/_studio/timeline/filter.ts'
import type { TrackRow } from '#app/_studio/timeline/track-rows.ts'
import { TrackRows } from '#app/_studio/timeline/track-rows.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import {
  type AnnotationRecord,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  type LabelSet,
  TRACK_DEFAULTS,
  type TrackRecord,
} from '#media/core/document/records.ts'
import { LabelNumbers, TrackIndex } from '#media/core/document/track-index.ts'
import { tick } from '#media/core/time/tick.ts'
import { seededRandom } from '#test/kit/random.ts'

export const SECOND = 705_600_000
export const WIDTH = 1600
export const DURATION = 3 * 3600 * SECOND
export const TRACKS = 20
export const ROW = 24
export const HEIGHT = 24 + TRACKS * ROW
const LABELS = 24
const NAMES = ['Preparation', 'Dissection', 'Clipping and cutting', 'Retraction', 'Cleaning']

export interface Scene {
  readonly store: DocumentStore
  readonly tracks: TrackRows
  readonly filter: { value: TimelineFilter | null }
  readonly rowOf: (track: TrackRecord) => TrackRow
  /** Milliseconds to build columns and pyramids of all tracks. */
  readonly buildMs: number
}

export function makeScene(segments: number, seed: number): Scene {
  const labelSet = labels()
  const book = new LabelBook(labelSet)
  const numbers = new LabelNumbers()
  for (const label of labelSet.labels) numbers.of(label.id)
  const tracks = labelSet.tracks.map(
    (t, order): TrackRecord => ({ ...TRACK_DEFAULTS, ...t, type: 'track', order }),
  )
  const columns = tracks.map((track, t) => columnsOf(segments / TRACKS, seed + t, track.policy === 'allowed'))
  const record = (t: number, row: number): AnnotationRecord => ({
    type: 'annotation',
    id: `a${t}-${row}`,
    trackId: tracks[t]!.id,
    layerId: 'mine',
    labelId: numbers.idOf(columns[t]!.labels[row]!),
    start: tick(columns[t]!.starts[row]!),
    end: tick(columns[t]!.ends[row]!),
    attributes: {},
    note: '',
    authorId: null,
    confidence: null,
    origin: null,
    speakerId: null,
    speech: null,
  })
  const find = (id: string): [number, number] => {
    const [t, row] = id.slice(1).split('-').map(Number)
    return [t ?? 0, row ?? 0]
  }
  const per = segments / TRACKS
  const model = DocumentModel.load(
    [
      ...tracks,
      { type: 'layer', id: 'mine', name: 'Mine', kind: 'people', ownerId: null, locked: false, model: null },
    ],
    tracks.map((track, t) => ({
      trackId: track.id,
      layerId: 'mine',
      index: TrackIndex.fromColumns(columns[t]!, { record: (row) => record(t, row) }, numbers),
    })),
    {
      find: (id) => {
        const [t, row] = find(id)
        return t * per + row
      },
      record: (row) => record(Math.floor(row / per), row % per),
    },
    numbers,
  )
  const store = new DocumentStore(model, book)
  const filter = signal<TimelineFilter | null>(null)
  const rows = new TrackRows(store, DURATION, { filter, people: signal(new Map()), raterBand: signal(false) })
  const began = performance.now()
  for (const track of tracks) {
    const { source } = rows.get(track)
    for (const k of source.lanes.keys()) source.pyramid(k)
  }
  return { store, tracks: rows, filter, rowOf: (t) => rows.get(t), buildMs: performance.now() - began }
}

function columnsOf(count: number, seed: number, overlap: boolean) {
  const random = seededRandom(seed)
  const order = Array.from({ length: count }, () => Math.floor(random() * DURATION * 0.999)).sort(
    (a, b) => a - b,
  )
  const starts = Float64Array.from(order)
  const ends = new Float64Array(count)
  const labels = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const length = random() < 0.002 ? 60 + random() * 900 : 0.2 + random() * 4
    const end = Math.min(DURATION, starts[i]! + Math.floor(length * SECOND))
    ends[i] = overlap ? end : Math.min(end, starts[i + 1] ?? DURATION)
    labels[i] = Math.floor(random() * LABELS)
  }
  return { starts, ends, labels }
}

/** Every label on every track. On three of four tracks one segment ends where the next begins; on the others they overlap. */
function labels(): LabelSet {
  const channel = (i: number, c: number) => (70 + ((i * 53 + c * 97) % 170)).toString(16)
  return {
    version: 1,
    ...LABEL_SET_DEFAULTS,
    name: 'Bench',
    labels: Array.from({ length: LABELS }, (_, i) => ({
      ...LABEL_DEFAULTS,
      id: `l${i}`,
      name: NAMES[i % 5]! + (i > 4 ? ` ${i}` : ''),
      color: `#${[0, 1, 2].map((c) => channel(i, c)).join('')}`,
      key: String.fromCharCode(97 + i),
    })),
    tracks: Array.from({ length: TRACKS }, (_, i) => ({
      ...TRACK_DEFAULTS,
      id: `t${i}`,
      name: `Track ${i + 1}`,
      kind: 'intervals' as const,
      policy: i % 4 === 3 ? ('allowed' as const) : ('trims' as const),
      height: ROW,
    })),
  }
}
