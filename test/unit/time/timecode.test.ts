import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'
import { formatClock, formatSeconds, formatSmpte, parseSmpte, parseTime } from '#media/core/time/timecode.ts'

const drop30 = { nominalRate: 30, dropFrame: true, startFrame: 0 }
const drop60 = { nominalRate: 60, dropFrame: true, startFrame: 0 }
const plain25 = { nominalRate: 25, dropFrame: false, startFrame: 0 }

describe('timecode', () => {
  test.each([
    [0, 3, '0:00.000'],
    [252.48, 3, '4:12.480'],
    [3852.48, 2, '1:04:12.48'],
    [59.9996, 3, '0:59.999'],
    [61, 0, '1:01'],
    [-1.5, 1, '-0:01.5'],
  ])('%d s on the clock with %d decimals is %s', (seconds, decimals, text) => {
    expect(formatClock(Math.round(seconds * S), decimals)).toBe(text)
  })

  test('a third of a second is not rounded up to the next', () => {
    expect(formatClock(S / 30, 3)).toBe('0:00.033')
    expect(formatSeconds(S / 30)).toBe('0.033')
  })

  // The well-known places of SMPTE 12M drop-frame counting.
  test.each([
    [0, '00:00:00;00'],
    [1799, '00:00:59;29'],
    [1800, '00:01:00;02'],
    [17981, '00:09:59;29'],
    [17982, '00:10:00;00'],
    [107892, '01:00:00;00'],
  ])('29.97 drop: frame %d is %s', (frame, text) => {
    expect(formatSmpte(frame, drop30)).toBe(text)
    expect(parseSmpte(text, drop30)).toBe(frame)
  })

  test.each([
    [3599, '00:00:59;59'],
    [3600, '00:01:00;04'],
    [35964, '00:10:00;00'],
  ])('59.94 drop: frame %d is %s', (frame, text) => {
    expect(formatSmpte(frame, drop60)).toBe(text)
    expect(parseSmpte(text, drop60)).toBe(frame)
  })

  test('names that are skipped, or no names, are refused', () => {
    for (const text of ['00:01:00;00', '00:01:00;01', '00:61:00;00', '00:00:00;30', 'x', '1:2'])
      expect(parseSmpte(text, drop30)).toBeNull()
    expect(parseSmpte('00:10:00;00', drop30)).toBe(17982)
  })

  test('every frame of a day has its own name, and it is found by it', () => {
    for (const rate of [drop30, drop60, plain25, { ...plain25, startFrame: 90_000 }])
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 22 * 3600 * 25 }), (n) => {
          expect(parseSmpte(formatSmpte(n, rate), rate)).toBe(n)
        }),
      )
  })

  test('a start timecode shifts the names', () => {
    expect(formatSmpte(12, { ...plain25, startFrame: 90_000 })).toBe('01:00:00:12')
  })

  test.each([
    ['12:04', 724],
    ['1:02:03.5', 3723.5],
    ['90', 90],
    ['90.25 s', 90.25],
    [' 0:00.04 ', 0.04],
  ])('"%s" is %d s', (text, seconds) => {
    expect(parseTime(text)).toEqual({ kind: 'time', time: Math.round(seconds * S) })
  })

  test.each([
    ['frame 8000', 8000],
    ['f8000', 8000],
    ['8,000 f', 8000],
    ['Frame #12', 12],
    ['00:00:02:05', 55],
  ])('"%s" is frame %d', (text, frame) => {
    expect(parseTime(text, plain25)).toEqual({ kind: 'frame', frame })
  })

  test.each(['', 'soon', '1:99', '1:60:00', 'frame', '1:2:3:4:5'])('"%s" is no time', (text) => {
    expect(parseTime(text, plain25)).toBeNull()
  })
})
