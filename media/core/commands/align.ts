/**
 * Where times come to rest when a command computes them: on frames, which only the caller knows. A start, and an event,
 * is the start of some frame; an end lies behind its start, by a frame at least.
 */
import type { Tick } from '../time/tick.ts'

/** @param after of an end: where its start has come to rest */
export type Align = (t: Tick, of: 'start' | 'end', after?: Tick) => Tick

export function aligned(
  align: Align | undefined,
  start: Tick,
  end: Tick,
  isEvent: boolean,
): { start: Tick; end: Tick } {
  if (!align) return { start, end }
  const first = align(start, 'start')
  if (isEvent) return { start: first, end: first }
  return { start: first, end: align(end, 'end', first) }
}
