/**
 * A seek of a <video> that is over only when the wanted frame is on the screen. `seeked` alone comes too early; the
 * presented frame's own media time decides, and a seek that brings another frame, or none, is tried again.
 */
import { TOLERANCE_US } from './frame-stamps.ts'

export interface FrameTimes {
  /** Start of the frame on the element's timeline, seconds. */
  readonly start: number
  /** A time inside the frame to aim at, seconds. */
  readonly middle: number
}

export interface SeekOptions {
  /** Asked now and then; false gives the seek up. */
  alive(): boolean
  /** How long to wait for the wanted frame before the next try, milliseconds. */
  readonly patience?: readonly number[]
}

const PATIENCE = [1500, 1500, 3000, 6000]
/** How long after `seeked` the frame's callback may still come. */
const AFTER_SEEKED_MS = 400

/** True once the frame is presented; false when given up or when it never came. */
export async function seekVideo(
  video: HTMLVideoElement,
  times: FrameTimes,
  options: SeekOptions,
): Promise<boolean> {
  const patience = options.patience ?? PATIENCE
  for (const [attempt, ms] of patience.entries()) {
    if (!options.alive()) return false
    // Later tries aim elsewhere in the frame: an element that is there already presents nothing again.
    const aim = times.middle + (attempt % 2 === 0 ? 0 : (times.start - times.middle) / 2)
    if (await seekOnce(video, aim, times.start, ms, options.alive)) return true
  }
  return false
}

function seekOnce(
  video: HTMLVideoElement,
  aim: number,
  start: number,
  ms: number,
  alive: () => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    let handle = 0
    let late: ReturnType<typeof setTimeout> | null = null
    const timer = setTimeout(() => end(false), ms)
    const poll = setInterval(() => {
      if (!alive()) end(false)
    }, 20)
    const onFrame: VideoFrameRequestCallback = (_now, meta) => {
      if (Math.abs(meta.mediaTime - start) * 1e6 <= TOLERANCE_US) end(true)
      else handle = video.requestVideoFrameCallback(onFrame)
    }
    const onSeeked = () => {
      late ??= setTimeout(() => end(false), AFTER_SEEKED_MS)
    }
    const end = (right: boolean) => {
      clearTimeout(timer)
      clearInterval(poll)
      if (late) clearTimeout(late)
      video.cancelVideoFrameCallback(handle)
      video.removeEventListener('seeked', onSeeked)
      resolve(right)
    }
    handle = video.requestVideoFrameCallback(onFrame)
    video.addEventListener('seeked', onSeeked)
    video.currentTime = aim
  })
}
