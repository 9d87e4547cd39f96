import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoxReader, BrokenBox } from '#media/ingest/isobmff/boxes.ts'
import { readAudioSpecificConfig } from '#media/ingest/isobmff/esds.ts'
import { appendFragment } from '#media/ingest/isobmff/fragments.ts'
import { readSampleEntries } from '#media/ingest/isobmff/sample-entry.ts'
import {
  readSampleTable,
  SAMPLE_DISPOSABLE,
  SAMPLE_KEY,
  SampleColumns,
} from '#media/ingest/isobmff/sample-table.ts'
import { isDisposable } from '#media/ingest/package/h264-disposable.ts'
import {
  audioEntry,
  box,
  concat,
  segmentHeadSize,
  u16,
  u32,
  videoEntry,
  writeSegmentHead,
} from '#media/ingest/package/write-boxes.ts'

const first = (bytes: Uint8Array) => {
  const r = new BoxReader(bytes)
  return { r, box: [...r.boxes(0, bytes.length)][0]! }
}
const table = (...boxes: Uint8Array[]) => {
  const { r, box: stbl } = first(box('stbl', ...boxes))
  return readSampleTable(r, stbl).finish()
}

describe('boxes', () => {
  it('are walked with 64-bit sizes, sizes that run to the end, and claims that go too far', () => {
    const wide = concat(
      u32(1),
      Uint8Array.from('wide', (c) => c.charCodeAt(0)),
      u32(0, 20),
      u32(7),
    )
    const open = concat(
      u32(0),
      Uint8Array.from('last', (c) => c.charCodeAt(0)),
      u32(1, 2),
    )
    const bytes = concat(box('free', u32(1)), wide, open)
    const r = new BoxReader(bytes)
    expect([...r.boxes(0, bytes.length)].map((b) => [b.type, b.body - b.start, b.end - b.start])).toEqual([
      ['free', 8, 12],
      ['wide', 16, 20],
      ['last', 8, 16],
    ])
    const greedy = box('free', u32(1))
    new DataView(greedy.buffer).setUint32(0, 4000)
    expect(first(greedy).box.end).toBe(12)
    expect(() => first(greedy).r.u32(10)).toThrow(BrokenBox)
  })

  it('any bytes are walked to an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const r = new BoxReader(bytes)
        for (const b of r.boxes(0, bytes.length)) expect(b.end).toBeLessThanOrEqual(bytes.length)
      }),
    )
  })
})

describe('sample tables', () => {
  const stts = box('stts', u32(0, 2, 2, 10, 1, 20))
  const stsz = box('stsz', u32(0, 0, 3, 100, 200, 300))
  const stsc = box('stsc', u32(0, 2, 1, 2, 1, 2, 1, 1))

  it('give times, places, sizes and flags', () => {
    const t = table(
      stts,
      stsz,
      stsc,
      box('stco', u32(0, 2, 1000, 5000)),
      box('stss', u32(0, 1, 1)),
      box('ctts', u32(0, 2, 1, 10, 2, 0xffffffff)),
      box('sdtp', u32(0), [0x20, 0x18, 0x08]),
    )
    expect({ dts: [...t.dts], cts: [...t.cts], duration: [...t.duration] }).toEqual({
      dts: [0, 10, 20],
      cts: [10, 9, 19],
      duration: [10, 10, 20],
    })
    expect([...t.offset]).toEqual([1000, 1100, 5000])
    expect([...t.flags]).toEqual([SAMPLE_KEY, SAMPLE_DISPOSABLE, SAMPLE_DISPOSABLE])
  })

  it('reach beyond 4 GB, take one size for all, and all are key frames without a list of them', () => {
    const t = table(stts, box('stsz', u32(0, 7, 3)), stsc, box('co64', u32(0, 2, 1, 0, 2, 16)))
    expect([...t.offset]).toEqual([2 ** 32, 2 ** 32 + 7, 2 ** 33 + 16])
    expect([...t.flags]).toEqual([1, 1, 1])
  })

  it('take compact sizes', () => {
    const t = table(stts, box('stz2', u32(0, 4, 3), [0x5a, 0x30]), stsc, box('stco', u32(0, 2, 0, 50)))
    expect([...t.size]).toEqual([5, 10, 3])
  })

  it.each<[string, Uint8Array[]]>([
    ['times for too few', [box('stts', u32(0, 1, 2, 10)), stsz, stsc, box('stco', u32(0, 2, 1, 2))]],
    ['places for too few', [stts, stsz, stsc, box('stco', u32(0, 1, 1))]],
    ['no places', [stts, stsz]],
    ['no times', [stsz, stsc, box('stco', u32(0, 2, 1, 2))]],
    ['a size table that breaks off', [stts, box('stsz', u32(0, 0, 900, 1)), stsc, box('stco', u32(0, 1, 1))]],
    [
      'a time table that breaks off',
      [box('stts', u32(0, 4000, 1, 1)), stsz, stsc, box('stco', u32(0, 2, 1, 2))],
    ],
  ])('refuse %s', (_, boxes) => {
    expect(() => table(...boxes)).toThrow(BrokenBox)
  })
})

describe('fragments', () => {
  it('what the packager writes is read back, whatever the numbers', () => {
    const row = fc.record({
      duration: fc.nat(1_000_000),
      size: fc.nat(90_000),
      key: fc.boolean(),
      offset: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    })
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.nat(2 ** 45),
        fc.nat(2 ** 40),
        (rows, time, at) => {
          const bytes = rows.reduce((sum, r) => sum + r.size, 0)
          const head = new Uint8Array(segmentHeadSize(rows.length))
          writeSegmentHead(head, 3, time, rows.length, bytes, (i, write) => {
            const r = rows[i]!
            write(r.duration, r.size, r.key ? 0x02000000 : 0x01010000 | 0x00800000, r.offset)
          })
          const columns = new SampleColumns(0)
          appendFragment(
            head.subarray(0, head.length - 8),
            at,
            1,
            { description: 1, duration: 0, size: 0, flags: 0 },
            columns,
          )
          const t = columns.finish()
          let dts = time
          let place = at + head.length
          rows.forEach((r, i) => {
            expect([t.dts[i], t.cts[i], t.size[i], t.offset[i]]).toEqual([dts, dts + r.offset, r.size, place])
            expect(t.flags[i]).toBe(r.key ? SAMPLE_KEY : SAMPLE_DISPOSABLE)
            dts += r.duration
            place += r.size
          })
          expect(new DataView(head.buffer).getUint32(head.length - 8)).toBe(bytes + 8)
        },
      ),
    )
  })

  it('takes defaults, a first sample of its own, and goes on where the track before it ended', () => {
    const traf = (id: number, ...rest: Uint8Array[]) => box('traf', box('tfhd', u32(0, id)), ...rest)
    const moof = box(
      'moof',
      box('mfhd', u32(0, 1)),
      traf(2, box('trun', u32(0x000201, 2, 200, 30, 40))),
      traf(1, box('trun', u32(0x000004, 2, 0x02000000))),
    )
    const columns = new SampleColumns(0)
    appendFragment(moof, 1000, 1, { description: 1, duration: 25, size: 8, flags: 0x01010000 }, columns)
    const t = columns.finish()
    expect([...t.offset]).toEqual([1270, 1278])
    expect([...t.dts]).toEqual([0, 25])
    expect([...t.flags]).toEqual([SAMPLE_KEY, 0])
  })
})

describe('sample entries', () => {
  const codec = (kind: 'video' | 'audio', entry: Uint8Array) => {
    const { r, box: stsd } = first(box('stsd', u32(0, 1), entry))
    return readSampleEntries(r, stsd, kind)[0]!
  }

  it.each<[string, string, Uint8Array]>([
    ['avc1.640028', 'avc1', box('avcC', [1, 0x64, 0, 0x28, 0xff, 0xe0, 0])],
    ['avc3.42c01e', 'avc3', box('avcC', [1, 0x42, 0xc0, 0x1e, 0xff, 0xe0, 0])],
    ['hvc1.2.4.L120.B0', 'hvc1', box('hvcC', [1, 2, 0x20, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 120])],
    ['hev1.1.6.H93.90', 'hev1', box('hvcC', [1, 0x21, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93])],
    ['vp09.02.41.10', 'vp09', box('vpcC', u32(0x01000000), [2, 41, 0xa2, 1, 1, 1, 0, 0])],
    ['av01.0.08M.10', 'av01', box('av1C', [0x81, 8, 0x40, 0])],
    ['av01.1.13H.08', 'av01', box('av1C', [0x81, 0x2d, 0x80, 0])],
  ])('%s', (name, type, config) => {
    const entry = codec('video', videoEntry(type, 640, 360, config, null))
    expect(entry.codec).toBe(name)
    expect(entry.video).toMatchObject({ width: 640, height: 360, sampleAspect: [1, 1] })
    expect(entry.config).toEqual(config)
  })

  it('AAC, low complexity and with doubled rate', () => {
    const esds = (...config: number[]) =>
      box('esds', u32(0), [
        3,
        20 + config.length,
        0,
        0,
        0,
        4,
        15 + config.length,
        0x40,
        0x15,
        0,
        0,
        0,
        ...u32(1, 2),
        5,
        config.length,
        ...config,
      ])
    const lc = codec('audio', audioEntry('mp4a', 2, 48_000, esds(0x11, 0x90)))
    expect([lc.codec, lc.audio]).toEqual([
      'mp4a.40.2',
      {
        channels: 2,
        sampleRate: 48_000,
        aac: { objectType: 2, sampleRate: 48_000, outputRate: 48_000, channels: 2 },
      },
    ])
    expect(readAudioSpecificConfig(Uint8Array.of(0x2b, 0x11, 0x88, 0))).toMatchObject({
      objectType: 5,
      sampleRate: 24_000,
      outputRate: 48_000,
    })
  })

  it('QuickTime sound with its set-up inside a wave box', () => {
    const esds = box('esds', u32(0), [
      3,
      22,
      0,
      0,
      0,
      4,
      17,
      0x40,
      0x15,
      0,
      0,
      0,
      ...u32(1, 2),
      5,
      2,
      0x12,
      0x10,
    ])
    const v1 = box(
      'mp4a',
      u32(0),
      u16(0, 1),
      u16(1, 0),
      u32(0),
      u16(2, 16, 0, 0),
      u32(44_100 * 65_536),
      u32(1024, 2, 4, 2),
      box('wave', box('frma', 'mp4a'), esds),
    )
    expect(codec('audio', v1)).toMatchObject({
      codec: 'mp4a.40.2',
      config: esds,
      audio: { channels: 2, sampleRate: 44_100 },
    })
  })
})

describe('disposable pictures of H.264', () => {
  const nal = (header: number, length = 4) => [0, 0, 0, length, header, ...new Array(length - 1).fill(0)]
  it.each<[string, number[], boolean]>([
    ['a slice that nothing refers to', nal(0x01), true],
    ['a slice that others need', nal(0x41), false],
    ['a key frame', nal(0x65), false],
    ['after a delimiter and other units', [...nal(0x09, 2), ...nal(0x06), ...nal(0x01)], true],
    ['no slice at all', nal(0x09, 2), false],
  ])('%s', (_, bytes, free) => {
    expect(isDisposable(Uint8Array.from(bytes), 0, bytes.length, 4)).toBe(free)
  })
})
