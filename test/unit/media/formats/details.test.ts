import { describe, expect, it } from 'vitest'
import { csv } from '#media/core/formats/csv/index.ts'
import { eaf } from '#media/core/formats/eaf/index.ts'
import { FORMATS, FormatError, sniffFormat } from '#media/core/formats/index.ts'
import { nativeJson, parseNative } from '#media/core/formats/native-json/index.ts'
import { tsv } from '#media/core/formats/tsv/index.ts'
import { webvtt } from '#media/core/formats/webvtt/index.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { annotation, input, layer, mediaOf, ntscIndex, track } from '#test/kit/export-input.ts'

const index = ntscIndex(300)
const none = { index: null, offset: tick(0), fileName: 'x' }
const withPicture = { index, offset: tick(0), fileName: 'x' }
const seconds = (t: Tick): number => t / 705_600_000

const one = (start: number, end: number, over: Parameters<typeof annotation>[0] | object = {}) =>
  input(
    [
      track('t0', 'Phase', 'intervals', 0),
      track('t2', 'Anomaly', 'events', 2),
      layer('y0', 'Annotations'),
      annotation({ id: 'n1', start: tick(start), end: tick(end), ...over }),
    ],
    mediaOf(index),
  )

describe('an interval on frames 10 to 19 at 29.97', () => {
  const doc = one(index.tickOf(10), index.endOf(19))
  it('is frames 10 and 19 in CSV, with exact ticks beside seconds', () => {
    const [header, row] = csv
      .write(doc)
      .file.text.trim()
      .split('\r\n')
      .map((l) => l.split(',')) as [string[], string[]]
    const cell = (name: string) => row[header.indexOf(name)]
    expect([cell('first_frame'), cell('last_frame'), cell('rate')]).toEqual(['10', '19', '30000/1001'])
    expect(cell('start_tick')).toBe(String(10 * 23_543_520))
    expect(cell('start_s')).toBe('0.333666667')
  })
  it('starts and ends inside the right frames in EAF: 334 ms lies in frame 10, 333 would lie in frame 9', () => {
    const text = eaf.write(doc).file.text
    expect([...text.matchAll(/TIME_VALUE="(\d+)"/g)].map((m) => m[1])).toEqual(['334', '668'])
    expect(index.frameAt(334 * 705_600)).toBe(10)
    expect(index.frameAt(333 * 705_600)).toBe(9)
    expect(index.frameAt(668 * 705_600)).toBe(20)
  })
  it('carries the frame table and its frames in the native file', () => {
    const file = parseNative(nativeJson.write(doc).file.text)
    expect(file.frames.n1).toEqual([10, 19])
    expect(file.media?.frames).toMatchObject({
      count: 300,
      timebase: [1, 30000],
      constantRate: [30000, 1001],
      gaps: [[1001, 299]],
    })
    expect(nativeJson.write(doc).losses).toEqual([])
  })
})

describe('an asset that starts later than the recording', () => {
  it('gives frames of the asset and the same time back', () => {
    const offset = 2 * 705_600_000
    const base = one(offset + index.tickOf(5), offset + index.endOf(6))
    const doc = { ...base, media: mediaOf(index, offset) }
    const context = { index, offset: tick(offset), fileName: 'x' }
    for (const f of [csv, tsv, eaf, nativeJson]) {
      const a = f.read(f.write(doc).file.text, context).tracks[0]!.annotations[0]!
      expect(index.frameAt(a.start - offset), f.id).toBe(5)
      expect(Math.abs(a.end - (offset + index.endOf(6))), f.id).toBeLessThan(705_600)
    }
  })
})

describe('losses', () => {
  it('name what ELAN and WebVTT cannot hold, with counts', () => {
    const doc = one(100, 100, { trackId: 't2', origin: 'model:x@1', attributes: { severity: 2 } })
    const codes = (f: typeof eaf) => Object.fromEntries(f.write(doc).losses.map((l) => [l.code, l.count]))
    expect(codes(eaf)).toMatchObject({ times: 1, events: 1, origins: 1, ids: 1 })
    expect(codes(eaf)).not.toHaveProperty('attributes')
    expect(codes(webvtt)).toMatchObject({ times: 1, events: 1, attributes: 1, 'label-ids': 1 })
    expect(codes(csv)).not.toHaveProperty('attributes')
  })
  it('leave out what starts before the recording, and say so', () => {
    const doc = one(-705_600, 705_600)
    expect(eaf.write(doc).losses.find((l) => l.code === 'negative')?.count).toBe(1)
    expect(eaf.write(doc).file.text).not.toContain('ALIGNABLE_ANNOTATION ANNOTATION_ID')
    expect(webvtt.write(doc).file.text).not.toContain('-->')
  })
})

describe('tables from elsewhere', () => {
  it('are read by the usual column names, separators and decimal commas', () => {
    const text = 'Onset;Offset;Behavior;Comment\n1,5;2,25;Reach;"left; hand"\n0:01:02.5;;Drop;\n'
    const t = csv.read(text, none).tracks
    expect(t.map((x) => [x.name, x.kind, x.annotations.length])).toEqual([
      ['Reach', 'intervals', 1],
      ['Drop', 'events', 1],
    ])
    expect(t[0]!.annotations[0]).toMatchObject({ note: 'left; hand' })
    expect([
      seconds(t[0]!.annotations[0]!.start),
      seconds(t[0]!.annotations[0]!.end),
      seconds(t[1]!.annotations[0]!.start),
    ]).toEqual([1.5, 2.25, 62.5])
  })
  it('take frames from the frame index, both ends inside', () => {
    const a = tsv.read('first_frame\tlast_frame\tlabel\n3\t4\tGrasp\n', withPicture).tracks[0]!
      .annotations[0]!
    expect([a.start, a.end]).toEqual([index.tickOf(3), index.endOf(4)])
  })
  it('say line and column of what cannot be placed, and read the rest', () => {
    const got = csv.read('start_s,end_s,label\n1,2,a\nsoon,3,b\n5,4,c\n', none)
    expect(got.problems).toEqual([
      { line: 3, column: 1, text: '"soon" is not a time in seconds.' },
      { line: 4, column: 2, text: 'The end comes before the start.' },
    ])
    expect(got.tracks.flatMap((t) => t.annotations)).toHaveLength(1)
  })
  it('refuse a frame outside the picture', () => {
    expect(csv.read('first_frame,label\n300,a\n', withPicture).problems[0]?.text).toBe(
      'Frame "300" is outside 0…299.',
    )
  })
  it('say which column is missing', () => {
    expect(() => csv.read('name,colour\na,b\n', none)).toThrow(/No column says when an annotation starts/)
  })
})

describe('ELAN from elsewhere', () => {
  const file = (header: string, slots: string, tiers: string) =>
    `<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-01T00:00:00Z" VERSION="3.0"><HEADER TIME_UNITS="milliseconds">${header}</HEADER><TIME_ORDER>${slots}</TIME_ORDER>${tiers}</ANNOTATION_DOCUMENT>`
  const slot = (id: string, time?: number) =>
    `<TIME_SLOT TIME_SLOT_ID="${id}"${time === undefined ? '' : ` TIME_VALUE="${time}"`}/>`
  const span = (id: string, a: string, b: string, value: string) =>
    `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="${id}" TIME_SLOT_REF1="${a}" TIME_SLOT_REF2="${b}"><ANNOTATION_VALUE>${value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`

  it('spreads slots without a time evenly along their chain', () => {
    const t = eaf.read(
      file(
        '',
        slot('a', 1000) + slot('b') + slot('c') + slot('d', 4000),
        `<TIER TIER_ID="words">${span('x', 'a', 'b', 'one')}${span('y', 'b', 'c', 'two')}${span('z', 'c', 'd', 'three')}</TIER>`,
      ),
      none,
    )
    expect(t.problems).toEqual([])
    expect(t.tracks[0]!.annotations.map((a) => [seconds(a.start), seconds(a.end), a.label])).toEqual([
      [1, 2, 'one'],
      [2, 3, 'two'],
      [3, 4, 'three'],
    ])
  })
  it('applies TIME_ORIGIN: time 0 of the file lies that far into the media', () => {
    const t = eaf.read(
      file(
        '<MEDIA_DESCRIPTOR MEDIA_URL="x" MIME_TYPE="y" TIME_ORIGIN="2000"/>',
        slot('a', 0) + slot('b', 500),
        `<TIER TIER_ID="t">${span('x', 'a', 'b', 'v')}</TIER>`,
      ),
      none,
    )
    expect(seconds(t.tracks[0]!.annotations[0]!.start)).toBe(2)
  })
  it('says what refers to nothing, and reads the rest', () => {
    const t = eaf.read(
      file(
        '',
        slot('a', 0) + slot('b', 500),
        `<TIER TIER_ID="t">${span('x', 'a', 'b', 'v')}${span('y', 'a', 'nowhere', 'w')}</TIER>`,
      ),
      none,
    )
    expect(t.tracks[0]!.annotations).toHaveLength(1)
    expect(t.problems[0]?.text).toContain('does not exist')
  })
  it('says where the XML is broken', () => {
    try {
      eaf.read('<ANNOTATION_DOCUMENT>\n<HEADER>\n</ANNOTATION_DOCUMENT>', none)
      expect.unreachable()
    } catch (e) {
      expect(e).toBeInstanceOf(FormatError)
      expect((e as FormatError).line).toBe(3)
    }
  })
})

describe('sniffing', () => {
  it('knows each format by its content, whatever the name', () => {
    const doc = one(0, index.endOf(3))
    for (const f of FORMATS.filter((x) => x.id !== 'tsv' && x.id !== 'csv' && !x.holds))
      expect(sniffFormat('export.txt', f.write(doc).file.text)?.id).toBe(f.id)
    for (const f of [csv, tsv]) expect(sniffFormat(`a${f.extension}`, f.write(doc).file.text)?.id).toBe(f.id)
    expect(sniffFormat('holiday.txt', 'nothing of ours')).toBeNull()
  })
  it('refuses a native file of a later version by name', () => {
    expect(() => parseNative('{"format":"scrubline","version":99}')).toThrow(/version 99/)
  })
})

describe('file names', () => {
  it('hold no separators or control characters', () => {
    expect(csv.write(one(0, 1)).file.name).toBe('Case 7- left-right.csv')
  })
})
