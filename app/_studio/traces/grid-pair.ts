/** Which two trace tracks make a grid: pleasantness across, excitement up and down, as affect is usually drawn. */
import type { TrackRecord } from '#media/core/document/records.ts'

export interface GridPair {
  readonly up: TrackRecord
  readonly across: TrackRecord
}

const ACROSS = /valen[cz]|pleas|angenehm/i
const UP = /arousal|activ|erregung|aktiv/i
const fits = (pattern: RegExp, track: TrackRecord): boolean =>
  pattern.test(track.id) || pattern.test(track.name)

/** Other traces that one may be rated with. */
export const partnersOf = (tracks: readonly TrackRecord[], trackId: string): TrackRecord[] =>
  tracks.filter((track) => track.kind === 'trace' && track.id !== trackId)

/**
 * @param chosen the partner that a person chose; null for a scale alone; undefined where nothing was chosen: valence and
 *   arousal go together, anything else alone
 */
export function gridPair(
  tracks: readonly TrackRecord[],
  trackId: string,
  chosen: string | null | undefined,
): GridPair | null {
  const track = tracks.find((one) => one.id === trackId)
  if (track?.kind !== 'trace' || chosen === null) return null
  const others = partnersOf(tracks, trackId)
  const partner =
    chosen === undefined
      ? others.find((one) => (fits(ACROSS, track) && fits(UP, one)) || (fits(UP, track) && fits(ACROSS, one)))
      : others.find((one) => one.id === chosen)
  if (!partner) return null
  const turned = fits(ACROSS, track) || (fits(UP, partner) && !fits(UP, track))
  return turned ? { up: partner, across: track } : { up: track, across: partner }
}
