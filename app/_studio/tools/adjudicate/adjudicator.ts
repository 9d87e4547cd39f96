/**
 * Settling where two layers differ: from one disagreement to the next, each answered by a key into the adjudicated
 * layer. What is answered is read off that layer, so undo brings a question back, and work goes on after a reload.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { addLayer, copyToLayer, create } from '#media/core/commands/index.ts'
import { newId } from '#media/core/document/ids.ts'
import type { LayerRecord } from '#media/core/document/records.ts'
import type { Tick } from '#media/core/time/tick.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { type Comparison, compareLayers, type Disagreement, unanswered } from './disagreements.ts'

export interface AdjudicationSettings {
  readonly layerA: string
  readonly layerB: string
  /** The layer that is written. */
  readonly into: string
  /** Frames that edges may lie apart and still agree. */
  readonly frames: number
}

export type Answer = 'a' | 'b' | 'both' | 'merge' | 'neither'

const FRAMES = 2

export class Adjudicator {
  /** Null while it is off. */
  readonly settings: Signal<AdjudicationSettings | null> = signal(null)
  readonly comparison: ReadonlySignal<Comparison | null>
  /** Disagreements without an answer, in order of time. */
  readonly open: ReadonlySignal<readonly Disagreement[]>
  /** How many agreed ones are not in the adjudicated layer yet. */
  readonly agreedOpen: ReadonlySignal<number>
  readonly current: ReadonlySignal<Disagreement | null>
  private readonly session: Session
  private readonly at = signal<string | null>(null)
  /** Answered by leaving both out, for as long as the page is open. */
  private readonly neither = signal<ReadonlySet<string>>(new Set())

  constructor(session: Session) {
    this.session = session
    this.comparison = computed(() => {
      const s = this.settings.value
      session.store.version.value
      return s && compareLayers(session.store, s.layerA, s.layerB, this.tolerance(s))
    })
    this.open = computed(() => {
      const s = this.settings.value
      const all = this.comparison.value?.disagreements ?? []
      const left = s ? unanswered(all, session.store, s.into, this.tolerance(s)) : []
      return left.filter((d) => !this.neither.value.has(nameOf(d)))
    })
    this.agreedOpen = computed(() => {
      const s = this.settings.value
      const agreed = this.comparison.value?.agreed ?? []
      return s ? unanswered(agreed, session.store, s.into, this.tolerance(s)).length : 0
    })
    this.current = computed(() => this.open.value.find((d) => nameOf(d) === this.at.value) ?? null)
  }

  /** People's layers that hold something, which can be compared. */
  comparable(): LayerRecord[] {
    const { store } = this.session
    return store.layers.filter(
      (l) => l.kind !== 'adjudicated' && store.tracks.some((t) => store.lane(t.id, l.id).size > 0),
    )
  }

  toggle(): void {
    if (this.settings.peek()) {
      this.settings.value = null
      return
    }
    const { session } = this
    const people = this.comparable()
    const [a, b] = [...people].sort((x, y) => Number(x.kind === 'model') - Number(y.kind === 'model'))
    if (!a || !b) {
      session.tell('refused', currentText().editing.cannot.noLayers)
      return
    }
    const into = session.store.layers.find((l) => l.kind === 'adjudicated') ?? this.addLayer()
    if (!into) return
    this.settings.value = { layerA: a.id, layerB: b.id, into: into.id, frames: FRAMES }
    this.go(1)
  }

  change(changes: Partial<AdjudicationSettings>): void {
    const now = this.settings.peek()
    if (now) this.settings.value = { ...now, ...changes }
    this.go(1)
  }

  /** To the next disagreement after the one that is shown, or the one before; round at the ends. */
  go(direction: 1 | -1): void {
    const { session } = this
    const list = this.open.peek()
    if (!list.length) {
      this.at.value = null
      return
    }
    const at = list.findIndex((d) => nameOf(d) === this.at.peek())
    const next =
      at >= 0
        ? list[(at + direction + list.length) % list.length]!
        : direction > 0
          ? (list.find((d) => d.end > session.clock.now()) ?? list[0]!)
          : (list.findLast((d) => d.start < session.clock.now()) ?? list.at(-1)!)
    this.show(next)
  }

  /** Answers the shown one and goes on to the next. */
  answer(how: Answer): void {
    const d = this.current.peek()
    const s = this.settings.peek()
    if (!d || !s) return
    const list = this.open.peek()
    const following = list[list.indexOf(d) + 1] ?? list.find((other) => other !== d) ?? null
    if (how === 'neither') this.neither.value = new Set([...this.neither.peek(), nameOf(d)])
    else if (!this.write(d, how, s.into)) return
    if (following) this.show(following)
    else this.at.value = null
  }

  /** Takes over everything that both layers agree on, as one change. */
  takeAgreed(): void {
    const s = this.settings.peek()
    const agreed = this.comparison.peek()?.agreed ?? []
    if (!s) return
    const left = unanswered(agreed, this.session.store, s.into, this.tolerance(s))
    if (left.length) this.session.run(copyToLayer, { ids: left.map((p) => p.a.id), layerId: s.into })
  }

  private write(d: Disagreement, how: Exclude<Answer, 'neither'>, into: string): boolean {
    const { session } = this
    if (how === 'merge' && d.a && d.b) {
      // From the earlier start to the later end, with the first layer's label and what both say.
      return session.run(create, {
        trackId: d.trackId,
        layerId: into,
        labelId: d.a.labelId,
        start: d.start as Tick,
        end: d.end as Tick,
        attributes: { ...d.b.attributes, ...d.a.attributes },
        note: [...new Set([d.a.note, d.b.note])].filter(Boolean).join('\n'),
      }).ok
    }
    const wanted = how === 'both' || how === 'merge' ? [d.a, d.b] : [how === 'a' ? d.a : d.b]
    const ids = wanted.flatMap((r) => r?.id ?? [])
    // Taking the side that has nothing is leaving the other one's out.
    if (!ids.length) {
      this.neither.value = new Set([...this.neither.peek(), nameOf(d)])
      return true
    }
    return session.run(copyToLayer, { ids, layerId: into }).ok
  }

  private show(d: Disagreement): void {
    const { session } = this
    const ids = [d.a, d.b].flatMap((r) => r?.id ?? [])
    batch(() => {
      this.at.value = nameOf(d)
      session.activeTrackId.value = d.trackId
      session.select(ids)
      session.bringIntoView(ids)
    })
    // Where they first differ: at the start, or at the end when the starts are the same.
    const sameStart = d.a && d.b && d.a.start === d.b.start && d.kind === 'edge'
    session.clock.seek((sameStart ? Math.min(d.a!.end, d.b!.end) : d.start) as Tick)
  }

  private addLayer(): LayerRecord | null {
    const id = newId()
    const made = this.session.run(addLayer, { id, name: 'Adjudicated', ownerId: null, kind: 'adjudicated' })
    return made.ok ? (this.session.store.layer(id) ?? null) : null
  }

  private tolerance({ frames }: AdjudicationSettings): number {
    const { clock } = this.session
    const first = clock.boundsOf(clock.frameAt(0 as Tick))
    return frames * (first.end - first.start)
  }
}

const nameOf = (d: Disagreement): string => `${d.a?.id ?? ''} ${d.b?.id ?? ''}`
