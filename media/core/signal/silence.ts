/** Where a recording is quiet, from its peaks: stretches in which no channel is louder than a level for a while. */
import type { Peaks } from './peaks.ts'

export interface SilenceOptions {
  /** Loudest peak that still counts as silence, decibels below full scale: −34. */
  readonly decibels: number
  /** Least length, ticks. */
  readonly least: number
}

export interface Silence {
  /** Ticks on the clock of the file the peaks are of. */
  readonly start: number
  readonly end: number
}

/** In order of time. A pause that begins or ends with the recording counts too. */
export function silences(peaks: Peaks, { decibels, least }: SilenceOptions): Silence[] {
  const level = peaks.levels.at(-1)
  if (!level) return []
  const { amplitude } = peaks
  // The least step above nothing is rounding, whatever was asked for.
  const most = Math.max(amplitude[1]!, 10 ** (decibels / 20)) + 1e-7
  const found: Silence[] = []
  let since = -1
  for (let k = 0; k <= level.length; k++) {
    if (k < level.length && isQuiet(k)) {
      if (since < 0) since = k
      continue
    }
    if (since >= 0 && (k - since) * level.ticks >= least)
      found.push({ start: since * level.ticks, end: k * level.ticks })
    since = -1
  }
  return found

  function isQuiet(k: number): boolean {
    for (let c = 0; c < peaks.channels; c++)
      if (amplitude[level!.max[c]![k]! & 255]! > most || -amplitude[level!.min[c]![k]! & 255]! > most)
        return false
    return true
  }
}
