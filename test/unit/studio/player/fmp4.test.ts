import { expect, test } from 'vitest'
import { Fmp4Error, parseInit, parseSegment } from '#app/_studio/player/fmp4.ts'
import { AVCC, box, initOf, joined, segmentOf, u32 } from './fmp4-kit.ts'

test('the init segment tells the decoder what it needs, of the video track alone', () => {
  const init = parseInit(initOf())
  expect(init).toMatchObject({
    codec: 'avc1.640028',
    codedWidth: 640,
    codedHeight: 360,
    timescale: 90_000,
    trackId: 2,
    family: 'avc',
    nalLength: 4,
    defaults: { duration: 3000, flags: 0x01010000 },
  })
  expect([...init.description!]).toEqual(AVCC)
})

test.each([
  [
    'hvc1',
    box('hvcC', [1, 0x01, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, ...Array(8).fill(0), 0x03, 0]),
    'hvc1.1.6.L93.90',
    true,
  ],
  [
    'hev1',
    box('hvcC', [1, 0x22, 0x20, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 120, ...Array(8).fill(0), 0x03, 0]),
    'hev1.2.4.H120.b0',
    true,
  ],
  ['av01', box('av1C', [0x81, 0x08, 0x0c, 0]), 'av01.0.08M.08', false],
  ['av01', box('av1C', [0x81, 0x2d, 0xc0, 0]), 'av01.1.13H.10', false],
  ['vp09', box('vpcC', [1, 0, 0, 0, 0, 31, 0x82, 0]), 'vp09.00.31.08', false],
])('%s is named as WebCodecs wants it', (entry, config, codec, described) => {
  const init = parseInit(initOf(entry, config))
  expect(init.codec).toBe(codec)
  expect(init.description !== null).toBe(described)
})

test('what no decoder takes is refused in words', () => {
  expect(() => parseInit(initOf('mp4v', box('esds', [0])))).toThrow('pictures of the kind mp4v')
  expect(() => parseInit(box('ftyp', 'iso6'))).toThrow('no moov')
  expect(() => parseInit(initOf().subarray(0, 90))).toThrow(Fmp4Error)
})

const init = parseInit(initOf())

test('samples have their places, times and flags', () => {
  const bytes = segmentOf(180_000, [
    { nal: 0x65, offset: 0 },
    { nal: 0x41, offset: 6000, bytes: 20 },
    { nal: 0x01, offset: -3000 },
  ])
  const samples = parseSegment(bytes, init)
  expect(samples.map((s) => s.pts)).toEqual([180_000, 189_000, 183_000])
  expect(samples.map((s) => s.key)).toEqual([true, false, false])
  expect(samples.map((s) => s.disposable)).toEqual([false, false, true])
  expect(samples.map((s) => s.size)).toEqual([12, 20, 12])
  for (const s of samples) expect(bytes[s.offset + 4]).toBeGreaterThan(0)
})

test('a sync sample that is no IDR is no place to start at', () => {
  const [sample] = parseSegment(segmentOf(0, [{ nal: 0x41, flags: 0x02000000 }]), init)
  expect(sample?.key).toBe(false)
})

test('a picture that the container calls disposable is, whatever its bytes say', () => {
  const [, second] = parseSegment(segmentOf(0, [{ nal: 0x65 }, { nal: 0x41, flags: 0x01810000 }]), init)
  expect(second?.disposable).toBe(true)
})

test('defaults of the track stand where a fragment says nothing', () => {
  const traf = box(
    'traf',
    box('tfhd', u32(0x020010, 2, 12)),
    box('tfdt', u32(0, 500)),
    box('trun', u32(0x000005, 2, 0, 0x02000000)),
  )
  const moof = box('moof', traf)
  const nal = Uint8Array.from([0, 0, 0, 8, 0x65, 0, 0, 0, 0, 0, 0, 0])
  const bytes = joined(moof, box('mdat', nal, nal))
  new DataView(bytes.buffer).setInt32(moof.length - 8, moof.length + 8)
  const samples = parseSegment(bytes, init)
  expect(samples.map((s) => [s.pts, s.duration, s.key])).toEqual([
    [500, 3000, true],
    [3500, 3000, false],
  ])
})

test('other tracks are passed over, cut segments refused', () => {
  const whole = segmentOf(0, [{ nal: 0x65 }])
  expect(parseSegment(whole, { ...init, trackId: 9 })).toEqual([])
  expect(() => parseSegment(whole.subarray(0, whole.length - 4), init)).toThrow(Fmp4Error)
})
