import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter } from '#media/core/document/bytes.ts'
import { readColumn, ValueList, writeColumn } from '#media/core/document/codec-columns.ts'
import { newId } from '#media/core/document/ids.ts'
import { migrate, TooNewError } from '#media/core/document/migrations.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { type AnnotationRecord, DOCUMENT_VERSION } from '#media/core/document/records.ts'
import { decodeSnapshot, encodeSnapshot, snapshotOf } from '#media/core/document/snapshot-codec.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation, layer, track } from '#test/kit/doc.ts'

const encode = (...annotations: AnnotationRecord[]) =>
  encodeSnapshot(new DocumentModel([layer(), track('t'), ...annotations]), 'r', 7)
const round = (...annotations: AnnotationRecord[]) => [
  ...decodeSnapshot(encode(...annotations))
    .model.lane('t', 'layer')
    .all(),
]

test('holds every field, odd ids, negative and huge times', () => {
  const odd = annotation('plain-id', 't', 'A', tick(-705_600_001), tick(3))
  const full = annotation(newId(), 't', 'B', tick(5), tick(86_400 * 705_600_000), {
    attributes: { severity: 'major', list: ['a', 'b'], yes: true, n: -1.5 },
    note: 'Grüße 👋\nzwei',
    authorId: 'u',
    confidence: 0.25,
    origin: 'import:eaf',
  })
  expect(round(odd, full)).toEqual([odd, full])
  expect(round(full)).toEqual([full])
  expect(round()).toEqual([])
})

test('whole frames take few bytes, whatever the rate', () => {
  const frame = 23_543_520 // 30000/1001
  const all = Array.from({ length: 1000 }, (_, i) =>
    annotation(newId(), 't', i % 3 ? 'A' : 'B', tick(i * 40 * frame), tick((i * 40 + 30) * frame)),
  )
  const bytes = encode(...all)
  expect(bytes.length).toBeLessThan(1000 * 20)
  expect([...decodeSnapshot(bytes).model.lane('t', 'layer').all()]).toEqual(all)
})

test('structure and revision come along', () => {
  const { model, recordingId, revision } = decodeSnapshot(encode())
  expect(snapshotOf(model, recordingId, revision)).toEqual({
    version: DOCUMENT_VERSION,
    recordingId: 'r',
    revision: 7,
    records: [track('t'), layer()],
  })
})

describe('what is no snapshot of ours', () => {
  test('is told from one', () => {
    expect(() => decodeSnapshot(new Uint8Array())).toThrow(RangeError)
    expect(() => decodeSnapshot(new TextEncoder().encode('{"records":[]}'))).toThrow(
      'not a document snapshot',
    )
  })

  test('a newer one is a typed error that says what to do', () => {
    const bytes = encode()
    bytes[4] = 9
    expect(() => decodeSnapshot(bytes)).toThrow(TooNewError)
    expect(() => decodeSnapshot(bytes)).toThrow(/newer version of Scrubline.*Update/)
  })

  test('one cut short is refused, at every length', () => {
    const bytes = encode(
      ...Array.from({ length: 20 }, (_, i) =>
        annotation(newId(), 't', 'A', tick(i * 999), tick(i * 999 + 1e9)),
      ),
    )
    for (let n = 0; n < bytes.length; n++) expect(() => decodeSnapshot(bytes.subarray(0, n))).toThrow()
  })
})

test('older documents are brought up step by step', () => {
  const steps = [
    (records: { readonly [key: string]: unknown }[]) => records.map((r) => ({ ...r, two: true })),
    (records: { readonly [key: string]: unknown }[]) => records.map((r) => ({ ...r, three: true })),
  ]
  expect(migrate([{ id: 'a' }], 1, steps)).toEqual([{ id: 'a', two: true, three: true }])
  expect(migrate([{ id: 'a' }], 2, steps)).toEqual([{ id: 'a', three: true }])
  expect(migrate([{ id: 'a' }], 3, steps)).toEqual([{ id: 'a' }])
  expect(() => migrate([], 4, steps)).toThrow(TooNewError)
  expect(() => migrate([], 0, steps)).toThrow(RangeError)
})

test.each([
  ['one value', Array(50).fill(3)],
  ['few exceptions', Array.from({ length: 500 }, (_, i) => (i % 100 === 7 ? i : 0))],
  ['many values', Array.from({ length: 500 }, (_, i) => i % 200)],
  ['more than a byte holds', Array.from({ length: 900 }, (_, i) => i % 700)],
  ['nothing', []],
])('columns: %s', (_name, places: number[]) => {
  const out = new ByteWriter()
  const spec = writeColumn(out, places)
  const reader = new ByteReader(out.finish())
  const column = readColumn(reader, spec, places.length)
  expect(reader.at).toBe(reader.data.length)
  expect(places.map((_, row) => column.at(row))).toEqual(places)
  expect([...column.map((place) => place + 1)]).toEqual(places.map((p) => p + 1))
})

test('values are told apart by type', () => {
  const list = new ValueList()
  const places = ['1', 1, null, 'null', {}, '{}', [], { a: 1 }].map((v) => list.of(v))
  expect(new Set(places).size).toBe(8)
  expect(list.of({ a: 1 })).toBe(places[7])
})

test('numbers of any length come back, one by one and many at once', () => {
  const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 45 + 1, Number.MAX_SAFE_INTEGER]
  const out = new ByteWriter()
  for (const n of numbers) out.varint(n)
  const reader = new ByteReader(out.finish())
  expect(numbers.map(() => reader.varint())).toEqual(numbers)
  const many = new Float64Array(numbers.length)
  new ByteReader(reader.data).varints(many)
  expect([...many]).toEqual(numbers)
  expect(() => new ByteReader(reader.data.subarray(0, 5)).varints(many)).toThrow(RangeError)
})
