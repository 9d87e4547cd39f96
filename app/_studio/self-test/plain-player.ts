/**
 * What other tools do, for comparison: a <video> with hls.js and nothing else, moved by `currentTime = n / fps`, or by
 * the middle of the frame from the index and judged when the browser presents it.
 */
import Hls from 'hls.js'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { type Outcome, tally } from './movements.ts'
import type { CodeReader } from './read-code.ts'

export interface PlainPlayer extends Disposable {
  /** n / fps, judged at `seeked`, as most tools do. */
  naive(frames: readonly number[], read: CodeReader, firstCode: number): Promise<Outcome>
  /** Middle of the frame, judged when a picture is presented. */
  careful(frames: readonly number[], read: CodeReader, firstCode: number): Promise<Outcome>
}

/** @param playlist of one rendition */
export async function openPlainPlayer(playlist: string, index: FrameIndex): Promise<PlainPlayer> {
  const video = document.createElement('video')
  video.muted = true
  video.width = 640
  video.style.cssText = 'position:fixed;left:0;top:0;width:320px;height:180px;z-index:-1'
  document.body.append(video)
  const hls = new Hls({ maxBufferLength: 30, maxMaxBufferLength: 60, startPosition: 0 })
  const loaded = new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }))
  hls.loadSource(playlist)
  hls.attachMedia(video)
  await loaded
  const seconds = secondsOf(index.duration)
  // What a tool without an index has: the rate the file states, or the mean where it varies.
  const rate = index.data.constantRate
  const fps = rate ? rate.num / rate.den : index.length / seconds

  async function move(frames: readonly number[], read: CodeReader, firstCode: number, exact: boolean) {
    const result = tally()
    for (const n of frames) {
      const since = performance.now()
      const seeked = once(video, 'seeked')
      const presented = exact ? presentedOnce(video, 600) : null
      video.currentTime = exact ? secondsOf(index.middleOf(n)) : n / fps
      await seeked
      if (presented) await presented
      result.add(n + firstCode, read(video), performance.now() - since)
    }
    return result.done()
  }

  return {
    naive: (frames, read, firstCode) => move(frames, read, firstCode, false),
    careful: (frames, read, firstCode) => move(frames, read, firstCode, true),
    [Symbol.dispose]() {
      hls.destroy()
      video.remove()
    },
  }
}

const once = (video: HTMLVideoElement, type: string) =>
  Promise.race([
    new Promise((resolve) => video.addEventListener(type, resolve, { once: true })),
    new Promise((resolve) => setTimeout(resolve, 8000)),
  ])

function presentedOnce(video: HTMLVideoElement, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience)
    video.requestVideoFrameCallback(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
