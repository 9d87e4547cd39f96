/**
 * Who else is in this recording, and where; and telling them where oneself is. Told at most five times a second, and only
 * when something changed; while playing once a second, since a playhead that runs can be reckoned. Nothing of it is kept.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { colorOf } from '../../_ui/avatar.tsx'
import type { Session } from '../session/session.ts'
import type { Timeline } from '../timeline/timeline.ts'

/** What a tab says of itself. */
export interface Whereabouts {
  readonly clientId: string
  readonly tick: number
  readonly playing: boolean
  readonly rate: number
  readonly trackId: string | null
  readonly layerId: string | null
  readonly selectionIds: readonly string[]
}

/** What the server says of another tab. */
export interface Told extends Whereabouts {
  readonly userId: string
  readonly name: string
}

export interface PresenceTransport {
  /** What this tab is called. */
  readonly tabId: string
  say(where: Whereabouts): Promise<unknown>
  watch(told: (others: readonly Told[]) => void): Disposable
}

export interface Other extends Told {
  /** #rrggbb, the same for a person everywhere. */
  readonly color: string
  /** When it was heard, by `performance.now()`. */
  readonly heardAt: number
}

const SAY_EVERY_MS = 200
const WHILE_PLAYING_MS = 1000
const REPEAT_MS = 4000
const MOST_SELECTED = 50

export interface PresenceOptions {
  readonly session: Session
  readonly timeline: Timeline
  readonly transport: PresenceTransport
}

export class Presence implements Disposable {
  /** One for each other person, the tab that was last heard. */
  readonly others: ReadonlySignal<readonly Other[]>
  /** Id of the person who is followed. */
  readonly following: ReadonlySignal<string | null>
  private readonly othersSignal = signal<readonly Other[]>([])
  private readonly followingSignal = signal<string | null>(null)
  private readonly options: PresenceOptions
  private readonly stack = new DisposableStack()
  private said = ''
  private saidAt = Number.NEGATIVE_INFINITY
  private saying = false
  private tabs = new Map<string, Other>()

  constructor(options: PresenceOptions) {
    this.options = options
    this.others = this.othersSignal
    this.following = this.followingSignal
    this.stack.use(options.transport.watch((told) => this.hear(told)))
    const timer = setInterval(() => this.tick(), SAY_EVERY_MS)
    this.stack.defer(() => clearInterval(timer))
  }

  /** Where another person's playhead is now: one that runs is reckoned on from where it was heard. */
  static tickOf(other: Other, now = performance.now()): number {
    if (!other.playing) return other.tick
    return other.tick + ((now - other.heardAt) / 1000) * other.rate * TICKS_PER_SECOND
  }

  /** Goes where a person goes until one acts oneself. */
  follow(userId: string): void {
    this.followingSignal.value = userId
    this.goAlong(true)
  }

  unfollow(): void {
    if (this.followingSignal.peek() === null) return
    this.followingSignal.value = null
    this.options.session.clock.pause()
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
    this.options.timeline.others.value = []
  }

  private tick(): void {
    this.say()
    if (this.othersSignal.peek().some((other) => other.playing)) this.draw()
    this.goAlong(false)
  }

  private say(): void {
    const { session, transport } = this.options
    const { clock } = session
    const now = performance.now()
    const playing = clock.playing.peek()
    const where: Whereabouts = {
      clientId: transport.tabId,
      tick: Math.round(clock.now()),
      playing,
      rate: clock.rate.peek(),
      trackId: session.activeTrackId.peek(),
      layerId: session.activeLayerId.peek() || null,
      selectionIds: [...session.selection.peek()].slice(0, MOST_SELECTED),
    }
    const text = JSON.stringify(playing ? { ...where, tick: 0 } : where)
    const since = now - this.saidAt
    const due = text !== this.said || since >= (playing ? WHILE_PLAYING_MS : REPEAT_MS)
    if (this.saying || !due || !session.sync.status.peek().online) return
    this.said = text
    this.saidAt = now
    this.saying = true
    // What cannot be said now is said anew before long; work does not depend on it.
    void transport
      .say(where)
      .catch(() => {})
      .finally(() => {
        this.saying = false
      })
  }

  private hear(told: readonly Told[]): void {
    const now = performance.now()
    const before = this.tabs
    this.tabs = new Map(
      told.map((t) => {
        const known = before.get(t.clientId)
        const same = known && sameWhere(known, t)
        return [t.clientId, same ? known : { ...t, color: colorOf(t.userId), heardAt: now }]
      }),
    )
    const people = new Map<string, Other>()
    for (const other of [...this.tabs.values()].sort((a, b) => a.heardAt - b.heardAt))
      if (other.userId !== this.options.session.user.id) people.set(other.userId, other)
    batch(() => {
      this.othersSignal.value = [...people.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1))
      const followed = this.followingSignal.peek()
      if (followed !== null && !people.has(followed)) this.unfollow()
      this.draw()
    })
    this.goAlong(false)
  }

  private draw(): void {
    this.options.timeline.others.value = this.othersSignal.peek().map((other) => ({
      id: other.userId,
      name: other.name,
      color: other.color,
      tick: Presence.tickOf(other),
      selectionIds: other.selectionIds,
    }))
  }

  private goAlong(first: boolean): void {
    const id = this.followingSignal.peek()
    const other = id === null ? undefined : this.othersSignal.peek().find((o) => o.userId === id)
    if (!other) return
    const { clock } = this.options.session
    const t = tick(Math.max(0, Math.min(clock.duration, Math.round(Presence.tickOf(other)))))
    const apart = Math.abs(clock.now() - t)
    if (other.playing) {
      if (clock.rate.peek() !== other.rate) clock.setRate(other.rate)
      if (first || apart > TICKS_PER_SECOND) clock.seek(t)
      if (!clock.playing.peek()) clock.play()
    } else {
      if (clock.playing.peek()) clock.pause()
      const { start, end } = clock.boundsOf(clock.frameAt(t))
      if (clock.now() < start || clock.now() >= end) clock.seek(t)
    }
    this.bringIntoView(t)
  }

  private bringIntoView(t: number): void {
    const { timeline } = this.options
    const { width } = timeline.size.peek()
    const x = timeline.scale.xOf(t)
    if (width && (x < 0 || x > width)) timeline.panBy(x - width / 2)
  }
}

const sameWhere = (a: Told, b: Told): boolean =>
  a.tick === b.tick &&
  a.playing === b.playing &&
  a.rate === b.rate &&
  a.trackId === b.trackId &&
  a.layerId === b.layerId &&
  a.selectionIds.join() === b.selectionIds.join()
