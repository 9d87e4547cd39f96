/**
 * One decoder and the order it works in. A lane is fed coded pictures from a key picture onwards; as long as the next
 * wish lies ahead in the same run it goes on where it stopped, else it starts over at the wish's key picture. Wishes
 * are given up between two coded pictures as soon as nobody wants them any more.
 */
import type { CodedTrack, NumberedSample, Place } from './coded-track.ts'
import { comparePlaces } from './coded-track.ts'
import { frameOfStamp } from './frame-stamps.ts'

export class DecodeError extends Error {
  /** unsupported: this browser has no decoder for it. broken: the decoder gave up on the data. */
  readonly code: 'unsupported' | 'broken'
  constructor(code: DecodeError['code'], message: string) {
    super(message)
    this.code = code
  }
}

export interface LaneHost {
  /** Takes the picture over. */
  onPicture(frame: number, picture: VideoFrame): void
}

export interface FeedOptions {
  /** The last picture that must go in. */
  readonly until: Place
  /** Whether a coded picture that no other needs can be left out. */
  skip?(sample: NumberedSample): boolean
  /** Ends the run: what the decoder still holds comes out, and the next run starts at a key picture. */
  readonly flush: boolean
  /** Asked between pictures; false gives the run up. */
  alive(): boolean
  /** Asked between pictures; true ends the run early, ready to go on later. */
  enough?(): boolean
  /** Milliseconds to leave the machine to others after each picture. */
  pause?(): number
}

/** Coded pictures the decoder may hold waiting: enough to keep it busy, few enough to turn round quickly. */
const QUEUE = 6
/** Coded pictures that are sooner decoded than a decoder is set up again. */
const NEAR = 8

export class DecodeLane {
  private readonly track: CodedTrack
  private readonly stamps: Float64Array
  private readonly host: LaneHost
  private decoder: VideoDecoder | null = null
  private config: VideoDecoderConfig | null = null
  private failure: Error | null = null
  private wake: (() => void) | null = null
  private closed = false
  /** Where the decoder can go on without a key picture; null when it cannot. */
  next: Place | null = null
  /** Coded pictures decoded so far, for the measurements. */
  decoded = 0

  constructor(track: CodedTrack, stamps: Float64Array, host: LaneHost) {
    this.track = track
    this.stamps = stamps
    this.host = host
  }

  /**
   * Feeds from `start` (or from where the lane is, when that lies between `start` and the goal) through `until`.
   * @throws DecodeError when the decoder refuses; the lane is usable again afterwards.
   */
  async feed(start: Place, options: FeedOptions): Promise<'done' | 'given-up'> {
    const goOn = this.decoder?.state === 'configured' && (await this.canGoOn(start, options.until))
    let place = goOn ? this.next! : start
    if (!goOn) await this.restart()
    const decoder = this.decoder!
    let first = !goOn
    try {
      for (;;) {
        const { bytes, samples } = await this.track.segment(place.segment)
        for (let i = place.sample; i < samples.length; i++) {
          if (!options.alive() || this.closed) return this.giveUp()
          if (options.enough?.()) return 'done'
          const sample = samples[i]!
          const at = { segment: place.segment, sample: i }
          const last = comparePlaces(at, options.until) >= 0
          if (!(sample.disposable && !last && options.skip?.(sample))) {
            decoder.decode(this.chunk(bytes, sample, first))
            first = false
            this.decoded++
          }
          this.next = { segment: place.segment, sample: i + 1 }
          if (last) return await this.finish(decoder, options)
          while (decoder.decodeQueueSize > QUEUE && !this.failure) await this.dequeued(decoder)
          if (this.failure) throw this.failure
          const pause = options.pause?.() ?? 0
          if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
        }
        if (place.segment + 1 >= this.track.segmentCount)
          return await this.finish(decoder, { ...options, flush: true })
        place = { segment: place.segment + 1, sample: 0 }
      }
    } catch (error) {
      const failure = this.failure ?? error
      this.drop()
      if (failure instanceof DOMException && failure.name !== 'AbortError')
        throw new DecodeError('broken', `The browser's decoder gave up: ${failure.message}`)
      throw failure
    }
  }

  close(): void {
    this.closed = true
    this.drop()
  }

  private chunk(bytes: Uint8Array<ArrayBuffer>, sample: NumberedSample, first: boolean): EncodedVideoChunk {
    return new EncodedVideoChunk({
      type: sample.key || first ? 'key' : 'delta',
      // Pictures that are never shown get times before the first frame, which no frame has.
      timestamp: sample.frame >= 0 ? this.stamps[sample.frame]! : -1,
      data: bytes.subarray(sample.offset, sample.offset + sample.size),
    })
  }

  /** Going on is right inside the run, and cheaper than starting over when the key picture is just ahead. */
  private async canGoOn(start: Place, until: Place): Promise<boolean> {
    const next = this.next
    if (!next || comparePlaces(next, until) > 0) return false
    if (comparePlaces(next, start) >= 0) return true
    if (next.segment === start.segment) return start.sample - next.sample <= NEAR
    if (next.segment + 1 !== start.segment) return false
    const { samples } = await this.track.segment(next.segment)
    return samples.length - next.sample + start.sample <= NEAR
  }

  private async finish(decoder: VideoDecoder, options: FeedOptions): Promise<'done'> {
    if (options.flush) {
      this.next = null
      await decoder.flush()
    }
    if (this.failure) throw this.failure
    return 'done'
  }

  private giveUp(): 'given-up' {
    // The pictures under way are dropped with the decoder's state; restart() sets it up again.
    if (this.decoder?.state === 'configured') this.decoder.reset()
    this.next = null
    return 'given-up'
  }

  private async restart(): Promise<void> {
    if (this.closed) throw new DOMException('closed', 'AbortError')
    const pending = this.next !== null
    this.next = null
    if (this.decoder && this.decoder.state !== 'closed') {
      if (!pending && this.decoder.state === 'configured') return
      this.decoder.reset()
    } else {
      this.failure = null
      const decoder = new VideoDecoder({
        output: (picture) => this.output(picture),
        error: (error) => {
          if (this.decoder === decoder) this.failure = error
          this.wake?.()
        },
      })
      this.decoder = decoder
    }
    this.config ??= await decoderConfig(this.track)
    this.decoder.configure(this.config)
  }

  private output(picture: VideoFrame): void {
    const frame = this.closed ? -1 : frameOfStamp(this.stamps, picture.timestamp)
    if (frame < 0) picture.close()
    else this.host.onPicture(frame, picture)
  }

  private dequeued(decoder: VideoDecoder): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve
      decoder.addEventListener('dequeue', () => resolve(), { once: true })
    })
  }

  private drop(): void {
    this.next = null
    this.failure = null
    const decoder = this.decoder
    this.decoder = null
    if (decoder && decoder.state !== 'closed') decoder.close()
  }
}

/**
 * How to set the decoder up. Software first: it starts at once, holds as many pictures as memory allows and leaves the
 * hardware decoder to the playing video; where there is none (HEVC, mostly) whatever the browser has.
 * @throws DecodeError when the browser has no decoder for the track.
 */
export async function decoderConfig(track: CodedTrack): Promise<VideoDecoderConfig> {
  const init = await track.init()
  const base: VideoDecoderConfig = {
    codec: init.codec,
    codedWidth: init.codedWidth,
    codedHeight: init.codedHeight,
    ...(init.description ? { description: init.description } : {}),
  }
  for (const hardwareAcceleration of ['prefer-software', 'no-preference'] as const) {
    const config = { ...base, hardwareAcceleration }
    const answer = await VideoDecoder.isConfigSupported(config).catch(() => null)
    if (answer?.supported) return config
  }
  throw new DecodeError('unsupported', `This browser has no decoder for ${init.codec}.`)
}
