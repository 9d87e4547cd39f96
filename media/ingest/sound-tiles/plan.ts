/** A stretch of a sound stream as samples on the delivered clock, decoded from near its beginning on. */
export interface SoundPlace {
  readonly source: string
  readonly streamIndex: number
  /** Delivered time 0 on the source's clock, seconds. */
  readonly origin: number
  readonly channels: number
}

export interface SoundStretch {
  /** Samples a second; 48,000 or a whole part of it. */
  readonly rate: number
  /** Samples [from, to) on the delivered clock; what lies before 0 is not asked for. */
  readonly from: number
  readonly to: number
  /** All channels mixed into one, one of them alone, or each. */
  readonly channel: 'mix' | 'each' | number
}

const RATE = 48_000
/** Decoders need a few packets before they give what was put in. */
const RUN_IN_SECONDS = 0.3

export function stretchArgs({ source, streamIndex, origin }: SoundPlace, stretch: SoundStretch): string[] {
  const { rate, from, to, channel } = stretch
  const begin = Math.max(0, from)
  const seek = begin / rate + origin - RUN_IN_SECONDS
  const filters = [
    `asetpts=PTS-(${origin.toFixed(9)})/TB`,
    ...(typeof channel === 'number' ? [`pan=mono|c0=c${channel}`] : []),
    // Gaps become silence as in what plays; everything before the first sample is cut, or filled. `first_pts` counts
    // samples of what comes in, so the rate is changed before and behind it, not by it.
    `aresample=${RATE}`,
    `aresample=${RATE}:async=1:min_hard_comp=0.005:first_pts=${Math.round((begin * RATE) / rate)}`,
    ...(rate === RATE ? [] : [`aresample=${rate}`]),
    `atrim=end_sample=${to - begin}`,
  ]
  return [
    ...['-copyts', '-vn', '-noaccurate_seek', '-seek_timestamp', '1', '-ss', seek.toFixed(6)],
    ...['-i', source, '-map', `0:${streamIndex}`, '-af', filters.join(',')],
    ...(channel === 'mix' ? ['-ac', '1'] : []),
    ...['-f', 'f32le', '-c:a', 'pcm_f32le', 'pipe:1'],
  ]
}
