import { TICKS_PER_SECOND, type Tick, tick } from './tick.ts'

/** Seconds per unit as an exact fraction: 1/90000 for MPEG clocks, 1/48000 for sound, 1001/30000 for a rate. */
export interface Timebase {
  readonly num: number
  readonly den: number
}

/** Greatest common divisor of two non-negative integers. */
export function gcd(a: number, b: number): number {
  while (b) [a, b] = [b, a % b]
  return a
}

/** @throws RangeError when either part is not a positive integer. */
export function timebase(num: number, den: number): Timebase {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num <= 0 || den <= 0)
    throw new RangeError(`${num}/${den} is not a timebase`)
  const g = gcd(num, den)
  return { num: num / g, den: den / g }
}

/** Parses "1/90000" or "30000/1001"; null when it is not a positive fraction (ffprobe writes "0/0" for unknown). */
export function parseRational(text: string | undefined | null): Timebase | null {
  const m = /^(\d+)[/:](\d+)$/.exec(text ?? '')
  const num = Number(m?.[1])
  const den = Number(m?.[2])
  return m && num > 0 && den > 0 ? timebase(num, den) : null
}

/** `value * from / to`, exact, rounded to nearest with halves away from zero. */
export function rescale(value: number, from: Timebase, to: Timebase): number {
  const num = from.num * to.den
  const den = from.den * to.num
  const g = Number.isSafeInteger(num) && Number.isSafeInteger(den) ? gcd(num, den) : 1
  const n = num / g
  const d = den / g
  if (d === 1 && Number.isSafeInteger(value * n)) return value * n
  if (Number.isSafeInteger(num) && Number.isSafeInteger(den) && Number.isSafeInteger(value * n * 2 + d)) {
    const sign = value < 0 ? -1 : 1
    const r = Math.floor((Math.abs(value) * n * 2 + d) / (2 * d))
    return r === 0 ? 0 : sign * r
  }
  const bn = BigInt(from.num) * BigInt(to.den)
  const bd = BigInt(from.den) * BigInt(to.num)
  const v = BigInt(value)
  const abs = v < 0n ? -v : v
  const r = Number((abs * bn * 2n + bd) / (2n * bd))
  return v < 0n ? -r : r
}

const TICK_BASE: Timebase = { num: 1, den: TICKS_PER_SECOND }

/** Units of a timebase to the nearest tick. Exact for every rate listed in `docs/time.md`. */
export function ticksOf(value: number, base: Timebase): Tick {
  return tick(rescale(value, base, TICK_BASE))
}
