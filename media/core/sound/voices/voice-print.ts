/**
 * A voice as numbers, for finding somebody again: mean and variance of the loud frames' cepstra. How unlike two are is the
 * symmetric divergence of the two Gaussians (Kullback & Leibler 1951). It hears the room and the microphone as well as the
 * voice, so that it is to be trusted between recordings of one setting only.
 */
import { moments } from './mixture.ts'
import { DIMS, HOP_SECONDS, type VoiceFrames } from './voice-frames.ts'

/** Names what the numbers are; prints of different names are never compared. */
export const VOICE_PRINT = 'voice-statistics@1'

export interface VoicePrint {
  /** 12 means, then 12 variances. */
  readonly values: readonly number[]
  /** Of speech that it was made from. */
  readonly seconds: number
}

/** Less speech says too little about a voice. */
export const LEAST_PRINT_SECONDS = 1.5

/** @param use frames in which nobody else speaks @returns null when they are too few */
export function voicePrint(frames: VoiceFrames, use: readonly number[]): VoicePrint | null {
  const seconds = use.length * HOP_SECONDS
  if (seconds < LEAST_PRINT_SECONDS) return null
  const order = use.map((t) => frames.loud[t]!).sort((a, b) => a - b)
  const middle = order[order.length >> 1]!
  const { mean, variance } = moments(
    frames,
    use.filter((t) => frames.loud[t]! >= middle),
  )
  return { values: [...mean, ...variance], seconds }
}

/** 0 for the same, without bound for unlike voices. */
export function unlikeness(a: VoicePrint, b: VoicePrint): number {
  let total = 0
  for (let d = 0; d < DIMS; d++) {
    const [m, n] = [a.values[d]!, b.values[d]!]
    const [v, w] = [a.values[DIMS + d]!, b.values[DIMS + d]!]
    total += v / w + w / v - 2 + (m - n) ** 2 * (1 / v + 1 / w)
  }
  return total / (2 * DIMS)
}
