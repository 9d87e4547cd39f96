/** What the database keeps of a file of samples, beside what a probe says of other files. */
import type { SignalReport, SignalSettings } from '#media/core/signal/settings.ts'

export interface KeptSignal extends SignalReport {
  /** What a person said; null while the guess holds. */
  readonly chosen: SignalSettings | null
}

/** Null for a film or a sound, and before the file was looked into. */
export function signalOf(probe: unknown): KeptSignal | null {
  return (probe as { signal?: KeptSignal } | null)?.signal ?? null
}

/** The same probe with what a person said of how the file is written. */
export const withChosen = (probe: unknown, chosen: SignalSettings): object => ({
  ...(probe as object),
  signal: { ...signalOf(probe), settings: chosen, question: null, chosen },
})
