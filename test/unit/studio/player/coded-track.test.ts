import { expect, test, vi } from 'vitest'
import { CodedTrack, comparePlaces, type SegmentRow } from '#app/_studio/player/coded-track.ts'
import { frameNearest, frameOfStamp, stampsOf } from '#app/_studio/player/frame-stamps.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { type FragmentSample, initOf, segmentOf } from './fmp4-kit.ts'

const FRAME = TICKS_PER_SECOND / 30
const stampsFor = (n: number) => stampsOf(Float64Array.from({ length: n }, (_, i) => i * FRAME))

const K: FragmentSample = { nal: 0x65 }
const P = (offset = 0): FragmentSample => ({ nal: 0x41, offset })
const B = (offset = 0): FragmentSample => ({ nal: 0x01, offset })

function track(rows: SegmentRow[], segments: [number, FragmentSample[]][], frames: number) {
  const load = vi.fn(async (part: 'init' | number) =>
    part === 'init' ? initOf() : segmentOf(segments[part]![0], segments[part]![1]),
  )
  const source = { name: 'source', width: 640, height: 360, segments: rows }
  return { load, track: new CodedTrack(source, stampsFor(frames), load) }
}

test('stamps are whole, strictly increasing microseconds, also where times repeat', () => {
  const stamps = stampsOf(Float64Array.of(0, FRAME, FRAME, 2 * FRAME))
  expect([...stamps]).toEqual([0, 33_333, 33_334, 66_667])
  expect(frameOfStamp(stamps, 33_334)).toBe(2)
  expect(frameOfStamp(stamps, 33_335)).toBe(-1)
})

test('a player time belongs to the nearest frame within half a millisecond, else to none', () => {
  const stamps = stampsFor(100)
  expect(frameNearest(stamps, 33_333.4)).toBe(1)
  expect(frameNearest(stamps, 33_800)).toBe(1)
  expect(frameNearest(stamps, 34_000)).toBeNull()
  expect(frameNearest(stamps, -300)).toBe(0)
  expect(frameNearest(stamps, 3_300_000)).toBe(99)
  expect(frameNearest(stamps, 3_400_000)).toBeNull()
  expect(frameNearest(new Float64Array(), 0)).toBeNull()
})

test('pictures in decoding order get their numbers from their times', async () => {
  // K0 P3 B1 B2
  const t = track([[0, 0, 4]], [[0, [K, P(6000), B(-3000), B(-3000)]]], 4)
  const { samples } = await t.track.segment(0)
  expect(samples.map((s) => s.frame)).toEqual([0, 3, 1, 2])
})

test('the start is the last key picture at or before the frame in both orders', async () => {
  const t = track(
    [
      [0, 0, 4],
      [4, 4, 4],
    ],
    [
      [0, [K, P(), K, P()]],
      [12_000, [K, P(), P(), P()]],
    ],
    8,
  )
  expect(await t.track.reach(3)).toEqual({ start: { segment: 0, sample: 2 }, at: { segment: 0, sample: 3 } })
  expect(await t.track.reach(6)).toEqual({ start: { segment: 1, sample: 0 }, at: { segment: 1, sample: 2 } })
})

test('leading pictures of an open group start in the segment before', async () => {
  // second segment, decoding order: K6 then 4 and 5, which are shown before it
  const t = track(
    [
      [0, 0, 4],
      [4, 6, 4],
    ],
    [
      [0, [K, P(), P(), P()]],
      [12_000, [{ ...K, offset: 6000 }, B(-3000), B(-3000), P()]],
    ],
    8,
  )
  expect(await t.track.reach(5)).toEqual({ start: { segment: 0, sample: 0 }, at: { segment: 1, sample: 2 } })
  expect((await t.track.reach(6)).start).toEqual({ segment: 1, sample: 0 })
})

test('pictures before the first frame are decoded and never shown', async () => {
  const t = track([[0, 0, 2]], [[0, [{ ...K, offset: -6000 }, P(-6000), P(-6000), P(-6000)]]], 2)
  const { samples } = await t.track.segment(0)
  expect(samples.map((s) => s.frame)).toEqual([-1, -1, 0, 1])
  expect((await t.track.reach(1)).start).toEqual({ segment: 0, sample: 0 })
})

test('a rendition whose times are not the index is refused, and so is one with fewer pictures', async () => {
  const shifted = track([[0, 0, 2]], [[300, [K, P()]]], 2)
  await expect(shifted.track.segment(0)).rejects.toThrow('is not frame 0 of the index')
  const short = track([[0, 0, 3]], [[0, [K, P()]]], 3)
  await expect(short.track.segment(0)).rejects.toThrow('holds 2 pictures where 3 were expected')
})

test('frames are found in segments, and missed outside', () => {
  const t = track(
    [
      [0, 0, 4],
      [4, 4, 4],
    ],
    [],
    8,
  )
  expect([0, 3, 4, 7, 8].map((n) => t.track.segmentOf(n))).toEqual([0, 0, 1, 1, -1])
})

test('a failed init is asked for again', async () => {
  const t = track([[0, 0, 1]], [[0, [K]]], 1)
  t.load.mockRejectedValueOnce(new Error('gone'))
  await expect(t.track.init()).rejects.toThrow('gone')
  await expect(t.track.init()).resolves.toMatchObject({ codec: 'avc1.640028' })
})

test('places compare by segment, then by sample', () => {
  expect(comparePlaces({ segment: 1, sample: 0 }, { segment: 0, sample: 9 })).toBeGreaterThan(0)
  expect(comparePlaces({ segment: 1, sample: 2 }, { segment: 1, sample: 2 })).toBe(0)
})
