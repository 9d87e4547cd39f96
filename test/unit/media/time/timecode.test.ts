import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSmpte, parseSmpte } from '#media/core/time/timecode.ts'

const drop30 = { nominalRate: 30, dropFrame: true, startFrame: 0 }
const drop60 = { nominalRate: 60, dropFrame: true, startFrame: 0 }
const full30 = { nominalRate: 30, dropFrame: false, startFrame: 0 }
const full25 = { nominalRate: 25, dropFrame: false, startFrame: 0 }

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
    [0, { ...drop30, startFrame: 1650 }, '00:00:55;00'],
    [150, { ...drop30, startFrame: 1650 }, '00:01:00;02'],
  ])('frame %i is %j %s', (frames, format, text) => {
    expect(formatSmpte(frames, format)).toBe(text)
  })

  it('never writes a label that is left out, and reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_589_407 }),
        fc.constantFrom(drop30, drop60, full30, full25),
        (frames, format) => {
          const text = formatSmpte(frames, format)
          expect(text).not.toMatch(/:[0-5][1-9]:00;0[01]$/)
          const day = formatSmpte(parseSmpte(text, format)!, format)
          expect(day).toBe(text)
          if (format !== drop60 || frames < 2_589_407)
            expect(parseSmpte(text, format)).toBe(frames % dayOf(format))
        },
      ),
    )
  })

  it('walks every label of ten minutes once, without a hole', () => {
    const seen = new Set<string>()
    for (let f = 0; f < 17_982; f++) seen.add(formatSmpte(f, drop30))
    expect(seen.size).toBe(17_982)
    expect(seen.has('00:01:00;00')).toBe(false)
    expect(seen.has('00:10:00;00')).toBe(false)
  })

  it.each(['00:01:00;00', '00:01:00;01', '00:00:00;30', '00:60:00;00', '1:2:3', 'later', ''])(
    'does not take %j for a drop-frame timecode',
    (text) => {
      expect(parseSmpte(text, drop30)).toBeNull()
    },
  )

  it('stays within two frames of the clock for a day', () => {
    for (const hours of [1, 6, 12, 23]) {
      const frames = Math.round((hours * 3600 * 30_000) / 1001)
      const text = formatSmpte(frames, drop30)
      const [h, m, s, f] = text.split(/[:;]/).map(Number)
      expect(Math.abs(h! * 3600 + m! * 60 + s! + f! / 30 - hours * 3600)).toBeLessThan(3 / 30)
    }
  })
})

const dayOf = (f: { nominalRate: number; dropFrame: boolean }): number =>
  144 * (600 * f.nominalRate - (f.dropFrame ? (f.nominalRate / 15) * 9 : 0))
