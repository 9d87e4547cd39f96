/** Small things about what is said. */
import { type Tick, tick } from '../time/tick.ts'
import type { Speech } from './records.ts'

/** The same words, `by` ticks later. */
export function shiftSpeech(speech: Speech | null, by: number): Speech | null {
  if (!speech || by === 0 || speech.words.length === 0) return speech
  const at = (t: Tick): Tick => tick(t + by)
  return { ...speech, words: speech.words.map((w) => ({ ...w, start: at(w.start), end: at(w.end) })) }
}
