/**
 * The <video> that plays: hls.js, quality, sound, and which frame is presented. It knows frames only as stamps, and
 * says of a presented picture which frame it is by its media time, never by counting.
 */
import type Hls from 'hls.js'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { frameNearest } from './frame-stamps.ts'
import { LOADING, OFFLINE, type PlayerStatus, READY, REFUSED, unplayable } from './player-status.ts'
import { isReadyVideo } from './rendition-choice.ts'

export interface PlayingVideoHost {
  /**
   * A frame is on the screen. `frame` is null when its time is in no frame of the index; `at` is when the browser
   * expects it to be seen, on the clock of performance.now().
   */
  onPresented(frame: number | null, mediaTime: number, at: number): void
  onStatus(status: PlayerStatus): void
  onEnded(): void
  /** The element's own position moved without a presented frame: sound only, or a hidden page. */
  onTime(seconds: number): void
  onQualities(names: string[], current: string | null): void
}

/** Above this rate the lightest pictures are played: no machine decodes full HD sixteen times as fast. */
const LIGHT_RATE = 4

export class PlayingVideo {
  readonly element: HTMLVideoElement
  private readonly host: PlayingVideoHost
  private readonly url: string
  private readonly stamps: Float64Array | null
  private hls: Hls | null = null
  private generation = 0
  private quality = 'auto'
  private lastMediaRecovery = 0
  private handle = 0
  private closed = false
  /** Seconds by which hls.js moved the timeline; 0 for what our packager delivers. */
  private shift = 0
  private codec: string | null = null
  private ladder = ''
  /** Came while playing: loaded at the next pause. */
  private waiting: AssetManifest | null = null

  constructor(baseUrl: string, stamps: Float64Array | null, host: PlayingVideoHost) {
    this.url = baseUrl
    this.stamps = stamps
    this.host = host
    const video = document.createElement('video')
    video.playsInline = true
    video.preload = 'auto'
    video.disablePictureInPicture = true
    video.setAttribute('controlslist', 'nodownload')
    video.addEventListener('ended', () => this.host.onEnded())
    video.addEventListener('pause', () => {
      if (this.waiting) void this.load(this.waiting)
    })
    video.addEventListener('timeupdate', () => this.host.onTime(video.currentTime - this.shift))
    video.addEventListener('waiting', () => this.host.onStatus(LOADING))
    for (const type of ['playing', 'seeked', 'canplay'] as const)
      video.addEventListener(type, () => this.host.onStatus(READY))
    this.element = video
    if (stamps) this.watch()
  }

  get seconds(): number {
    return this.element.currentTime - this.shift
  }

  /** Element time of a time on the delivered clock. */
  at(seconds: number): number {
    return seconds + this.shift
  }

  get loaded(): boolean {
    return this.hls !== null
  }

  /**
   * Loads what the manifest has; call again when it grew. Keeps the position. What plays goes on with what it has until
   * the next pause, for loading anew would be seen.
   */
  async load(manifest: AssetManifest): Promise<void> {
    this.codec = manifest.video?.codec ?? null
    this.waiting = null
    if (this.hls && !this.element.paused) {
      this.waiting = manifest
      return
    }
    const ladder = manifest.renditions
      .filter((r) => r.state === 'ready')
      .map((r) => r.name)
      .join(' ')
    if (ladder === this.ladder && this.hls) return
    this.ladder = ladder
    const generation = ++this.generation
    const at = this.element.currentTime
    const { default: HlsClass } = await import('hls.js')
    if (this.closed || generation !== this.generation) return
    this.hls?.destroy()
    this.hls = null
    if (!HlsClass.isSupported()) {
      this.host.onStatus(unplayable(this.codec))
      return
    }
    const hls = new HlsClass({
      startPosition: at > 0 ? at : 0,
      maxBufferLength: 30,
      maxMaxBufferLength: 60,
      backBufferLength: 30,
      capLevelToPlayerSize: true,
      enableWorker: true,
      fragLoadPolicy: { default: patientPolicy },
      playlistLoadPolicy: { default: patientPolicy },
      manifestLoadPolicy: { default: patientPolicy },
    })
    this.hls = hls
    this.listen(hls, HlsClass, manifest)
    hls.attachMedia(this.element)
    hls.loadSource(`${this.url}master.m3u8`)
  }

  setQuality(name: string): void {
    this.quality = name
    this.applyQuality()
  }

  setRate(rate: number): void {
    this.element.playbackRate = Math.min(16, Math.max(0.1, rate))
    this.element.defaultPlaybackRate = this.element.playbackRate
    this.applyQuality()
  }

  audioTracks(): { id: number; name: string }[] {
    return (this.hls?.audioTracks ?? []).map((t) => ({ id: t.id, name: t.name }))
  }

  setAudioTrack(id: number): void {
    if (this.hls) this.hls.audioTrack = id
  }

  close(): void {
    this.closed = true
    this.generation++
    this.element.cancelVideoFrameCallback?.(this.handle)
    this.hls?.destroy()
    this.hls = null
    this.element.removeAttribute('src')
    this.element.load()
  }

  private watch(): void {
    if (typeof this.element.requestVideoFrameCallback !== 'function') return
    const next: VideoFrameRequestCallback = (_now, meta) => {
      if (this.closed) return
      this.handle = this.element.requestVideoFrameCallback(next)
      const frame = this.stamps ? frameNearest(this.stamps, (meta.mediaTime - this.shift) * 1e6) : null
      this.host.onPresented(frame, meta.mediaTime - this.shift, meta.expectedDisplayTime)
    }
    this.handle = this.element.requestVideoFrameCallback(next)
  }

  private listen(hls: Hls, H: typeof Hls, manifest: AssetManifest): void {
    const { Events, ErrorDetails, ErrorTypes } = H
    hls.on(Events.MANIFEST_PARSED, () => {
      this.applyQuality()
      this.host.onQualities(this.levelNames(), this.quality)
    })
    hls.on(Events.LEVEL_SWITCHED, () =>
      this.host.onQualities(this.levelNames(), this.levelName(hls.currentLevel)),
    )
    hls.on(Events.INIT_PTS_FOUND, (_event, { id, initPTS, timescale }) => {
      // hls.js takes the first sample's time off every sample. Ours is 0; whatever it took, we know of it.
      if (id === 'main' && manifest.video) this.shift = initPTS === 0 ? 0 : -initPTS / timescale
    })
    hls.on(Events.FRAG_BUFFERED, () => this.host.onStatus(READY))
    hls.on(Events.ERROR, (_event, data) => {
      const status = data.response?.code
      if (status === 401 || status === 403) this.host.onStatus(REFUSED)
      else if (data.type === ErrorTypes.NETWORK_ERROR && !status) this.host.onStatus(OFFLINE)
      if (!data.fatal) return
      if (
        data.details === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR ||
        data.details === ErrorDetails.BUFFER_ADD_CODEC_ERROR ||
        data.details === ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR
      ) {
        this.host.onStatus(unplayable(this.codec))
        return
      }
      if (data.type === ErrorTypes.NETWORK_ERROR) {
        const { generation } = this
        setTimeout(() => {
          if (generation !== this.generation || this.closed) return
          if (hls.levels.length === 0) hls.loadSource(`${this.url}master.m3u8`)
          else hls.startLoad()
        }, 2000)
      } else if (data.type === ErrorTypes.MEDIA_ERROR && performance.now() - this.lastMediaRecovery > 5000) {
        this.lastMediaRecovery = performance.now()
        hls.recoverMediaError()
      } else this.host.onStatus(unplayable(this.codec))
    })
    if (manifest.renditions.some(isReadyVideo) || !manifest.video) this.host.onStatus(LOADING)
  }

  private levelName(level: number): string | null {
    const url = this.hls?.levels[level]?.url[0]
    return url ? (/\/v\/([^/]+)\//.exec(url)?.[1] ?? null) : null
  }

  private levelNames(): string[] {
    return (this.hls?.levels ?? []).map((_, i) => this.levelName(i) ?? String(i))
  }

  private applyQuality(): void {
    const { hls } = this
    if (!hls || hls.levels.length === 0) return
    const chosen = this.levelNames().indexOf(this.quality)
    if (chosen >= 0) hls.nextLevel = chosen
    else if (this.element.playbackRate >= LIGHT_RATE) hls.nextLevel = 0
    else hls.nextLevel = -1
  }
}

const patientPolicy = {
  maxTimeToFirstByteMs: 20_000,
  maxLoadTimeMs: 60_000,
  timeoutRetry: { maxNumRetry: 4, retryDelayMs: 500, maxRetryDelayMs: 4000 },
  errorRetry: { maxNumRetry: 6, retryDelayMs: 500, maxRetryDelayMs: 8000 },
}
