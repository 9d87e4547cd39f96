/**
 * The picture while nothing plays: asks the frame server for the wanted frame and draws what comes, or, in a browser
 * without WebCodecs, seeks the video itself and waits until it presents that frame. Whoever asks hears of it only when
 * the wanted frame is on the screen.
 */

import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { currentText } from '../../_text/current-text.ts'
import { ExactCanvas } from './exact-canvas.ts'
import { createFrameClient, type FrameClient, frameServerSupported } from './frame-client.ts'
import type { DecodedPicture, FailMessage, PictureMessage, WantMode } from './frame-messages.ts'
import { chooseRenditions } from './rendition-choice.ts'
import { type FrameTimes, seekVideo } from './video-seek.ts'

export interface StillPictureHost {
  /** The wanted frame is on the screen in this rendition; `final` when no better one follows. */
  onExact(frame: number, rendition: string, final: boolean): void
  /** It cannot be had; a plain sentence. */
  onFail(frame: number, code: FailMessage['code'] | 'timeout', message: string): void
  onNetwork(offline: boolean): void
  timesOf(frame: number): FrameTimes
}

export interface StillPictureOptions {
  readonly baseUrl: string
  readonly ticks: Float64Array
  readonly video: HTMLVideoElement
  /** False keeps to the <video>, as where there is no WebCodecs. */
  readonly frameServer?: boolean
  /** Bytes of decoded pictures to hold; a share of the machine's memory when not said. */
  readonly budget?: number
}

export class StillPicture {
  readonly canvas = new ExactCanvas()
  private readonly options: StillPictureOptions
  private readonly host: StillPictureHost
  private client: FrameClient | null = null
  private wanted = -1
  private wish = 0
  private mode: WantMode = 'seek'
  private active = false
  private yielded = false

  constructor(options: StillPictureOptions, host: StillPictureHost) {
    this.options = options
    this.host = host
    if ((options.frameServer ?? true) && frameServerSupported())
      this.client = createFrameClient(
        { baseUrl: options.baseUrl, ticks: options.ticks, budget: options.budget },
        {
          onPicture: (message) => this.picture(message),
          onFail: (message) => this.fail(message),
          onNetwork: (offline) => host.onNetwork(offline),
        },
      )
  }

  /** frame-server, or video where this browser leaves nothing else. */
  get method(): 'frame-server' | 'video' {
    return this.client ? 'frame-server' : 'video'
  }

  /** @param maxHeight lines of picture that can be seen at all */
  setRenditions(manifest: AssetManifest, quality: string, maxHeight?: number): void {
    this.client?.setRenditions(chooseRenditions(manifest, quality, maxHeight))
  }

  /** Wants a frame on the screen. A later wish replaces an earlier one. */
  show(frame: number, mode: WantMode): void {
    this.wanted = frame
    this.mode = mode
    this.active = true
    this.yielded = false
    if (this.client) this.wish = this.client.want(frame, mode)
    else void this.showByVideo(frame, ++this.wish)
  }

  /** The video shows through and playback has the machine to itself. */
  yieldToVideo(): void {
    if (this.yielded) return
    this.yielded = true
    this.stop()
    this.canvas.hide()
    this.client?.rest()
  }

  /** Stops answering, but leaves what is on the screen until the video has something to show. */
  stop(): void {
    this.active = false
    this.wanted = -1
  }

  grab(frame: number, rendition: string): Promise<DecodedPicture> {
    if (!this.client) return Promise.reject(new Error('This browser has no WebCodecs.'))
    return this.client.grab(frame, rendition)
  }

  close(): void {
    this.active = false
    this.client?.[Symbol.dispose]()
    this.client = null
  }

  private picture({ id, frame, rendition, final, picture }: PictureMessage): void {
    const passed = id !== this.wish
    if (!this.active || (passed && this.canvas.frame === this.wanted)) {
      picture.close()
      return
    }
    this.canvas.draw(picture, frame, rendition, this.mode !== 'scrub')
    this.canvas.show()
    if (frame === this.wanted) this.host.onExact(frame, rendition, final && !passed)
  }

  private fail(message: FailMessage): void {
    if (message.code === 'network' || !message.last) {
      if (message.code !== 'network') console.warn(message.message)
      return
    }
    if (message.code === 'refused') {
      this.host.onFail(message.frame, message.code, message.message)
      return
    }
    // No rendition can be decoded by the frame server here: the video itself is exact too, only slower.
    console.warn(`Frames are shown by the video from here on. ${message.message}`)
    this.client?.[Symbol.dispose]()
    this.client = null
    if (this.active && this.wanted >= 0) this.show(this.wanted, 'seek')
  }

  private async showByVideo(frame: number, wish: number): Promise<void> {
    this.canvas.hide()
    const alive = () => this.active && this.wish === wish
    const came = await seekVideo(this.options.video, this.host.timesOf(frame), { alive })
    if (!alive()) return
    if (came) this.host.onExact(frame, 'video', true)
    else this.host.onFail(frame, 'timeout', currentText().player.status.videoLate(frame))
  }
}
