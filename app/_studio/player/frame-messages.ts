/** What the page and the frame server's worker say to each other. */
import type { TrackSource } from './coded-track.ts'

/**
 * seek: one frame, the rest is of no interest. step: one of a row of neighbours. scrub: one of a stream while dragging;
 * coarse pictures now, the full one when the hand rests.
 */
export type WantMode = 'seek' | 'step' | 'scrub'

export interface Want {
  readonly id: number
  readonly frame: number
  readonly mode: WantMode
}

export interface RenditionChoice {
  readonly sources: readonly TrackSource[]
  /** The rendition a resting picture is shown in; null when none is ready. */
  readonly full: string | null
  /** The light rendition for scrubbing; null when there is none yet. */
  readonly scrub: string | null
}

export type ToWorker =
  | { type: 'open'; baseUrl: string; ticks: Float64Array; budget: number }
  | ({ type: 'renditions' } & RenditionChoice)
  | { type: 'want'; want: Want }
  | { type: 'grab'; id: number; frame: number; rendition: string }
  /** Playback began: stop working ahead and give memory back. */
  | { type: 'rest' }
  | { type: 'stats'; id: number }
  | { type: 'close' }

export type DecodedPicture = VideoFrame | ImageBitmap

export interface PictureMessage {
  readonly type: 'picture'
  readonly id: number
  readonly frame: number
  readonly rendition: string
  /** False: a coarser rendition of the same frame, or a frame passed on the way; a better one follows. */
  readonly final: boolean
  readonly picture: DecodedPicture
}

export interface FailMessage {
  readonly type: 'fail'
  readonly id: number
  readonly frame: number
  readonly rendition: string
  /** unsupported: no decoder. mismatch: picture and index disagree. decode, network, gone, refused: as they sound. */
  readonly code: 'unsupported' | 'mismatch' | 'decode' | 'network' | 'gone' | 'refused'
  readonly message: string
  /** No other rendition can step in. */
  readonly last: boolean
}

export interface FrameServerStats {
  readonly decoded: number
  readonly held: number
  readonly heldBytes: number
  readonly loadedBytes: number
}

export type FromWorker =
  | PictureMessage
  | FailMessage
  | { type: 'grabbed'; id: number; picture: DecodedPicture }
  | { type: 'grab-failed'; id: number; code: FailMessage['code']; message: string }
  | { type: 'network'; offline: boolean }
  | { type: 'stats'; id: number; stats: FrameServerStats }
