import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameIndex, type FrameIndexData } from '#media/core/time/frame-index.ts'
import {
  decodeFrameIndex,
  encodeFrameIndex,
  FrameIndexCodecError,
} from '#media/core/time/frame-index-codec.ts'

function data(part: Partial<FrameIndexData> & { pts: Float64Array }): FrameIndexData {
  const n = part.pts.length
  return {
    timebase: { num: 1, den: 90_000 },
    endPts: (part.pts[n - 1] ?? 0) + 3000,
    flags: new Uint8Array(n),
    byteStart: new Float64Array(0),
    byteLength: new Uint32Array(0),
    constantRate: null,
    notes: [],
    ...part,
  }
}

/** An hour at a jittery 30 frames a second, three B-frames, 6 Mbit/s, sound between the pictures. */
function syntheticHour(): FrameIndex {
  let seed = 1
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const n = 108_000
  const pts = new Float64Array(n)
  let t = 126_000
  for (let i = 0; i < n; i++) {
    pts[i] = t
    t += 3000 + Math.round((random() - 0.5) * 1800)
  }
  const flags = new Uint8Array(n)
  const byteStart = new Float64Array(n)
  const byteLength = new Uint32Array(n)
  let place = 48
  for (let g = 0; g < n; g += 4)
    for (const k of [3, 1, 0, 2]) {
      const i = g + k
      if (i >= n) continue
      flags[i] = g % 60 === 0 && k === 3 ? 1 : k === 0 || k === 2 ? 2 : 0
      byteLength[i] = flags[i] === 1 ? 120_000 : Math.round((k === 3 ? 50_000 : 14_000) * (0.5 + random()))
      byteStart[i] = place
      place += byteLength[i]! + (random() < 0.5 ? 371 : 0)
    }
  return new FrameIndex(
    data({
      pts,
      endPts: t,
      flags,
      byteStart,
      byteLength,
      notes: [{ code: 'late-start', text: 'später — 1,4 s' }],
    }),
  )
}

describe('the frame index as bytes', () => {
  it('gives back everything', () => {
    const times = fc.array(fc.integer({ min: 0, max: 2 ** 31 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 60, maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 60, maxLength: 60 }),
        fc.array(fc.record({ code: fc.string(), text: fc.string() }), { maxLength: 3 }),
        fc.option(fc.tuple(fc.integer({ min: 1, max: 240_000 }), fc.integer({ min: 1, max: 1001 }))),
        (steps, first, bytes, flags, starts, lengths, notes, rate) => {
          const pts = Float64Array.from(
            [...steps].sort((a, b) => a - b),
            (s) => s + first,
          )
          const n = pts.length
          const index = new FrameIndex(
            data({
              pts,
              endPts: pts[n - 1]! + 7,
              flags: Uint8Array.from(flags.slice(0, n)),
              byteStart: Float64Array.from(starts.slice(0, n)),
              byteLength: Uint32Array.from(lengths.slice(0, n)),
              notes,
            }),
          )
          const back = decodeFrameIndex(encodeFrameIndex(index, { bytes }))
          expect(back.data.pts).toEqual(index.data.pts)
          expect(back.data.endPts).toBe(index.data.endPts)
          expect(back.data.flags).toEqual(index.data.flags)
          expect(back.data.notes).toEqual(notes)
          expect(back.data.timebase).toEqual(index.data.timebase)
          expect(back.data.byteStart).toEqual(bytes ? index.data.byteStart : new Float64Array(0))
          expect(back.data.byteLength).toEqual(bytes ? index.data.byteLength : new Uint32Array(0))
          expect(back.data.constantRate).toBeNull()
          if (rate) {
            const g = rate
            const rated = new FrameIndex({ ...index.data, constantRate: { num: g[0], den: g[1] } })
            const r = decodeFrameIndex(encodeFrameIndex(rated, { bytes: false })).data.constantRate!
            expect(r.num * g[1]).toBe(r.den * g[0])
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('stays well below 1 MB for an hour of variable rate with B-frames and byte places', () => {
    const hour = syntheticHour()
    const whole = encodeFrameIndex(hour, { bytes: true })
    const small = encodeFrameIndex(hour, { bytes: false })
    expect(whole.length).toBeLessThan(760_000)
    expect(small.length).toBeLessThan(280_000)
    const back = decodeFrameIndex(whole)
    expect(back.data).toEqual(hour.data)
    expect(back.ticks).toEqual(hour.ticks)
  })

  it('takes a few bytes for a constant rate', () => {
    const pts = Float64Array.from({ length: 108_000 }, (_, i) => i * 1001)
    const index = new FrameIndex(
      data({ pts, timebase: { num: 1, den: 30_000 }, constantRate: { num: 30_000, den: 1001 } }),
    )
    expect(encodeFrameIndex(index, { bytes: true }).length).toBeLessThan(60)
  })

  it('says of every damaged byte that the index is damaged', () => {
    const good = encodeFrameIndex(new FrameIndex(data({ pts: Float64Array.from([0, 3000, 6100]) })), {
      bytes: false,
    })
    for (let i = 0; i < good.length; i++) {
      const bad = good.slice()
      bad[i] = bad[i]! ^ 0x41
      expect(() => decodeFrameIndex(bad), `byte ${i}`).toThrow(FrameIndexCodecError)
      expect(() => decodeFrameIndex(good.subarray(0, i)), `cut at ${i}`).toThrow(FrameIndexCodecError)
    }
  })

  it('names a newer version, and what is no index at all', () => {
    const newer = encodeFrameIndex(new FrameIndex(data({ pts: Float64Array.of(0) })), { bytes: false })
    newer[4] = 9
    expect(() => decodeFrameIndex(newer)).toThrow(/newer version \(format 9/)
    expect(() => decodeFrameIndex(new Uint8Array(100))).toThrow('not a frame index')
  })
})
