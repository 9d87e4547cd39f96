/**
 * A file that follows the clock: another camera, or a microphone. While the clock plays, its own <video> plays beside it
 * and is kept in step by small changes of its rate, or by a jump; while the clock rests, its frame server shows the very
 * frame of that moment. Its pictures, frames and index are its own: nothing here knows of the main camera's frames.
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { assetTime, recordingTime, toAsset } from '#media/core/asset/placement.ts'
import { secondsOf, TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import { PlaybackLine } from '../clock/playback-line.ts'
import { stampsOf } from '../player/frame-stamps.ts'
import { type PlayerStatus, READY, REFUSED } from '../player/player-status.ts'
import { PlayingVideo } from '../player/playing-video.ts'
import { StillPicture } from '../player/still-picture.ts'
import type { FrameScheduler, FrameTask } from '../scheduler/frame-scheduler.ts'
import type { SessionAsset } from '../session/session.ts'
import { follow, type InStep, judge } from './follow-rule.ts'

/** What is on the screen of a camera. `outside`: the camera was not recording at that moment. */
export type CameraPicture =
  | { readonly kind: 'frame'; readonly frame: number; readonly exact: boolean }
  | { readonly kind: 'outside' }

export interface CameraOptions {
  readonly file: SessionAsset
  readonly baseUrl: string
  readonly clock: HlsClock
  /** The main file, whose seconds the clock's line speaks in. */
  readonly main: SessionAsset
  readonly scheduler: FrameScheduler
}

/** Decoded pictures a following camera may hold. */
const BUDGET = 128 * 2 ** 20
/** How often the distance from the clock is looked at. */
const LOOK_MS = 80
/** Pictures that must have come before a correction is trusted. */
const ENOUGH = 4
/** How long the hand rests before the video follows to where the still picture is. */
const FOLLOW_MS = 300
/** Steps up to this many frames are neighbours. */
const NEAR_FRAMES = 12

export class Camera implements Disposable {
  readonly file: SessionAsset
  readonly hasPicture: boolean
  readonly shown: Signal<CameraPicture | null> = signal(null)
  /** Null while nothing plays. */
  readonly step: Signal<InStep | null> = signal(null)
  readonly status: Signal<PlayerStatus> = signal(READY)
  private readonly clock: HlsClock
  private readonly main: SessionAsset
  private readonly media: PlayingVideo
  private readonly still: StillPicture | null
  private readonly task: FrameTask
  private readonly line = new PlaybackLine()
  private readonly awake = signal(false)
  private readonly stop: () => void
  private manifest: AssetManifest
  private maxHeight = 720
  private target = -1
  private correcting = false
  private outSince: number | null = null
  private lookedAt = 0
  private playingSince = 0
  /** How long a jump takes, seconds: learnt, so that the next one lands where the clock will be. */
  private lead = 0.12
  private jumpedAt: number | null = null
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor({ file, baseUrl, clock, main, scheduler }: CameraOptions) {
    this.file = file
    this.clock = clock
    this.main = main
    this.manifest = file.manifest
    this.hasPicture = file.index !== null
    const { index } = file
    this.media = new PlayingVideo(baseUrl, index ? stampsOf(index.ticks) : null, {
      onPresented: (frame, seconds, at) => this.onPresented(frame, seconds, at),
      onStatus: (status) => {
        if (status.kind !== this.status.peek().kind) this.status.value = status
      },
      onEnded: () => {},
      onTime: () => {},
      onQualities: () => {},
    })
    this.media.element.muted = true
    this.still = index
      ? new StillPicture(
          { baseUrl, ticks: index.ticks, video: this.media.element, budget: BUDGET },
          {
            onExact: (frame) => {
              if (frame === this.target && !this.follows()) this.show({ kind: 'frame', frame, exact: true })
            },
            onFail: (_frame, code, text) => {
              this.status.value = code === 'refused' ? REFUSED : { kind: 'loading', text }
            },
            onNetwork: (offline) => {
              if (!offline) this.status.value = READY
            },
            timesOf: (frame) => ({
              start: this.media.at(secondsOf(index.tickOf(frame))),
              middle: this.media.at(secondsOf(index.middleOf(frame))),
            }),
          },
        )
      : null
    this.task = scheduler.add('clock', () => this.look(), { whenHidden: true })
    this.stop = effect(() => {
      clock.playing.value
      clock.rate.value
      clock.shown.value
      file.placement.value
      this.awake.value
      this.turn()
    })
  }

  get video(): HTMLVideoElement {
    return this.media.element
  }

  get canvas(): HTMLCanvasElement {
    return this.still!.canvas.element
  }

  get isAwake(): ReadonlySignal<boolean> {
    return this.awake
  }

  /** A camera that is neither seen nor heard costs nothing. */
  setAwake(on: boolean): void {
    if (on === this.awake.peek()) return
    if (on) this.load()
    this.awake.value = on
  }

  setHeard(on: boolean): void {
    this.video.muted = !on
  }

  /** @param lines how many lines of picture its box can show, in device pixels */
  setSize(lines: number): void {
    const maxHeight = lines <= 400 ? 360 : lines <= 800 ? 720 : 2160
    if (maxHeight === this.maxHeight) return
    this.maxHeight = maxHeight
    this.still?.setRenditions(this.manifest, 'auto', maxHeight)
  }

  updateManifest(manifest: AssetManifest): void {
    this.manifest = manifest
    if (this.awake.peek()) this.load()
  }

  [Symbol.dispose](): void {
    this.stop()
    if (this.timer) clearTimeout(this.timer)
    this.task[Symbol.dispose]()
    this.still?.close()
    this.media.close()
  }

  private load(): void {
    const { renditions } = this.manifest
    this.still?.setRenditions(this.manifest, 'auto', this.maxHeight)
    if (renditions.some((r) => r.state === 'ready' && (r.kind === 'video') === this.hasPicture))
      void this.media.load(this.manifest)
  }

  /** Backwards, the clock steps from frame to frame: then this camera does too. */
  private follows(): boolean {
    return this.awake.peek() && this.clock.playing.peek() && this.clock.rate.peek() > 0
  }

  private show(picture: CameraPicture): void {
    const now = this.shown.peek()
    if (now && JSON.stringify(now) === JSON.stringify(picture)) return
    this.shown.value = picture
  }

  private turn(): void {
    if (!this.awake.peek()) {
      this.rest()
      this.still?.yieldToVideo()
      return
    }
    if (this.follows()) {
      if (!this.playingSince) {
        this.playingSince = performance.now()
        if (this.timer) clearTimeout(this.timer)
        this.line.reset()
        this.outSince = null
        this.correcting = false
        this.setRate(1)
        this.task.setContinuous(true)
      }
      return
    }
    this.rest()
    const shown = this.clock.shown.peek()
    if (shown) this.showMoment(shown.start)
  }

  private rest(): void {
    this.playingSince = 0
    this.step.value = null
    this.task.setContinuous(false)
    if (!this.video.paused) this.video.pause()
  }

  /** The frame that this camera shows at a moment of the recording. */
  private showMoment(moment: number): void {
    const { index } = this.file
    const at = toAsset(this.file.placement.peek(), moment)
    if (at < 0 || at >= this.manifest.duration) {
      this.showNothing()
      return
    }
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      if (this.media.loaded && !this.follows()) this.video.currentTime = this.media.at(secondsOf(at))
    }, FOLLOW_MS)
    if (!index || !this.still) return
    const frame = index.frameAt(at)
    const near = Math.abs(frame - this.target) <= NEAR_FRAMES
    const there = this.still.canvas.visible && this.still.canvas.frame === frame
    this.target = frame
    this.show({ kind: 'frame', frame, exact: there })
    this.still.show(frame, near ? 'step' : 'scrub')
  }

  private showNothing(): void {
    this.target = -1
    this.still?.stop()
    this.show({ kind: 'outside' })
  }

  private onPresented(frame: number | null, seconds: number, at: number): void {
    if (!this.follows() || frame === null || this.video.seeking || this.video.paused) return
    this.line.add(seconds, at)
    this.still?.yieldToVideo()
    this.target = frame
    this.show({ kind: 'frame', frame, exact: true })
  }

  private setRate(factor: number): void {
    const rate = (Math.abs(this.clock.rate.peek()) / this.file.placement.peek().rate) * factor
    if (Math.abs(this.video.playbackRate - rate) > 1e-4) this.media.setRate(rate)
    this.line.setRate(this.video.playbackRate)
  }

  /** Whether pictures of both come often enough to say where both are; else the elements' own clocks speak. */
  private byPictures(now: number): boolean {
    const { line } = this.clock
    const known = (l: PlaybackLine) => l.samples >= ENOUGH && l.fresh(now)
    return !document.hidden && this.hasPicture && this.clock.hasPicture && known(line) && known(this.line)
  }

  /** Where the clock is now, on the recording's clock; null while its picture waits. */
  private clockNow(now: number, byPictures: boolean): number | null {
    const { line, video } = this.clock
    const waits = video.seeking || video.paused || video.readyState < 3
    if (!byPictures && waits) return null
    const seconds = byPictures ? line.seconds(now) : this.clock.mediaSeconds()
    return seconds === null ? null : recordingTime(this.main.placement.peek(), seconds * TICKS_PER_SECOND)
  }

  private look(): void {
    const now = performance.now()
    if (!this.follows() || now - this.lookedAt < LOOK_MS) return
    this.lookedAt = now
    const byPictures = this.byPictures(now)
    const moment = this.clockNow(now, byPictures)
    if (moment === null) {
      // The clock waits for its own picture: so does this one, or it would run away.
      if (!this.video.paused && now - this.playingSince > 1000) this.video.pause()
      return
    }
    const placement = this.file.placement.peek()
    const wanted = secondsOf(assetTime(placement, moment))
    if (wanted < 0 || wanted >= secondsOf(this.manifest.duration)) {
      if (!this.video.paused) this.video.pause()
      this.showNothing()
      this.step.value = null
      return
    }
    if (this.video.paused) {
      if (Math.abs(this.media.seconds - wanted) > 0.1) this.jump(wanted)
      void this.video.play().catch(() => {})
      return
    }
    if (this.video.seeking) {
      this.judge(null, placement.rate, now)
      return
    }
    const here = byPictures ? this.line.seconds(now) : this.media.seconds
    if (here === null || this.video.readyState < 3) {
      this.judge(null, placement.rate, now)
      return
    }
    const ahead = (here - wanted) * placement.rate
    this.learn(ahead)
    const frame = this.frameLength(here) * placement.rate
    const action = follow({ ahead, frame, rate: this.clock.rate.peek(), correcting: this.correcting })
    this.correcting = action.kind === 'nudge'
    if (action.kind === 'jump') this.jump(wanted)
    else this.setRate(action.kind === 'nudge' ? action.factor : 1)
    this.judge(ahead, placement.rate, now)
  }

  private jump(wanted: number): void {
    this.line.reset()
    this.correcting = false
    this.setRate(1)
    this.jumpedAt = performance.now()
    const end = secondsOf(this.manifest.duration)
    const lead = this.lead * this.video.playbackRate
    this.video.currentTime = this.media.at(Math.max(0, Math.min(end - 0.001, wanted + lead)))
  }

  /** After a jump: what is missing now was missing in the lead. */
  private learn(ahead: number): void {
    if (this.jumpedAt === null) return
    this.jumpedAt = null
    const missing = -ahead / Math.max(0.1, this.clock.rate.peek())
    this.lead = Math.min(1, Math.max(0, this.lead + 0.6 * missing))
  }

  private frameLength(seconds: number): number {
    const { index } = this.file
    if (!index) return 0.04
    const frame = index.frameAt(seconds * TICKS_PER_SECOND)
    return secondsOf(index.endOf(frame) - index.tickOf(frame))
  }

  private judge(ahead: number | null, rate: number, now: number): void {
    const frame = this.frameLength(this.media.seconds) * rate
    // Not known yet counts as out of step: a camera that never shows anything is told of.
    const { step, outSince } = judge(ahead ?? frame, frame, this.outSince, now)
    this.outSince = outSince
    const before = this.step.peek()
    if (before?.kind !== step.kind || Math.round(before.ms) !== Math.round(step.ms)) this.step.value = step
  }
}
