import { describe, expect, it } from 'vitest'
import { type ImportArgs, importCommand } from '#media/core/commands/import.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'
import { csv } from '#media/core/formats/csv/index.ts'
import { eaf } from '#media/core/formats/eaf/index.ts'
import { type ImportMapping, NEW, proposeMapping, SKIP } from '#media/core/formats/import-mapping.ts'
import { FORMATS, type Format, type Imported } from '#media/core/formats/index.ts'
import { nativeJson } from '#media/core/formats/native-json/index.ts'
import { webvtt } from '#media/core/formats/webvtt/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation, input, LABELS, layer, mediaOf, ntscIndex, track } from '#test/kit/export-input.ts'

const index = ntscIndex(300)
const tracks = [
  track('t0', 'Phase', 'intervals', 0),
  track('t2', 'Anomaly', 'events', 2),
  layer('y0', 'Annotations'),
]
const marks = [
  annotation({
    id: 'n1',
    start: index.tickOf(7),
    end: index.endOf(41),
    note: 'a note',
    attributes: { severity: 2 },
  }),
  annotation({ id: 'n2', start: index.tickOf(42), end: index.endOf(299), labelId: 'l3' }),
  annotation({ id: 'n3', trackId: 't2', start: index.tickOf(101), end: index.tickOf(101), labelId: 'l2' }),
]
const labels = new LabelBook(LABELS)
const state = (records: DocumentRecord[]) => ({ document: new DocumentModel(records), labels })

function run(
  records: DocumentRecord[],
  imported: Imported,
  over: Partial<ImportArgs> = {},
  change: (m: ImportMapping) => ImportMapping = (m) => m,
) {
  const s = state(records)
  const mapping = change(proposeMapping(imported, s.document, labels))
  const result = importCommand(s, {
    imported,
    mapping,
    formatId: 'x',
    fileName: 'x.txt',
    index,
    offset: tick(0),
    userId: 'me',
    ...over,
  })
  if (result.ok) s.document.apply(result.diff)
  return { result, document: s.document }
}

const read = (f: Format, text: string) =>
  f.read(text, { index, offset: tick(0), fileName: `x${f.extension}` })
const exported = (f: Format) => f.write(input([...tracks, ...marks], mediaOf(index))).file.text
const placed = (document: DocumentModel) =>
  [...document.records()]
    .filter((r): r is AnnotationRecord => r.type === 'annotation')
    .map((a) => [a.trackId, a.labelId, a.start, a.end])
    .sort()

describe('a file we wrote, imported into an empty document of the same project', () => {
  it.each(FORMATS.filter((f) => !f.holds).map((f) => [f.id, f] as const))(
    '%s puts every annotation back on its frames, exactly',
    (_, f) => {
      const { result, document } = run([...tracks], read(f, exported(f)))
      expect(result).toMatchObject({ ok: true, annotations: 3, labelSet: null })
      expect(placed(document)).toEqual(marks.map((a) => [a.trackId, a.labelId, a.start, a.end]).sort())
    },
  )
  it('keeps ids, and does nothing the second time', () => {
    const { document } = run([...tracks], read(nativeJson, exported(nativeJson)))
    expect(document.annotation('n1')).toMatchObject({
      note: 'a note',
      attributes: { severity: 2 },
      authorId: 'me',
      origin: 'import:x',
    })
    expect(run([...document.records()], read(nativeJson, exported(nativeJson))).result).toMatchObject({
      ok: false,
      rule: 'nothing',
    })
  })
  it('is one diff that can be taken back', () => {
    const { result } = run([...tracks], read(eaf, exported(eaf)))
    expect(result.ok && Object.keys(result.diff.added)).toHaveLength(3)
    expect(result.ok && result.sentence).toBe('Imported 3 annotations from x.txt to Phase, Anomaly')
  })
})

describe('a file from elsewhere', () => {
  const table = read(csv, 'track,label,start_s,end_s\nWard,Reach,1,2\nWard,bleeding,3,4\n')
  it('makes the track and the labels it lacks, and finds those it has whatever the case', () => {
    const { result, document } = run([...tracks], table)
    if (!result.ok) throw new Error(result.message)
    expect(result.labelSet?.labels.at(-1)).toMatchObject({ name: 'Reach' })
    expect(result.labelSet?.labels).toHaveLength(LABELS.labels.length + 1)
    const made = document.tracks.find((t) => t.name === 'Ward')!
    expect(made).toMatchObject({ kind: 'intervals', policy: 'allowed' })
    expect(placed(document).map((p) => p[1])).toContain('l2')
  })
  it('allows a label on an existing track that it is mapped to', () => {
    const narrow = { ...track('t0', 'Phase', 'intervals', 0), labelIds: ['l0'] }
    const { document } = run([narrow, layer('y0', 'Annotations')], table, {}, (m) => ({
      ...m,
      tracks: [{ ...m.tracks[0]!, target: 't0' }],
    }))
    expect(document.track('t0')?.labelIds).toContain('l2')
  })
  it('makes captions a transcript, and puts prose into notes where there is none', () => {
    const file = read(webvtt, 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Good morning.\n')
    const { document } = run([...tracks], file)
    const [a] = [...document.records()].filter((r) => r.type === 'annotation')
    expect(a).toMatchObject({ speech: { text: 'Good morning.' }, note: '', start: 705_600_000 })
    expect(document.speakers.map((s) => s.name)).toEqual(['Ana'])
    const notes = run([...tracks], file, {}, (m) => ({
      ...m,
      tracks: m.tracks.map((t) => ({ ...t, target: 't0' })),
    }))
    const [b] = [...notes.document.records()].filter((r) => r.type === 'annotation')
    expect(b).toMatchObject({ speech: null, note: 'Good morning.', trackId: 't0' })
  })
  it('leaves out what is skipped, and says when nothing is left', () => {
    expect(
      run([...tracks], table, {}, (m) => ({ ...m, tracks: [{ ...m.tracks[0]!, target: SKIP }] })).result,
    ).toMatchObject({ ok: false, rule: 'nothing' })
  })
  it('refuses an overlap where the track allows none, naming the track and the way out', () => {
    const strict = { ...track('t0', 'Phase', 'intervals', 0), policy: 'refused' as const }
    const there = annotation({ id: 'old', start: tick(0), end: tick(705_600_000 * 2) })
    const to = (target: string) => (m: ImportMapping) => ({ ...m, tracks: [{ ...m.tracks[0]!, target }] })
    const { result } = run([strict, layer('y0', 'Annotations'), there], table, {}, to('t0'))
    expect(result).toMatchObject({ ok: false, rule: 'overlap' })
    expect(!result.ok && result.message).toContain('"Phase"')
    expect(run([strict, layer('y0', 'Annotations'), there], table, {}, to(NEW)).result.ok).toBe(true)
  })
  it('refuses a locked track', () => {
    const locked = { ...track('t0', 'Phase', 'intervals', 0), locked: true }
    expect(
      run([locked, layer('y0', 'Annotations')], table, {}, (m) => ({
        ...m,
        tracks: [{ ...m.tracks[0]!, target: 't0' }],
      })).result,
    ).toMatchObject({ ok: false, rule: 'locked' })
  })
  it('does not move times that happen to lie just after a frame', () => {
    const start = index.tickOf(10) + 1000
    const { document } = run(
      [...tracks],
      read(csv, `start_tick,end_tick,label\n${start},${start + 5000},Bleeding\n`),
    )
    expect(placed(document)[0]?.[2]).toBe(start)
  })
})
