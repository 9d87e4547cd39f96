/** What the packager gives out: a file as a row of fragmented-MP4 segments that are built when they are asked for. */

/** [first frame in presentation order, key frame's number, frames in it], as in the asset manifest. */
export type VideoSegmentRow = [first: number, key: number, count: number]

export interface VideoPackage {
  /** RFC 6381: "avc1.640028". */
  readonly codec: string
  /** Pixels as coded. */
  readonly width: number
  readonly height: number
  /** Bits per second, average. */
  readonly bitrate: number
  readonly segments: readonly VideoSegmentRow[]
  /** Seconds each segment lasts on the delivered clock; their sum is the asset's length. */
  readonly durations: readonly number[]
  /** ftyp + moov. */
  init(): Uint8Array<ArrayBuffer>
  /** moof + mdat. @throws RangeError when there is no such segment. */
  segment(k: number): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

export interface AudioPackage {
  readonly codec: string
  readonly channels: number
  readonly sampleRate: number
  readonly bitrate: number
  /** Seconds each segment lasts; delivered time 0 is the origin. */
  readonly segments: readonly number[]
  /** Seconds of sound that lay before the origin and were cut. */
  readonly cut: number
  init(): Uint8Array<ArrayBuffer>
  segment(k: number): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}
