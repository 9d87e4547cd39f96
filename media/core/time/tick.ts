/**
 * Time. One unit holds every common frame rate and audio rate exactly: the *tick* (a "flick"),
 * 1/705,600,000 s. A day is 6.1e13 ticks, far below 2^53, so ticks are branded safe integers here and
 * `bigint` in the database. Documents hold whole ticks only; viewports may be fractional and use plain numbers.
 */
declare const tickBrand: unique symbol
declare const frameBrand: unique symbol

/** A whole number of ticks on some clock (a recording's or an asset's, as the name of the field says). */
export type Tick = number & { readonly [tickBrand]: true }

/** A frame's place in presentation order in the source, starting at 0. Converted to 1-based only at the edge. */
export type FrameNo = number & { readonly [frameBrand]: true }

export const TICKS_PER_SECOND = 705_600_000

/** @throws RangeError when `n` is not a safe integer: a fractional time never enters a document. */
export function tick(n: number): Tick {
  if (!Number.isSafeInteger(n)) throw new RangeError(`${n} is not a whole number of ticks`)
  return (n === 0 ? 0 : n) as Tick
}

/** @throws RangeError when `n` is not an integer ≥ 0. */
export function frameNo(n: number): FrameNo {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${n} is not a frame number`)
  return n as FrameNo
}

/** Seconds to the nearest tick. Lossy: only for times that come from people, players and text formats. */
export function tickFromSeconds(seconds: number): Tick {
  return tick(Math.round(seconds * TICKS_PER_SECOND))
}

/** Ticks to seconds as a double: for display, players and text formats, never for identity of frames. */
export function secondsOf(t: number): number {
  return t / TICKS_PER_SECOND
}

export const addTicks = (a: Tick, b: number): Tick => tick(a + b)
export const minTick = (a: Tick, b: Tick): Tick => (a < b ? a : b)
export const maxTick = (a: Tick, b: Tick): Tick => (a > b ? a : b)
