/**
 * The clock of a recording that is played from files. While it plays, the <video> is in charge and the presented
 * frames' media times say where it is; while it rests, the frame server is, and the video follows silently so that
 * playing starts at once. Frame numbers come from the index alone.
 */

import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type FrameNo, frameNo, secondsOf, TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import type { DecodedPicture } from '../player/frame-messages.ts'
import { stampsOf } from '../player/frame-stamps.ts'
import {
  BLOCKED,
  LOADING,
  OFFLINE,
  type PlayerStatus,
  preparing,
  READY,
  REFUSED,
} from '../player/player-status.ts'
import { PlayingVideo } from '../player/playing-video.ts'
import { chooseRenditions } from '../player/rendition-choice.ts'
import { StillPicture } from '../player/still-picture.ts'
import { seekVideo } from '../player/video-seek.ts'
import type { FrameScheduler, FrameTask } from '../scheduler/frame-scheduler.ts'
import { type FrameGrid, gridOf } from './frame-grid.ts'
import { edgeAt } from './play-edge.ts'
import type { PlaybackClock, ShownFrame } from './playback-clock.ts'
import { PlaybackLine } from './playback-line.ts'

export interface HlsClockOptions {
  readonly manifest: AssetManifest
  /** Null for a recording without picture: the clock then counts hundredths of a second. */
  readonly index: FrameIndex | null
  /** "/media/a/<assetId>/" */
  readonly baseUrl: string
  /** The asset's place on the recording's clock. */
  readonly offset: Tick
  readonly scheduler: FrameScheduler
  /** Where to start, on the recording's clock. */
  readonly at?: Tick
  /** False: as in a browser without WebCodecs. */
  readonly frameServer?: boolean
}

export interface HlsClock extends PlaybackClock {
  /** Both lie in the stage, one over the other; the clock decides which is seen. */
  readonly video: HTMLVideoElement
  readonly canvas: HTMLCanvasElement
  readonly hasPicture: boolean
  readonly status: ReadonlySignal<PlayerStatus>
  /** Rendition of the picture on the screen while resting; "video" while playing or without WebCodecs. */
  readonly shownRendition: ReadonlySignal<string | null>
  /** Renditions that can be chosen, and the choice: "auto" or a name. */
  readonly qualities: ReadonlySignal<readonly string[]>
  readonly quality: ReadonlySignal<string>
  setQuality(name: string): void
  /** Plays from `start` to `end` once, then rests on `rest`. */
  playRange(start: Tick, end: Tick, rest: Tick): void
  audioTracks(): { id: number; name: string }[]
  setAudioTrack(id: number): void
  updateManifest(manifest: AssetManifest): void
  /** How far the server is with what can be played, 0…1; null when unknown. */
  setPreparation(fraction: number | null): void
  /** Where the picture is while it plays, by the pictures that were presented: what other files follow. Media seconds. */
  readonly line: PlaybackLine
  /** Where the element itself is, for sound alone and for a hidden page, where no pictures are presented. */
  mediaSeconds(): number
  /** One decoded frame, apart from what is shown; the caller closes it. */
  grab(frame: FrameNo, rendition?: string): Promise<DecodedPicture>
}

/** How long the hand rests before the video follows to where the still picture is. */
const FOLLOW_MS = 300
/** A jump back at the end of a loop starts this early, because a seek is not instant. */
const EARLY_MS = 4
/** How long after a pause a picture may still come up that was on its way. */
const LATE_MS = 400

export function createHlsClock(options: HlsClockOptions): HlsClock {
  return new FileClock(options)
}

class FileClock implements HlsClock {
  readonly duration: Tick
  readonly hasPicture: boolean
  readonly playing = signal(false)
  readonly rate = signal(1)
  readonly shown: Signal<ShownFrame | null> = signal(null)
  readonly loop: Signal<{ readonly start: Tick; readonly end: Tick } | null> = signal(null)
  readonly status: Signal<PlayerStatus> = signal(LOADING)
  readonly shownRendition: Signal<string | null> = signal(null)
  readonly qualities: Signal<readonly string[]> = signal([])
  readonly quality = signal('auto')
  readonly line = new PlaybackLine()

  private readonly grid: FrameGrid
  private readonly offset: Tick
  private readonly media: PlayingVideo
  private readonly still: StillPicture | null
  private readonly task: FrameTask
  private manifest: AssetManifest
  private preparation: number | null = null
  /** The frame the person wants to see while nothing plays. */
  private target: number
  /** While playing: the last presented frame and when it was. */
  private presented: { frame: number; at: number } | null = null
  /** Playback goes on when the dragging ends. */
  private resume = false
  /** Until when a picture may still come up that was on its way when playback was paused. */
  private lateUntil = 0
  private once: { end: Tick; rest: Tick } | null = null
  private followTimer: ReturnType<typeof setTimeout> | null = null
  private edgeTimer: ReturnType<typeof setTimeout> | null = null
  private starting = 0
  private reverse: { position: number; time: number } | null = null

  constructor(options: HlsClockOptions) {
    this.manifest = options.manifest
    this.offset = options.offset
    this.grid = gridOf(options.index, options.manifest.duration)
    this.hasPicture = options.index !== null
    this.duration = this.grid.duration
    const stamps = options.index ? stampsOf(options.index.ticks) : null
    this.media = new PlayingVideo(options.baseUrl, stamps, {
      onPresented: (frame, seconds, at) => this.onPresented(frame, seconds, at),
      onStatus: (status) => this.onMediaStatus(status),
      onEnded: () => this.onEnded(),
      onTime: (seconds) => this.onTime(seconds),
      onQualities: (names) => {
        this.qualities.value = names
      },
    })
    this.still = options.index
      ? new StillPicture(
          {
            baseUrl: options.baseUrl,
            ticks: options.index.ticks,
            video: this.media.element,
            frameServer: options.frameServer,
          },
          {
            onExact: (frame, rendition) => this.onExact(frame, rendition),
            onFail: (_frame, code, message) =>
              this.say(code === 'refused' ? REFUSED : { kind: 'loading', text: message }),
            onNetwork: (offline) => this.say(offline ? OFFLINE : READY),
            timesOf: (frame) => this.timesOf(frame),
          },
        )
      : null
    this.task = options.scheduler.add('clock', (time) => this.turn(time), { whenHidden: true })
    this.target = this.grid.frameAt((options.at ?? options.offset) - this.offset)
    this.updateManifest(options.manifest)
    this.want(this.target, 'seek')
  }

  get video(): HTMLVideoElement {
    return this.media.element
  }

  get canvas(): HTMLCanvasElement {
    return this.still?.canvas.element ?? NO_CANVAS()
  }

  now(): Tick {
    if (!this.playing.peek() || this.reverse) return this.boundsOf(frameNo(this.target)).start
    if (!this.hasPicture)
      return tick(Math.round(this.offset + this.clampTicks(this.media.seconds * TICKS_PER_SECOND)))
    const last = this.presented
    if (!last) return this.boundsOf(frameNo(this.target)).start
    const { start, end } = this.boundsOf(frameNo(last.frame))
    const moving = !this.video.paused && !this.video.seeking && this.video.readyState > 2
    const run = moving ? ((performance.now() - last.at) / 1000) * this.rate.peek() * TICKS_PER_SECOND : 0
    return tick(Math.min(end - 1, Math.round(start + Math.max(0, run))))
  }

  play(): void {
    if (this.playing.peek()) return
    if (this.rate.peek() < 0) {
      this.startReverse()
      return
    }
    const loop = this.loop.peek()
    const at = this.boundsOf(frameNo(this.target))
    if (loop && (at.start >= loop.end || at.end >= loop.end)) this.target = this.frameAt(loop.start)
    else if (this.target >= this.grid.length - 1) this.target = 0
    void this.start()
  }

  pause(): void {
    this.once = null
    this.stopEdge()
    if (!this.playing.peek()) return
    this.starting++
    this.playing.value = false
    this.task.setContinuous(false)
    if (this.reverse) {
      this.reverse = null
      this.want(this.target, 'seek')
      return
    }
    this.video.pause()
    const frame = this.hasPicture
      ? (this.presented?.frame ?? this.target)
      : this.grid.frameAt(this.media.seconds * TICKS_PER_SECOND)
    this.presented = null
    this.want(frame, 'seek')
    if (this.hasPicture) this.lateUntil = performance.now() + LATE_MS
  }

  seek(t: Tick, how: { scrub?: boolean } = {}): void {
    this.once = null
    const frame = this.frameAt(t)
    if (this.playing.peek() && !this.reverse) {
      if (!how.scrub) {
        this.jump(frame)
        return
      }
      this.pause()
      this.resume = true
    } else if (this.reverse) this.reverse = { position: this.grid.tickOf(frame), time: performance.now() }
    this.want(frame, how.scrub ? 'scrub' : 'seek')
    if (!how.scrub && this.resume) this.play()
  }

  step(frames: number): void {
    this.pause()
    this.resume = false
    const frame = this.grid.clamp(this.target + frames)
    this.want(frame, Math.abs(frames) <= 12 ? 'step' : 'seek')
  }

  setRate(rate: number): void {
    const size = Math.min(16, Math.max(0.1, Math.abs(rate)))
    const next = rate < 0 ? -size : size
    const turned = Math.sign(next) !== Math.sign(this.rate.peek())
    const playing = this.playing.peek()
    if (turned && playing) this.pause()
    this.rate.value = next
    this.line.setRate(size)
    this.media.setRate(size)
    if (turned && playing) this.play()
  }

  setLoop(range: { start: Tick; end: Tick } | null): void {
    this.stopEdge()
    this.loop.value = range && range.end > range.start ? { start: range.start, end: range.end } : null
  }

  playRange(start: Tick, end: Tick, rest: Tick): void {
    this.pause()
    this.target = this.frameAt(start)
    this.once = { end, rest }
    void this.start()
  }

  frameAt(t: Tick): FrameNo {
    return this.grid.frameAt(t - this.offset)
  }

  boundsOf(frame: FrameNo): { start: Tick; end: Tick } {
    return {
      start: tick(this.grid.tickOf(frame) + this.offset),
      end: tick(this.grid.endOf(frame) + this.offset),
    }
  }

  setQuality(name: string): void {
    this.quality.value = name
    this.media.setQuality(name)
    this.still?.setRenditions(this.manifest, name)
    if (!this.playing.peek()) this.want(this.target, 'seek')
  }

  audioTracks(): { id: number; name: string }[] {
    return this.media.audioTracks()
  }

  setAudioTrack(id: number): void {
    this.media.setAudioTrack(id)
  }

  mediaSeconds(): number {
    return this.media.seconds
  }

  updateManifest(manifest: AssetManifest): void {
    this.manifest = manifest
    this.still?.setRenditions(manifest, this.quality.peek())
    if (this.playable()) {
      if (this.status.peek().kind === 'preparing') this.say(LOADING)
      void this.media.load(manifest)
    } else this.say(preparing(this.preparation))
  }

  setPreparation(fraction: number | null): void {
    this.preparation = fraction
    if (!this.playable()) this.say(preparing(fraction))
  }

  grab(frame: FrameNo, rendition?: string): Promise<DecodedPicture> {
    const name = rendition ?? chooseRenditions(this.manifest, this.quality.peek()).full
    if (!this.still || !name) return Promise.reject(new Error(currentText().player.status.noPicture))
    return this.still.grab(frame, name)
  }

  [Symbol.dispose](): void {
    this.starting++
    this.stopEdge()
    if (this.followTimer) clearTimeout(this.followTimer)
    this.task[Symbol.dispose]()
    this.still?.close()
    this.media.close()
  }

  private playable(): boolean {
    return this.manifest.renditions.some(
      (r) => r.state === 'ready' && (r.kind === 'video') === this.hasPicture,
    )
  }

  private say(status: PlayerStatus): void {
    if (this.status.peek().kind !== status.kind || this.status.peek().text !== status.text)
      this.status.value = status
  }

  private onMediaStatus(status: PlayerStatus): void {
    // The still picture is fine while the video loads behind it; only what stops the work is said then.
    if (status.kind === 'loading' && !this.playing.peek() && this.shown.peek()?.exact) return
    if (!this.playable()) return
    this.say(status)
  }

  private clampTicks(t: number): number {
    return Math.min(this.duration - 1, Math.max(0, t))
  }

  private timesOf(frame: number): { start: number; middle: number } {
    const start = this.grid.tickOf(frame)
    const end = this.grid.endOf(frame)
    return {
      start: this.media.at(secondsOf(start)),
      middle: this.media.at(secondsOf(start + (end - start) / 2)),
    }
  }

  private setShown(frame: number, exact: boolean): void {
    const now = this.shown.peek()
    if (now?.frame === frame && now.exact === exact) return
    this.shown.value = { frame: frameNo(frame), ...this.boundsOf(frameNo(frame)), exact }
  }

  /** Shows a frame while nothing plays. */
  private want(frame: number, mode: 'seek' | 'step' | 'scrub'): void {
    this.target = frame
    this.lateUntil = 0
    if (!this.still) {
      this.setShown(frame, true)
      this.media.element.currentTime = this.timesOf(frame).middle
      return
    }
    const there = this.still.canvas.visible && this.still.canvas.frame === frame
    this.setShown(frame, there)
    this.still.show(frame, mode)
    this.follow()
  }

  private onExact(frame: number, rendition: string): void {
    if (this.playing.peek() && !this.reverse) return
    batch(() => {
      this.setShown(frame, frame === this.target)
      this.shownRendition.value = rendition
      if (this.status.peek().kind === 'loading') this.say(READY)
    })
  }

  /** Brings the video to where the still picture is, so that playing starts there at once. */
  private follow(): void {
    if (this.followTimer) clearTimeout(this.followTimer)
    if (this.still?.method !== 'frame-server') return
    this.followTimer = setTimeout(() => {
      if (!this.playing.peek() && this.media.loaded) this.video.currentTime = this.timesOf(this.target).middle
    }, FOLLOW_MS)
  }

  private async start(): Promise<void> {
    const starting = ++this.starting
    this.resume = false
    if (this.followTimer) clearTimeout(this.followTimer)
    this.line.reset()
    this.playing.value = true
    this.presented = null
    this.task.setContinuous(!this.hasPicture)
    this.still?.stop()
    const { start, middle } = this.timesOf(this.target)
    const end = this.media.at(secondsOf(this.grid.endOf(this.target)))
    const there = this.video.currentTime >= start && this.video.currentTime < end && !this.video.seeking
    if (!there) {
      if (this.hasPicture)
        await seekVideo(
          this.video,
          { start, middle },
          { alive: () => this.starting === starting, patience: [4000] },
        )
      else this.video.currentTime = start
      if (this.starting !== starting) return
    }
    try {
      await this.video.play()
    } catch (error) {
      if (this.starting !== starting) return
      this.playing.value = false
      this.task.setContinuous(false)
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.say(BLOCKED)
      this.want(this.target, 'seek')
    }
  }

  private jump(frame: number): void {
    this.target = frame
    this.presented = null
    this.line.reset()
    this.stopEdge()
    this.setShown(frame, false)
    this.video.currentTime = this.timesOf(frame).middle
  }

  private onPresented(frame: number | null, seconds: number, at: number): void {
    if (!this.playing.peek() || this.reverse) {
      this.onLatePicture(frame)
      return
    }
    if (frame === null || this.video.seeking) return
    this.still?.yieldToVideo()
    if (this.watchEdge(frame)) return
    this.target = frame
    this.presented = { frame, at: performance.now() }
    this.line.add(seconds, at)
    batch(() => {
      this.setShown(frame, true)
      this.shownRendition.value = 'video'
    })
  }

  /**
   * A picture that was on its way when playback was paused: the video moved on by it, so the confirmed frame does too.
   * Any other picture of a resting video (it follows the still picture) changes nothing.
   */
  private onLatePicture(frame: number | null): void {
    const { lateUntil } = this
    if (frame === null || frame === this.target || performance.now() > lateUntil || this.video.seeking) return
    if (this.still?.method !== 'frame-server') return
    this.want(frame, 'seek')
    this.lateUntil = lateUntil
  }

  /** Turns back at the end of the loop, or rests at the end of a range. True when the frame lies beyond it. */
  private watchEdge(frame: number): boolean {
    const loop = this.loop.peek()
    const edge = edgeAt(this.boundsOf(frameNo(frame)), { loop, once: this.once }, this.rate.peek())
    if (edge.rest !== null) {
      this.pause()
      this.want(this.frameAt(edge.rest), 'seek')
      return true
    }
    this.stopEdge()
    if (!loop || edge.turnInMs === null) return false
    const turn = () => {
      this.edgeTimer = null
      if (this.playing.peek()) this.jump(this.frameAt(loop.start))
    }
    if (edge.outside) turn()
    else this.edgeTimer = setTimeout(turn, Math.max(0, edge.turnInMs - EARLY_MS))
    return edge.outside
  }

  private stopEdge(): void {
    if (this.edgeTimer) clearTimeout(this.edgeTimer)
    this.edgeTimer = null
  }

  private onEnded(): void {
    if (!this.playing.peek() || this.reverse) return
    const loop = this.loop.peek()
    if (loop) {
      this.jump(this.frameAt(loop.start))
      void this.video.play().catch(() => this.pause())
      return
    }
    const rest = this.once?.rest
    this.pause()
    this.want(rest === undefined ? this.grid.length - 1 : this.frameAt(rest), 'seek')
  }

  /** Sound alone has no presented frames, and a hidden page presents none: then the element's time is what there is. */
  private onTime(seconds: number): void {
    if (!this.playing.peek() || this.reverse || (this.hasPicture && !document.hidden)) return
    const frame = this.grid.frameAt(seconds * TICKS_PER_SECOND)
    if (this.watchEdge(frame)) return
    this.target = frame
    this.presented = { frame, at: performance.now() }
    this.setShown(frame, !this.hasPicture)
  }

  private startReverse(): void {
    this.reverse = { position: this.grid.tickOf(this.target), time: performance.now() }
    this.playing.value = true
    this.task.setContinuous(true)
  }

  private turn(time: number): void {
    if (!this.reverse) {
      if (!this.hasPicture && this.playing.peek()) this.onTime(this.media.seconds)
      return
    }
    const passed = Math.max(0, time - this.reverse.time) / 1000
    // A picture that is still on its way holds playback up rather than being left out.
    if (this.still && !this.shown.peek()?.exact) {
      this.reverse.time = time
      return
    }
    const position = Math.max(0, this.reverse.position + passed * this.rate.peek() * TICKS_PER_SECOND)
    this.reverse = { position, time }
    const loop = this.loop.peek()
    let frame = this.grid.frameAt(position)
    if (loop && position + this.offset < loop.start) {
      frame = this.frameAt(tick(loop.end - 1))
      this.reverse.position = this.grid.tickOf(frame)
    }
    if (frame !== this.target) this.want(frame, 'step')
    if (position <= 0) this.pause()
  }
}

let noCanvas: HTMLCanvasElement | null = null
function NO_CANVAS(): HTMLCanvasElement {
  noCanvas ??= document.createElement('canvas')
  return noCanvas
}
