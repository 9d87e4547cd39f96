import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TICKS_PER_SECOND, tickFromSeconds } from '#media/core/time/tick.ts'
import {
  formatClock,
  formatFrame,
  formatOfRate,
  formatSeconds,
  formatTimecode,
  parseClock,
  parseTimecode,
} from '#media/core/time/timecode.ts'

const drop30 = { nominalRate: 30, dropFrame: true }
const drop60 = { nominalRate: 60, dropFrame: true }
const full30 = { nominalRate: 30, dropFrame: false }
const full25 = { nominalRate: 25, dropFrame: false }

describe('SMPTE timecode', () => {
  it.each([
    [0, drop30, '00:00:00;00'],
    [1650, drop30, '00:00:55;00'],
    [1799, drop30, '00:00:59;29'],
    [1800, drop30, '00:01:00;02'],
    [1801, drop30, '00:01:00;03'],
    [3597, drop30, '00:01:59;29'],
    [3598, drop30, '00:02:00;02'],
    [17981, drop30, '00:09:59;29'],
    [17982, drop30, '00:10:00;00'],
    [17983, drop30, '00:10:00;01'],
    [19781, drop30, '00:10:59;29'],
    [19782, drop30, '00:11:00;02'],
    [107892, drop30, '01:00:00;00'],
    [2589407, drop30, '23:59:59;29'],
    [2589408, drop30, '00:00:00;00'],
    [3599, drop60, '00:00:59;59'],
    [3600, drop60, '00:01:00;04'],
    [35964, drop60, '00:10:00;00'],
    [1800, full30, '00:01:00:00'],
    [90_000, full25, '01:00:00:00'],
    [86_400 * 25 - 1, full25, '23:59:59:24'],
    [-1, full25, '-00:00:00:01'],
    [119, { nominalRate: 120, dropFrame: false }, '00:00:00:119'],
  ])('frame %i is %j %s', (frames, format, text) => {
    expect(formatTimecode(frames, format)).toBe(text)
  })

  it('never writes a label that is left out, and reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_589_407 }),
        fc.constantFrom(drop30, drop60, full30, full25),
        (frames, format) => {
          const text = formatTimecode(frames, format)
          expect(text).not.toMatch(/:[0-5][1-9]:00;0[01]$/)
          const day = formatTimecode(parseTimecode(text, format)!, format)
          expect(day).toBe(text)
          if (format !== drop60 || frames < 2_589_407)
            expect(parseTimecode(text, format)).toBe(frames % dayOf(format))
        },
      ),
    )
  })

  it('walks every label of ten minutes once, without a hole', () => {
    const seen = new Set<string>()
    for (let f = 0; f < 17_982; f++) seen.add(formatTimecode(f, drop30))
    expect(seen.size).toBe(17_982)
    expect(seen.has('00:01:00;00')).toBe(false)
    expect(seen.has('00:10:00;00')).toBe(false)
  })

  it.each(['00:01:00;00', '00:01:00;01', '00:00:00;30', '00:60:00;00', '24:00:00;00', '1:2:3', 'later', ''])(
    'does not take %j for a drop-frame timecode',
    (text) => {
      expect(parseTimecode(text, drop30)).toBeNull()
    },
  )

  it('stays within two frames of the clock for a day', () => {
    for (const hours of [1, 6, 12, 23]) {
      const frames = Math.round((hours * 3600 * 30_000) / 1001)
      const text = formatTimecode(frames, drop30)
      const [h, m, s, f] = text.split(/[:;]/).map(Number)
      expect(Math.abs(h! * 3600 + m! * 60 + s! + f! / 30 - hours * 3600)).toBeLessThan(3 / 30)
    }
  })

  it('counts 30 for 29.97 and drops only where asked', () => {
    expect(formatOfRate({ num: 30_000, den: 1001 }, true)).toEqual(drop30)
    expect(formatOfRate({ num: 30_000, den: 1001 }, false)).toEqual(full30)
    expect(formatOfRate({ num: 25, den: 1 }, true)).toEqual(full25)
    expect(formatOfRate({ num: 24_000, den: 1001 }, true)).toEqual({ nominalRate: 24, dropFrame: false })
  })
})

const dayOf = (f: { nominalRate: number; dropFrame: boolean }): number =>
  144 * (600 * f.nominalRate - (f.dropFrame ? (f.nominalRate / 15) * 9 : 0))

describe('clock and seconds', () => {
  it.each([
    [0, '0:00:00.000'],
    [61.5, '0:01:01.500'],
    [3599.9999, '0:59:59.999'],
    [36_000, '10:00:00.000'],
    [-2.25, '-0:00:02.250'],
  ])('%f s is %s', (seconds, text) => {
    expect(formatClock(seconds * TICKS_PER_SECOND)).toBe(text)
  })

  it('writes frames and seconds', () => {
    expect(formatFrame(12)).toBe('f 12')
    expect(formatSeconds(tickFromSeconds(1.5))).toBe('1.500 s')
    expect(formatSeconds(-1, 2)).toBe('0.00 s')
    expect(formatClock(tickFromSeconds(1.25), 0)).toBe('0:00:01')
  })

  it.each([
    ['1:02:03.5', 3723.5],
    ['2:03,25', 123.25],
    ['90', 90],
    ['90.5 s', 90.5],
    ['-1:00', -60],
  ])('reads %s', (text, seconds) => {
    expect(parseClock(text)).toBe(tickFromSeconds(seconds))
  })

  it.each(['', 'x', '1:60', '1:60:00', '1:2:3:4', '1..2'])('does not take %j for a time', (text) => {
    expect(parseClock(text)).toBeNull()
  })

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (milliseconds) => {
        const t = milliseconds * (TICKS_PER_SECOND / 1000)
        expect(parseClock(formatClock(t))).toBe(t)
      }),
    )
  })
})
