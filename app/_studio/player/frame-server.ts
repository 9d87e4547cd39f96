/**
 * Gives out exact pictures. The page says which frame it wants and how it came there; the server answers from what it
 * holds, else by the light rendition first and the full one after, and meanwhile works ahead in the direction of
 * travel. Every picture carries the frame number the index gave its coded picture, so it cannot be taken for another.
 *
 *   want ─┬─ held full size ───────────────────────────────► final
 *         ├─ scrub rendition, at most a few pictures away ──► coarse ─┐
 *         └─ full rendition from its key picture ───────────────────┴► final
 */

import type { TrackSource } from './coded-track.ts'
import { DecodeError } from './decode-lane.ts'
import { Fmp4Error } from './fmp4.ts'
import type {
  DecodedPicture,
  FailMessage,
  FrameServerStats,
  FromWorker,
  RenditionChoice,
  Want,
} from './frame-messages.ts'
import { stampsOf } from './frame-stamps.ts'
import { LoadError, SegmentLoader } from './segment-loader.ts'
import { Shelf } from './shelf.ts'

/** How long the hand must rest before the full picture is made while dragging. */
const REST_MS = 120
/** How long a jump waits for its coarse picture before the full one is begun anyway. */
const JUMP_MS = 60
/** How late a step's full picture may be before a coarse one is decoded. */
const LATE_MS = 18
/** How long playback lasts before decoded pictures are dropped: a short listen does not cost the neighbourhood. */
const GIVE_BACK_MS = 4000
/** Pause before a frame is asked for again that the network kept back. */
const NETWORK_MS = 1500
/** Segments of the light rendition fetched on either side. */
const WARM_SEGMENTS = 30
const SCRUB_BUDGET = 80 * 2 ** 20

interface Grab {
  readonly id: number
  readonly frame: number
}

interface Slot {
  readonly shelf: Shelf
  pending: Want | null
  active: Want | null
  busy: boolean
  grabs: Grab[]
  /** Set when this rendition cannot be used at all. */
  bad: FailMessage['code'] | null
}

export interface FrameServerOptions {
  readonly baseUrl: string
  readonly ticks: Float64Array
  /** Bytes of decoded pictures to hold at most. */
  readonly budget: number
  send(message: FromWorker, transfer?: Transferable[]): void
  readonly fetch?: typeof fetch
}

export class FrameServer {
  private readonly options: FrameServerOptions
  private readonly stamps: Float64Array
  private readonly loader: SegmentLoader
  private readonly slots = new Map<string, Slot>()
  private fullName: string | null = null
  private scrubName: string | null = null
  private want: Want | null = null
  private direction: -1 | 0 | 1 = 0
  private lastSent = -1
  private restTimer: ReturnType<typeof setTimeout> | null = null
  private resting = false
  private closed = false
  /** The full pictures do not keep up with the steps: the light rendition is asked at once. */
  private behind = false
  private warming = false
  /** Fetched ahead of need: not given up when the person goes elsewhere. */
  private readonly warmUrls = new Set<string>()
  /** Who waits for a picture whether or not the shelf keeps it; by rendition and frame. */
  private readonly catchers = new Map<string, (picture: DecodedPicture) => void>()

  constructor(options: FrameServerOptions) {
    this.options = options
    this.stamps = stampsOf(options.ticks)
    this.loader = new SegmentLoader({
      fetch: options.fetch,
      onTrouble: (offline) => options.send({ type: 'network', offline }),
    })
  }

  setRenditions(choice: RenditionChoice): void {
    const names = new Set([choice.full, choice.scrub])
    for (const [name, slot] of this.slots) {
      const source = choice.sources.find((s) => s.name === name)
      const same = source && JSON.stringify(source) === JSON.stringify(slot.shelf.source)
      if (names.has(name) && same) continue
      slot.shelf.close()
      this.slots.delete(name)
    }
    this.fullName = choice.full
    this.scrubName = choice.scrub === choice.full ? null : choice.scrub
    // What was missing may be there now.
    for (const slot of this.slots.values()) if (slot.bad === 'gone') slot.bad = null
    for (const source of choice.sources) if (names.has(source.name)) this.slotOf(source)
    if (this.want) this.serve(this.want)
  }

  setWant(want: Want): void {
    const before = this.want
    const moved = before ? Math.sign(want.frame - before.frame) : 0
    this.direction = want.mode === 'seek' ? 0 : ((moved || this.direction) as -1 | 0 | 1)
    this.want = want
    this.resting = false
    for (const { shelf } of this.slots.values())
      shelf.setAim({ centre: want.frame, direction: this.direction })
    this.dropStaleFetches(want.frame)
    this.serve(want)
  }

  grab(id: number, frame: number, rendition: string): void {
    const slot = this.slots.get(rendition)
    if (!slot) {
      this.options.send({
        type: 'grab-failed',
        id,
        code: 'gone',
        message: `There is no rendition ${rendition}.`,
      })
      return
    }
    slot.grabs.push({ id, frame })
    void this.run(slot)
  }

  /** Playback took over: nothing is decoded ahead, and if it lasts, the memory goes back. */
  rest(): void {
    this.resting = true
    this.want = null
    if (this.restTimer) clearTimeout(this.restTimer)
    this.restTimer = setTimeout(() => {
      for (const { shelf } of this.slots.values()) shelf.store.clear()
    }, GIVE_BACK_MS)
  }

  stats(): FrameServerStats {
    let [decoded, held, heldBytes] = [0, 0, 0]
    for (const { shelf } of this.slots.values()) {
      decoded += shelf.decoded
      held += shelf.store.size
      heldBytes += shelf.store.bytes
    }
    return { decoded, held, heldBytes, loadedBytes: this.loader.held }
  }

  close(): void {
    this.closed = true
    if (this.restTimer) clearTimeout(this.restTimer)
    for (const { shelf } of this.slots.values()) shelf.close()
    this.slots.clear()
    this.loader.clear()
  }

  private usable(name: string | null): Slot | null {
    const slot = name === null ? undefined : this.slots.get(name)
    return slot && !slot.bad ? slot : null
  }

  private slotOf(source: TrackSource): Slot {
    let slot = this.slots.get(source.name)
    if (!slot) {
      const load = (part: 'init' | number) => this.loader.load(this.partUrl(source.name, part))
      const budget = source.name === this.scrubName ? SCRUB_BUDGET : this.options.budget
      const shelf = new Shelf(source, this.stamps, load, budget, {
        onPicture: (from, frame, picture) => void this.arrived(from, frame, picture),
      })
      slot = { shelf, pending: null, active: null, busy: false, grabs: [], bad: null }
      this.slots.set(source.name, slot)
      if (this.want) shelf.setAim({ centre: this.want.frame, direction: this.direction })
    }
    return slot
  }

  private partUrl(rendition: string, part: 'init' | number): string {
    return `${this.options.baseUrl}v/${rendition}/${part === 'init' ? 'init.mp4' : `${part}.m4s`}`
  }

  private serve(want: Want): void {
    if (this.restTimer) clearTimeout(this.restTimer)
    this.restTimer = null
    const full = this.usable(this.fullName)
    const scrub = this.usable(this.scrubName)
    const held = full?.shelf.store.get(want.frame)
    if (full && held) {
      void this.send(want, full.shelf, held)
      this.behind = false
      this.ahead(full, want.mode === 'step' ? 0 : REST_MS)
      return
    }
    if (scrub) {
      const coarse = scrub.shelf.store.get(want.frame)
      if (coarse) void this.send(want, scrub.shelf, coarse)
      else if (full && want.mode === 'step' && !this.behind) this.soon(scrub, want)
      else this.start(scrub, want)
    }
    if (!full) return
    // Coarse first, then full: both at once would be later than one after the other. While dragging, the hand rests
    // first; a jump goes on as soon as the coarse picture is there.
    const coarseFirst = scrub && want.mode !== 'step' && !scrub.shelf.store.has(want.frame)
    if (coarseFirst || (scrub && want.mode === 'scrub'))
      this.restTimer = setTimeout(() => this.start(full, want), want.mode === 'scrub' ? REST_MS : JUMP_MS)
    else this.start(full, want)
  }

  /** While stepping the full picture is mostly about to come; the light rendition helps out only when it is late. */
  private soon(slot: Slot, want: Want): void {
    this.restTimer = setTimeout(() => {
      if (this.want?.id !== want.id || this.lastSent >= want.id) return
      this.behind = true
      this.start(slot, want)
    }, LATE_MS)
  }

  private start(slot: Slot, want: Want): void {
    slot.pending = want
    void this.run(slot)
  }

  private async run(slot: Slot): Promise<void> {
    if (slot.busy) return
    slot.busy = true
    try {
      while (!this.closed && (slot.pending || slot.grabs.length > 0)) {
        const want = slot.pending
        slot.pending = null
        if (want) {
          slot.active = want
          await this.bring(slot, want)
          slot.active = null
        } else await this.bringGrab(slot, slot.grabs.shift()!)
      }
    } finally {
      slot.busy = false
    }
    if (this.usable(this.fullName) === slot) this.ahead(slot, this.want?.mode === 'step' ? 0 : REST_MS)
  }

  private async bring(slot: Slot, want: Want): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await slot.shelf.bring(want.frame, () => this.stillWorth(want), want.mode === 'step' ? 2 : 0)
        void this.warm()
        return
      } catch (error) {
        if (this.closed) return
        if (isAbort(error)) {
          if (attempt < 3 && this.stillWorth(want)) continue
          return
        }
        const code = codeOf(error)
        if (code === 'decode' && attempt === 0) continue
        if (code === 'network' && this.want?.id === want.id) {
          await new Promise((resolve) => setTimeout(resolve, NETWORK_MS))
          if (this.stillWorth(want)) continue
          return
        }
        // Signed out or cut off is no fault of the rendition: it is asked again with the next wish.
        if (code !== 'network' && code !== 'refused') slot.bad = code
        const last = code === 'refused' || (!this.usable(this.fullName) && !this.usable(this.scrubName))
        this.options.send({
          type: 'fail',
          id: want.id,
          frame: want.frame,
          rendition: slot.shelf.source.name,
          code,
          message: error instanceof Error ? error.message : String(error),
          last,
        })
        return
      }
    }
  }

  private async bringGrab(slot: Slot, grab: Grab): Promise<void> {
    const key = `${slot.shelf.source.name} ${grab.frame}`
    try {
      let caught: DecodedPicture | Promise<DecodedPicture> | null = null
      const held = slot.shelf.store.get(grab.frame)
      if (held) caught = copyOf(held)
      else {
        this.catchers.set(key, (picture) => {
          caught ??= copyOf(picture)
        })
        await slot.shelf.bring(grab.frame, () => !this.closed)
      }
      if (!caught) throw new DecodeError('broken', `Frame ${grab.frame} did not come out of the decoder.`)
      const picture = await caught
      this.options.send({ type: 'grabbed', id: grab.id, picture }, [picture])
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.options.send({ type: 'grab-failed', id: grab.id, code: codeOf(error), message })
    } finally {
      this.catchers.delete(key)
    }
  }

  /** A frame the person has left is worth finishing only while they move through its neighbourhood. */
  private stillWorth(want: Want): boolean {
    const now = this.want
    if (!now || this.resting) return false
    if (now.id === want.id) return true
    return now.mode !== 'seek' && want.mode !== 'seek' && Math.abs(now.frame - want.frame) < 90
  }

  private ahead(slot: Slot, delay: number): void {
    const want = this.want
    if (!want || this.resting) return
    const go = () => {
      slot.shelf
        .workAhead(() => !this.closed && !this.resting && this.usable(this.fullName) === slot)
        .catch(() => {
          // What goes wrong ahead of the person is told when they get there and ask for that very frame.
        })
    }
    if (delay === 0) go()
    else
      setTimeout(() => {
        if (this.want?.id === want.id) go()
      }, delay)
  }

  /**
   * Fetches the light rendition's segments around the person, nearest first, so that the next jump waits for decoding
   * alone. It stops at what a minute either way takes, and leaves the network to everything else.
   */
  private async warm(): Promise<void> {
    const scrub = this.usable(this.scrubName)
    if (!scrub || this.warming) return
    this.warming = true
    try {
      const { track } = scrub.shelf
      for (let i = 0; i < WARM_SEGMENTS * 2 && !this.closed && !this.resting && this.want; i++) {
        const side = i % 2 === 0 ? i / 2 : -(i + 1) / 2
        const k = track.segmentOf(this.want.frame) + side
        if (k < 0 || k >= track.segmentCount) continue
        const url = this.partUrl(track.source.name, k)
        this.warmUrls.add(url)
        await this.loader.load(url, 'low')
      }
    } catch {
      // Whoever needs the segment fetches it again and hears what is wrong.
    } finally {
      this.warming = false
    }
  }
  private async arrived(shelf: Shelf, frame: number, picture: DecodedPicture): Promise<void> {
    this.catchers.get(`${shelf.source.name} ${frame}`)?.(picture)
    const want = this.want
    if (want && want.frame === frame) {
      await this.send(want, shelf, picture)
      const full = this.usable(this.fullName)
      if (
        want.mode === 'seek' &&
        shelf !== full?.shelf &&
        this.restTimer &&
        this.want?.id === want.id &&
        full
      ) {
        clearTimeout(this.restTimer)
        this.restTimer = null
        this.start(full, want)
      }
      return
    }
    const passed = this.slots.get(shelf.source.name)?.active
    if (want && passed?.frame === frame && passed.id > this.lastSent && want.mode !== 'seek')
      await this.send(passed, shelf, picture)
  }

  private async send(want: Want, shelf: Shelf, held: DecodedPicture): Promise<void> {
    const rendition = shelf.source.name
    const best = this.usable(this.fullName) ? this.fullName : this.scrubName
    this.lastSent = Math.max(this.lastSent, want.id)
    const picture = await copyOf(held)
    this.options.send(
      {
        type: 'picture',
        id: want.id,
        frame: want.frame,
        rendition,
        final: rendition === best && want.id === this.want?.id,
        picture,
      },
      [picture],
    )
  }

  /** Fetches far from where the person went are of no use any more. */
  private dropStaleFetches(frame: number): void {
    const wanted = new Set<string>()
    for (const { shelf, grabs } of this.slots.values()) {
      const name = shelf.source.name
      wanted.add(this.partUrl(name, 'init'))
      const k = shelf.track.segmentOf(frame)
      for (let s = k - 2; s <= k + 2; s++) wanted.add(this.partUrl(name, s))
      if (grabs.length > 0) return
    }
    this.loader.abandon((url) => wanted.has(url) || this.warmUrls.has(url))
  }
}

function copyOf(picture: DecodedPicture): DecodedPicture | Promise<ImageBitmap> {
  return picture instanceof ImageBitmap ? createImageBitmap(picture) : picture.clone()
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

function codeOf(error: unknown): FailMessage['code'] {
  if (error instanceof LoadError)
    return error.code === 'offline' || error.code === 'server' ? 'network' : error.code
  if (error instanceof Fmp4Error) return 'mismatch'
  if (error instanceof DecodeError && error.code === 'unsupported') return 'unsupported'
  return 'decode'
}
