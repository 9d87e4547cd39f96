import { describe, expect, it } from 'vitest'
import { TEXTS } from '#app/_text/texts.ts'
import { ago, bytes, clock, frameRate, lasting, percent, until } from '#app/(library)/_parts/format.ts'

const en = TEXTS.en.values
const de = TEXTS.de.values

describe('how values are written', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_500_000, '1.5 MB'],
    [9_949_999, '9.9 MB'],
    [12_400_000, '12 MB'],
    [999_600_000, '1.0 GB'],
    [8_123_456_789, '8.1 GB'],
  ])('%i bytes are %s', (n, text) => expect(bytes(n, en)).toBe(text))

  it.each([
    [0, '0:00'],
    [59.9, '0:59'],
    [62.3, '1:02'],
    [3599.99, '59:59'],
    [3723, '1:02:03'],
    [36_000, '10:00:00'],
  ])('%f s on the clock is %s', (s, text) => expect(clock(s)).toBe(text))

  it.each([
    [0.2, '1 s'],
    [7.1, '8 s'],
    [11, '15 s'],
    [54, '55 s'],
    [58, '1 min'],
    [119, '2 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
  ])('%f s last %s', (s, text) => expect(lasting(s)).toBe(text))

  it('rounds progress down, so that 100 % means done', () => {
    expect(percent(0.999)).toBe('99 %')
    expect(percent(1)).toBe('100 %')
    expect(percent(-1)).toBe('0 %')
  })

  it.each([
    [[30, 1] as const, '30 fps'],
    [[30000, 1001] as const, '29.97 fps (30000/1001)'],
    [[24000, 1001] as const, '23.976 fps (24000/1001)'],
    [[50, 2] as const, '25 fps'],
  ])('%o is %s', (rate, text) => expect(frameRate(rate, en)).toBe(text))

  it('writes numbers as the language does', () => {
    expect(bytes(1_500_000, de)).toBe('1,5 MB')
    expect(frameRate([30000, 1001], de)).toBe('29,97 fps (30000/1001)')
  })
})

describe('moments', () => {
  const now = new Date(2026, 10, 23, 15, 0, 0)
  const earlier = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)
  it.each([
    [10, 'just now'],
    [60, '1 min ago'],
    [240, '4 min ago'],
    [3 * 3600, '3 h ago'],
    [23 * 3600, 'yesterday'],
    [3 * 86_400, '3 days ago'],
  ])('%i s before is %s', (seconds, text) => expect(ago(earlier(seconds), now, en)).toBe(text))
  it('says the date after a week', () => {
    expect(ago(new Date(2026, 9, 2, 12), now, en)).toBe('2 Oct 2026')
  })
  it('says how long until', () => {
    expect(until(new Date(now.getTime() + 7 * 86_400_000), now, en)).toBe('in 7 days')
    expect(until(new Date(now.getTime() + 5 * 3_600_000), now, en)).toBe('in 5 h')
    expect(until(earlier(1), now, en)).toBe('over')
  })
  it('is said in German, too', () => {
    expect(ago(earlier(240), now, de)).toBe('vor 4 min')
    expect(ago(earlier(23 * 3600), now, de)).toBe('gestern')
    expect(ago(new Date(2026, 9, 2, 12), now, de)).toBe('2. Okt. 2026')
    expect(until(new Date(now.getTime() + 5 * 3_600_000), now, de)).toBe('in 5 h')
  })
})
