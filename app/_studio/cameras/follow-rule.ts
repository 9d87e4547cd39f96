/**
 * What a following video does about its distance from the clock. Within a quarter of a frame nothing; beyond that it
 * plays a little faster or slower until it is there; far away it jumps. A rate is changed by what brings it there within
 * a second, at most by an eighth, which nobody sees and, with the pitch kept, hardly anybody hears.
 */
export interface FollowInput {
  /** Seconds the video is ahead of the clock (behind: negative), on the recording's clock. */
  readonly ahead: number
  /** One frame of this video, seconds on the recording's clock. */
  readonly frame: number
  /** The rate the clock plays at. */
  readonly rate: number
  /** Whether it is being corrected now: then it goes on until it is well inside. */
  readonly correcting: boolean
}

export type FollowAction =
  | { readonly kind: 'keep' }
  /** Plays at `factor` times its rate. */
  | { readonly kind: 'nudge'; readonly factor: number }
  | { readonly kind: 'jump' }

/** Half a frame is what is promised; a correction begins well before. */
export const PROMISED = 0.5
const BEGINS = 0.25
const ENDS = 0.08
const MOST = 0.12
/** A video this far away, in seconds of playing, jumps: catching up would take too long. */
const JUMP_S = 0.3

export function follow({ ahead, frame, rate, correcting }: FollowInput): FollowAction {
  const distance = Math.abs(ahead)
  if (distance > Math.max(JUMP_S * rate, frame * 3)) return { kind: 'jump' }
  if (distance <= frame * (correcting ? ENDS : BEGINS)) return { kind: 'keep' }
  const share = Math.min(MOST, Math.max(0.005, (1.5 * distance) / rate))
  return { kind: 'nudge', factor: ahead > 0 ? 1 - share : 1 + share }
}

/** How a camera stands to the clock, for people. */
export interface InStep {
  /** in-step: within half a frame. catching-up: not yet. behind: for longer than this machine should need. */
  readonly kind: 'in-step' | 'catching-up' | 'behind'
  /** Milliseconds ahead of the clock. */
  readonly ms: number
}

/** A camera that has been out of step this long cannot keep up. */
const PATIENCE_MS = 3000

/** @param outSince since when it has been out of step, or null */
export function judge(
  ahead: number,
  frame: number,
  outSince: number | null,
  now: number,
): { step: InStep; outSince: number | null } {
  const ms = ahead * 1000
  if (Math.abs(ahead) <= frame * PROMISED) return { step: { kind: 'in-step', ms }, outSince: null }
  const since = outSince ?? now
  return { step: { kind: now - since > PATIENCE_MS ? 'behind' : 'catching-up', ms }, outSince: since }
}
