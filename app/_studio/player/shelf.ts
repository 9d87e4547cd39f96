/**
 * One rendition inside the frame server: its decoded pictures, a decoder for the frame that is wanted now, and a second
 * one that works ahead in the direction of travel.
 */
import { CodedTrack, comparePlaces, type LoadPart, type Place, type TrackSource } from './coded-track.ts'
import { DecodeLane, decoderConfig } from './decode-lane.ts'
import type { DecodedPicture } from './frame-messages.ts'
import { PictureStore } from './picture-store.ts'

/** Coded pictures a decoder may take in before the first comes out. */
const HELD_BACK = 40

export interface ShelfHost {
  /** A picture has arrived and is on the shelf (or was refused for want of room, then only this call sees it). */
  onPicture(shelf: Shelf, frame: number, picture: DecodedPicture): void
}

export interface Direction {
  readonly centre: number
  readonly direction: -1 | 0 | 1
}

export class Shelf {
  readonly source: TrackSource
  readonly track: CodedTrack
  readonly store: PictureStore<DecodedPicture>
  private readonly host: ShelfHost
  private readonly target: DecodeLane
  private readonly ahead: DecodeLane
  private copies: boolean | null = null
  private aheadBusy = false
  /** While the second decoder runs: where its run will end. */
  private aheadUntil: Place | null = null
  private aim: Direction = { centre: 0, direction: 0 }
  private readonly waiters = new Map<number, () => void>()

  constructor(source: TrackSource, stamps: Float64Array, load: LoadPart, budget: number, host: ShelfHost) {
    this.source = source
    this.host = host
    this.track = new CodedTrack(source, stamps, load)
    this.store = new PictureStore(budget)
    const lane = { onPicture: (frame: number, picture: VideoFrame) => void this.take(frame, picture) }
    this.target = new DecodeLane(this.track, stamps, lane)
    this.ahead = new DecodeLane(this.track, stamps, lane)
  }

  get decoded(): number {
    return this.target.decoded + this.ahead.decoded
  }

  /** Where the person is: decides what is kept, and what the second decoder does next. */
  setAim(aim: Direction): void {
    this.aim = aim
    this.store.aim(aim.centre, aim.direction)
  }

  /**
   * Decodes one frame onto the shelf. Returns false when `alive` gave it up. @throws what tracks and lanes throw.
   * @param near pictures that nobody needs are left out on the way, but for so many neighbours on either side
   */
  async bring(frame: number, alive: () => boolean, near = 0): Promise<boolean> {
    if (this.store.has(frame)) return true
    await this.learnCopies()
    const { start, at } = await this.track.reach(frame)
    if (!alive()) return false
    if (await this.comesAnyway(frame, start, at, alive)) return true
    const outcome = await this.target.feed(start, {
      until: at,
      flush: true,
      skip: (s) => Math.abs(s.frame - frame) > near,
      alive,
    })
    return outcome === 'done'
  }

  /** Lets the second decoder fill what will be wanted next. Returns when there is nothing left to do. */
  async workAhead(alive: () => boolean): Promise<void> {
    if (this.aheadBusy) return
    this.aheadBusy = true
    try {
      await this.learnCopies()
      for (let goal = this.missing(); goal !== null && alive(); goal = this.missing()) {
        const { start, at } = await this.track.reach(goal)
        const wanted = goal
        // Beyond the segment's end by as much as a decoder may hold back; the last segment is flushed out.
        const until = { segment: at.segment + 1, sample: HELD_BACK }
        this.aheadUntil = until
        // A goal that fell out of reach (the person went elsewhere) is given up. When it has come, the run goes on as
        // long as the next missing frame is within the same run, without starting over.
        let next: number | null = wanted
        await this.ahead.feed(start, {
          until,
          flush: false,
          alive: () =>
            alive() && this.missing() !== null && Math.abs(wanted - this.aim.centre) <= this.reachOf() * 2,
          enough: () => {
            if (next !== null && this.store.has(next)) next = this.missing()
            return next === null || next < wanted
          },
          pause: () => this.leisure(),
        })
        if (!this.store.has(wanted) && this.missing() === wanted && alive()) {
          // It sits in the decoder behind pictures that come later: flush it out by a run of its own.
          const done = await this.ahead.feed(start, { until: at, flush: true, alive })
          if (done === 'done' && !this.store.has(wanted)) break
        }
      }
    } finally {
      this.aheadUntil = null
      this.aheadBusy = false
    }
  }

  close(): void {
    this.target.close()
    this.ahead.close()
    this.store.clear()
    for (const wake of this.waiters.values()) wake()
    this.waiters.clear()
  }

  /** Bytes of one picture as it is held. */
  get pictureBytes(): number {
    return this.source.width * this.source.height * (this.copies ? 4 : 1.5)
  }

  /**
   * How far ahead to be. Backwards a whole group comes at a time, so one group is begun while the last is walked
   * through; a long one is begun early because it takes long.
   */
  private reachOf(): number {
    const room = Math.floor(this.store.capacity(this.pictureBytes) * 0.4)
    const k = this.track.segmentOf(this.aim.centre)
    const group = k < 0 ? 30 : (this.source.segments[k]?.[2] ?? 30)
    return Math.max(1, Math.min(room, this.aim.direction < 0 ? Math.min(90, Math.max(12, group / 2)) : 24))
  }

  /** A pause between pictures while what is missing is still far from where the person is. */
  private leisure(): number {
    const missing = this.missing()
    const distance = missing === null ? 0 : Math.abs(missing - this.aim.centre)
    return distance > 10 ? Math.min(6, distance / 8) : 0
  }

  /** The nearest frame that should be on the shelf and is not; first where the person is going. */
  private missing(): number | null {
    const { centre, direction } = this.aim
    const reach = this.reachOf()
    const sides: [number, number][] =
      direction === 0
        ? [
            [1, Math.min(reach, 10)],
            [-1, Math.min(reach, 10)],
          ]
        : [
            [direction, reach],
            [-direction, Math.min(reach, 4)],
          ]
    for (const [side, length] of sides)
      for (let i = 0; i <= length; i++) {
        const frame = centre + side * i
        if (this.track.segmentOf(frame) < 0) break
        if (!this.store.has(frame)) return frame
      }
    return null
  }

  /** Waits for the second decoder when its present run brings the frame sooner than a run of our own. */
  private async comesAnyway(frame: number, start: Place, at: Place, alive: () => boolean): Promise<boolean> {
    const next = this.ahead.next
    const until = this.aheadUntil
    if (!next || !until || comparePlaces(next, at) > 0 || comparePlaces(at, until) > 0) return false
    if (comparePlaces(next, start) < 0) return false
    const arrived = new Promise<boolean>((resolve) => {
      this.waiters.set(frame, () => resolve(true))
    })
    const patience = (async () => {
      while (alive() && this.aheadBusy && !this.store.has(frame)) await new Promise((r) => setTimeout(r, 4))
      return this.store.has(frame)
    })()
    const came = await Promise.race([arrived, patience])
    this.waiters.delete(frame)
    return came
  }

  private async learnCopies(): Promise<void> {
    // Pictures of a hardware decoder come from a small pool and stop it when they are kept: those are copied.
    this.copies ??= (await decoderConfig(this.track)).hardwareAcceleration !== 'prefer-software'
  }

  private async take(frame: number, decoded: VideoFrame): Promise<void> {
    let picture: DecodedPicture = decoded
    if (this.copies) {
      picture = await createImageBitmap(decoded)
      decoded.close()
    }
    const bytes = this.pictureBytes
    this.host.onPicture(this, frame, picture)
    this.store.put(frame, picture, bytes)
    this.waiters.get(frame)?.()
  }
}
