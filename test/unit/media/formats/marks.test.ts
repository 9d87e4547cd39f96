/** Comments, bookmarks, traces and the rules of tracks: whole through our own format, counted as lost by the others. */
import { describe, expect, it } from 'vitest'
import { importCommand } from '#media/core/commands/import.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentRecord, LabelSet } from '#media/core/document/records.ts'
import { type ImportMapping, NEW, proposeMapping } from '#media/core/formats/import-mapping.ts'
import { FORMATS } from '#media/core/formats/index.ts'
import { nativeJson } from '#media/core/formats/native-json/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation, input, LABELS, layer, mediaOf, ntscIndex, track } from '#test/kit/export-input.ts'
import { brokenRules } from '#test/kit/invariants.ts'

const index = ntscIndex(300)
const at = (frame: number) => index.tickOf(frame)
const SCALE = { min: -1, max: 1, unit: '', minName: 'unpleasant', maxName: 'pleasant' }

const RECORDS: DocumentRecord[] = [
  { ...track('t0', 'Phase', 'intervals', 0), policy: 'gapless', group: 'Course', height: 48 },
  {
    ...track('t1', 'Rating', 'intervals', 1),
    parentId: 't0',
    parentRule: 'same-bounds',
    requiredAttributes: ['severity'],
    colorBy: 'attribute:severity',
  },
  {
    ...track('t2', 'Triplet', 'intervals', 2),
    combinations: { fields: ['label', 'verb'], rows: [['l0', 'cut']] },
  },
  { ...track('t3', 'Mood', 'trace', 3), scale: SCALE },
  track('t4', 'Talk', 'transcript', 4),
  layer('y0', 'Annotations'),
  annotation({ id: 'n0', start: at(0), end: at(100) }),
  annotation({ id: 'n1', trackId: 't1', start: at(0), end: at(100) }),
  annotation({ id: 'n2', trackId: 't4', start: at(10), end: at(20), note: 'Cut here.' }),
  {
    type: 'trace',
    id: 'v0',
    trackId: 't3',
    layerId: 'y0',
    start: at(3),
    step: 28_224_000,
    values: [0.5, -0.25, 0],
    authorId: 'u1',
    lag: 0,
  },
  {
    type: 'comment',
    id: 'c0',
    start: at(50),
    end: at(60),
    annotationId: 'n0',
    threadId: null,
    text: 'Too early?',
    authorId: 'u1',
    createdAt: '2026-02-03T10:00:00.000Z',
    resolvedBy: 'u2',
  },
  {
    type: 'comment',
    id: 'c1',
    start: at(50),
    end: at(60),
    annotationId: null,
    threadId: 'c0',
    text: 'No.',
    authorId: 'u2',
    createdAt: '2026-02-04T10:00:00.000Z',
    resolvedBy: null,
  },
  { type: 'bookmark', id: 'b0', at: at(70), name: 'Look', authorId: 'u1' },
]
const example = { kind: 'positive' as const, recordingId: 'r9', start: at(0), end: at(9), note: '' }
const SCHEMA: LabelSet = {
  ...LABELS,
  labels: LABELS.labels.map((l, i) => ({
    ...l,
    retired: i === 3,
    examples: i === 0 ? [example] : [],
  })),
}

const written = (id: string, records = RECORDS) =>
  FORMATS.find((f) => f.id === id)!.write(input(records, mediaOf(index), SCHEMA))
const imported = () =>
  nativeJson.read(written('native-json').file.text, { index, offset: tick(0), fileName: 'x' })

function run(
  records: DocumentRecord[],
  labelSet: LabelSet,
  change: (m: ImportMapping) => ImportMapping = (m) => m,
) {
  const state = { document: new DocumentModel(records), labels: new LabelBook(labelSet) }
  const file = imported()
  const result = importCommand(state, {
    imported: file,
    mapping: change(proposeMapping(file, state.document, state.labels)),
    formatId: 'native-json',
    fileName: 'x.scrubline.json',
    index,
    offset: tick(0),
    userId: 'me',
  })
  if (result.ok) state.document.apply(result.diff)
  expect(brokenRules(state.document.records())).toEqual([])
  return { result, document: state.document }
}

describe('our own format', () => {
  it('loses nothing: every record and every field of the schema is in the file', () => {
    const { file, losses } = written('native-json')
    expect(losses).toEqual([])
    const raw = JSON.parse(file.text)
    expect(raw.records).toEqual(RECORDS)
    expect(raw.labelSet).toEqual(JSON.parse(JSON.stringify(SCHEMA)))
  })

  it('brings tracks with their rules and looks, traces, comments and bookmarks into an empty document', () => {
    const { result, document } = run([layer('y', 'Mine')], { ...SCHEMA, labels: [] })
    if (!result.ok) throw new Error(result.message)
    expect(result.what).toBe('3 annotations, 3 values, 2 comments and 1 bookmark')
    expect(result.sentence).toBe(
      'Imported 3 annotations, 3 values, 2 comments and 1 bookmark from x.scrubline.json to Phase, Rating, Mood and 1 more tracks',
    )
    const [phase, rating, mood, talk] = document.tracks
    expect(phase).toMatchObject({ name: 'Phase', policy: 'gapless', group: 'Course', height: 48 })
    expect(rating).toMatchObject({
      parentId: phase!.id,
      parentRule: 'same-bounds',
      requiredAttributes: ['severity'],
      colorBy: 'attribute:severity',
    })
    expect(mood).toMatchObject({ kind: 'trace', scale: SCALE })
    expect(talk!.kind).toBe('transcript')
    expect(document.traces(mood!.id)).toMatchObject([{ id: 'v0', step: 28_224_000, values: [0.5, -0.25, 0] }])
    expect(document.bookmarks).toMatchObject([{ id: 'b0', at: at(70), name: 'Look', authorId: 'me' }])
    expect(result.labelSet!.labels.map((l) => [l.name, l.examples.length])).toEqual([['Preparation', 1]])
  })

  it('says in an imported comment who wrote it, and keeps what it was about and its thread', () => {
    const { document } = run([layer('y', 'Mine')], SCHEMA)
    expect(document.comments).toMatchObject([
      {
        id: 'c0',
        text: 'First annotator, 2026-02-03: Too early?',
        annotationId: 'n0',
        authorId: 'me',
        resolvedBy: null,
      },
      { id: 'c1', text: 'Second, 2026-02-04: No.', threadId: 'c0' },
    ])
  })

  it('leaves comments and bookmarks out when they are not chosen', () => {
    const { result, document } = run([layer('y', 'Mine')], SCHEMA, (m) => ({
      ...m,
      comments: false,
      bookmarks: false,
    }))
    expect(result).toMatchObject({ ok: true, what: '3 annotations and 3 values' })
    expect([...document.comments, ...document.bookmarks]).toEqual([])
  })

  it('imports only what is not there yet', () => {
    const { result } = run(RECORDS, SCHEMA)
    expect(result).toMatchObject({
      ok: false,
      message: 'Everything in this file is in the document already.',
    })
    const without = run(
      RECORDS.filter((r) => r.id !== 'b0'),
      SCHEMA,
    )
    expect(without.result).toMatchObject({ ok: true, what: '1 bookmark', already: 6 })
  })

  it('does not write over values that are there', () => {
    const there: DocumentRecord[] = RECORDS.filter((r) => r.type === 'track' || r.type === 'layer')
    const own = { ...RECORDS.find((r) => r.type === 'trace')!, id: 'own' } as DocumentRecord
    expect(run([...there, own], SCHEMA).result).toMatchObject({ ok: false, rule: 'trace' })
    const fresh = (m: ImportMapping) => ({
      ...m,
      tracks: m.tracks.map((t, i) => (i === 3 ? { ...t, target: NEW } : t)),
    })
    expect(run([...there, own], SCHEMA, fresh).result).toMatchObject({ ok: true })
  })
})

describe.each(['csv', 'tsv', 'webvtt', 'eaf'])('%s', (id) => {
  it('says what it cannot hold, each with how often', () => {
    const counts = Object.fromEntries(written(id).losses.map((l) => [l.code, l.count]))
    expect(counts).toMatchObject({
      comments: 2,
      bookmarks: 1,
      traces: 3,
      parents: 1,
      'same-bounds': 1,
      combinations: 1,
      required: 1,
      examples: 1,
      retired: 1,
      'track-settings': 5,
    })
    // Tables and ELAN know an utterance from an interval.
    expect(counts.kinds).toBe(id === 'webvtt' ? 1 : undefined)
  })

  it('says nothing of what is not there', () => {
    const plain: DocumentRecord[] = [
      track('t0', 'Phase', 'intervals', 0),
      layer('y0', 'Annotations'),
      annotation({ id: 'n0', start: at(0), end: at(30) }),
    ]
    const format = FORMATS.find((f) => f.id === id)!
    const codes = format.write(input(plain, mediaOf(index), LABELS)).losses.map((l) => l.code)
    for (const code of ['comments', 'bookmarks', 'traces', 'parents', 'combinations', 'kinds', 'examples'])
      expect(codes).not.toContain(code)
  })

  it('comes back onto a track of transcripts', () => {
    const format = FORMATS.find((f) => f.id === id)!
    const talk = RECORDS.filter((r) => !('trackId' in r) || r.trackId === 't4')
    const file = format.read(written(id, talk).file.text, { index, offset: tick(0), fileName: 'x' })
    const mapping = proposeMapping(file, new DocumentModel(RECORDS), new LabelBook(SCHEMA))
    const i = file.tracks.findIndex((t) => t.name === 'Talk')
    expect(mapping.tracks[i]?.target).toBe('t4')
  })
})
