import { describe, expect, it } from 'vitest'
import { readFrames, readPackets } from '#media/ingest/frame-index/from-packets.ts'
import { findRate } from '#media/ingest/frame-index/rate.ts'

const times = (n: number, at: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => at(i))
const rateOf = (pts: Float64Array, den: number, claimed: { num: number; den: number } | null = null) => {
  const { rate, rounded } = findRate(pts, { num: 1, den }, claimed)
  return rate ? [`${rate.num}/${rate.den}`, rounded] : null
}

describe('the rate, told from times', () => {
  it.each<[string, Float64Array, number, [string, boolean] | null]>([
    ['25 in a clock of 12800', times(100, (i) => i * 512), 12_800, ['25/1', false]],
    ['29.97 in its own clock', times(100, (i) => i * 1001), 30_000, ['30000/1001', false]],
    ['29.97 in milliseconds', times(3600, (i) => Math.round((i * 1001) / 30)), 1000, ['30000/1001', true]],
    [
      '29.97 in milliseconds, cut off instead of rounded',
      times(3600, (i) => Math.floor((i * 1001) / 30)),
      1000,
      ['30000/1001', true],
    ],
    ['30 in milliseconds', times(3600, (i) => Math.round((i * 1000) / 30)), 1000, ['30/1', true]],
    [
      'an hour of 23.976 in milliseconds',
      times(86_313, (i) => Math.round((i * 1001) / 24)),
      1000,
      ['24000/1001', true],
    ],
    ['25 in milliseconds is exact', times(100, (i) => i * 40), 1000, ['25/1', false]],
    ['59.94 in 90 kHz', times(1000, (i) => Math.round(i * 1501.5)), 90_000, ['60000/1001', true]],
    ['starting late', times(100, (i) => 126_000 + i * 3000), 90_000, ['30/1', false]],
    ['an odd but exact rate', times(100, (i) => i * 700), 9000, ['90/7', false]],
    ['one frame is missing', times(100, (i) => (i < 50 ? i : i + 1) * 40), 1000, null],
    ['jitter of a tenth', times(100, (i) => i * 3000 + ((i * 7919) % 600)), 90_000, null],
    ['one frame', times(1, () => 0), 1000, null],
    ['a slow drift', times(5000, (i) => Math.round(i * 33.4)), 1000, null],
  ])('%s', (_, pts, den, expected) => {
    expect(rateOf(pts, den)).toEqual(expected)
  })

  it('a rate that only the header knows is found when it fits', () => {
    const pts = times(2000, (i) => Math.round((i * 1000) / 17.3))
    expect(rateOf(pts, 1000)).toBeNull()
    expect(rateOf(pts, 1000, { num: 173, den: 10 })).toEqual(['173/10', true])
  })
})

describe('what ffprobe says of packets and frames', () => {
  it('packets with times are enough; discarded and empty ones are no frames', () => {
    expect(
      readPackets('0,N/A,40,10,5,K__\n40,0,40,8,15,_D_\n80,40,40,0,23,___\n120,80,40,8,23,___\n', true),
    ).toEqual([
      { pts: 0, duration: 40, flags: 1, byteStart: 5, byteLength: 10 },
      { pts: 120, duration: 40, flags: 0, byteStart: 23, byteLength: 8 },
    ])
  })

  it('without times, decode order is enough only where pictures are not reordered', () => {
    const text = 'N/A,0,1,10,5,K__\nN/A,1,1,10,15,___\n'
    expect(readPackets(text, true)).toBeNull()
    expect(readPackets(text, false)?.map((p) => p.pts)).toEqual([0, 1])
    expect(readPackets('N/A,N/A,1,10,5,K__\n', false)).toBeNull()
  })

  it('a decoded frame without a time follows the one before it', () => {
    const text = [
      'key_frame=1',
      'best_effort_timestamp=7',
      'pkt_duration=2',
      'pkt_size=5',
      'key_frame=0',
      'best_effort_timestamp=N/A',
      'pkt_duration=2',
    ].join('\n')
    expect(readFrames(text).map((f) => [f.pts, f.flags])).toEqual([
      [7, 1],
      [9, 0],
    ])
  })
})
