/** Random and hand-made documents for tests of formats. */

import fc from 'fast-check'
import type {
  AnnotationRecord,
  DocumentRecord,
  LabelSet,
  LayerRecord,
  TrackRecord,
} from '#media/core/document/records.ts'
import {
  DOCUMENT_VERSION,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  TRACK_DEFAULTS,
} from '#media/core/document/records.ts'
import type { ExportInput, MediaReference } from '#media/core/formats/index.ts'
import { FLAG_KEY, FrameIndex } from '#media/core/time/frame-index.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { type Timebase, timebase } from '#media/core/time/timebase.ts'

/** A frame index with the given gaps in units of the timebase. */
export function indexOfGaps(gaps: readonly number[], base: Timebase, rate: Timebase | null): FrameIndex {
  const pts = new Float64Array(gaps.length)
  let at = 0
  for (const [i, gap] of gaps.entries()) {
    pts[i] = at
    at += gap
  }
  return new FrameIndex({
    timebase: base,
    pts,
    endPts: at,
    flags: new Uint8Array(gaps.length).fill(FLAG_KEY),
    byteStart: new Float64Array(0),
    byteLength: new Uint32Array(0),
    constantRate: rate,
    notes: [],
  })
}

/** 29.97 frames a second, `frames` long: the rate where careless rounding shows. */
export const ntscIndex = (frames: number): FrameIndex =>
  indexOfGaps(new Array<number>(frames).fill(1001), timebase(1, 30000), timebase(30000, 1001))

export const mediaOf = (index: FrameIndex, offset = 0): MediaReference => ({
  fileName: 'theatre 1 – left.mp4',
  mimeType: 'video/mp4',
  sha256: 'ab'.repeat(32),
  offset: tick(offset),
  duration: index.duration,
  index,
})

export const LABELS: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 3,
  name: 'Procedure',
  labels: ['Preparation', 'Calot <triangle> & "dissection"', 'Bleeding', 'Naht, fein; 縫合'].map(
    (name, i) => ({
      ...LABEL_DEFAULTS,
      id: `l${i}`,
      name,
      color: '#0072b2',
      key: `${i + 1}`,
      code: i === 2 ? 'SCT:131148009' : null,
      description: i ? `about ${name}` : '',
    }),
  ),
  tracks: [],
}

export const track = (id: string, name: string, kind: TrackRecord['kind'], order: number): TrackRecord => ({
  ...TRACK_DEFAULTS,
  type: 'track',
  id,
  kind,
  name,
  order,
  labelIds: LABELS.labels.map((l) => l.id),
})

export const layer = (id: string, name: string): LayerRecord => ({
  type: 'layer',
  id,
  name,
  kind: 'people',
  ownerId: null,
  locked: false,
  model: null,
})

export const annotation = (
  fields: Partial<AnnotationRecord> & { id: string; start: Tick; end: Tick },
): AnnotationRecord => ({
  type: 'annotation',
  trackId: 't0',
  layerId: 'y0',
  labelId: 'l0',
  attributes: {},
  note: '',
  authorId: null,
  confidence: null,
  origin: null,
  speakerId: null,
  speech: null,
  ...fields,
})

export const input = (
  records: DocumentRecord[],
  media: MediaReference | null,
  labelSet: LabelSet = LABELS,
): ExportInput => ({
  project: { id: 'p1', name: 'Laparoscopy' },
  recording: { id: 'r1', name: 'Case 7: left/right' },
  snapshot: { version: DOCUMENT_VERSION, recordingId: 'r1', revision: 12, records },
  labelSet,
  media,
  people: { u1: 'First annotator', u2: 'Second' },
  madeAt: '2026-01-02T03:04:05+00:00',
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0')),
  fc.constantFrom(
    'a "quoted", one',
    'two\nlines',
    'blank\n\nline',
    '   ',
    '\n',
    'x --> y',
    '<v X>&amp;',
    '5',
    'true',
    '["a"]',
    '',
    '=1+1',
    'tab\tin',
    'cr\r\nlf',
  ),
)

/** Documents with frame-aligned annotations on two interval tracks and one of events, in one or two layers. */
export const documents = (index: FrameIndex): fc.Arbitrary<ExportInput> =>
  fc
    .array(
      fc.record({
        trackId: fc.constantFrom('t0', 't1', 't2'),
        layerId: fc.constantFrom('y0', 'y1'),
        labelId: fc.constantFrom('l0', 'l1', 'l2', 'l3'),
        a: fc.nat(index.length - 1),
        b: fc.nat(index.length - 1),
        note: text,
        attributes: fc.dictionary(
          fc.constantFrom('severity', 'tool'),
          fc.oneof(
            text,
            fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
            fc.boolean(),
            fc.array(text, { maxLength: 3 }),
          ),
        ),
        authorId: fc.constantFrom(null, 'u1', 'u2'),
        confidence: fc.constantFrom(null, 0, 0.25, 1),
      }),
      { maxLength: 25 },
    )
    .map((items) => {
      const records: DocumentRecord[] = [
        track('t0', 'Phase', 'intervals', 0),
        track('t1', 'Step: <fine> & "more"', 'intervals', 1),
        track('t2', 'Anomaly', 'events', 2),
        layer('y0', 'Annotations'),
        layer('y1', 'Second reading'),
        ...items.map(({ a, b, ...rest }, i) => {
          const start = index.tickOf(Math.min(a, b))
          const end = rest.trackId === 't2' ? start : index.endOf(Math.max(a, b))
          return annotation({ ...rest, id: `n${i}`, start, end })
        }),
      ]
      return input(records, mediaOf(index))
    })
