/**
 * Keeps the views of the document's tracks up to date: a track's columns are rebuilt when it is asked for after its
 * version changed, never before, so that an edit on one track costs nothing on the others.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { incomplete } from '#media/core/commands/index.ts'
import type { TrackRecord } from '#media/core/document/records.ts'
import { currentText } from '../../_text/current-text.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { TRACK_VIEWS } from '../tracks/index.ts'
import { LaneSource } from '../tracks/lane-source.ts'
import type { TraceSource } from '../tracks/trace/trace-view.ts'
import type { TrackView } from '../tracks/track-view.ts'
import { buildLanes, type LaneInput } from './columns.ts'
import { filterLane, matchedRows, type TimelineFilter } from './filter.ts'
import { type LabelTable, labelTable } from './label-table.ts'
import { colorsOf, sameColors } from './track-colors.ts'

export interface TrackRow {
  readonly track: TrackRecord
  readonly source: LaneSource
  readonly view: TrackView
}

interface Cached extends TrackRow {
  readonly version: number
  readonly layers: string
  readonly table: LabelTable
  readonly filter: TimelineFilter | null
  readonly people: ReadonlyMap<string, string>
}

/** What else a row's picture depends on. */
export interface RowSources {
  readonly filter: ReadonlySignal<TimelineFilter | null>
  /** Names of those who may be an author. */
  readonly people: ReadonlySignal<ReadonlyMap<string, string>>
  /** Whether traces show mean and spread. */
  readonly raterBand: ReadonlySignal<boolean>
}

export class TrackRows implements Disposable {
  /** Layers that are not shown. */
  readonly hiddenLayers = signal<ReadonlySet<string>>(new Set())
  readonly labels: ReadonlySignal<LabelTable>
  private readonly store: DocumentStore
  private readonly duration: number
  private readonly sources: RowSources
  private readonly cache = new Map<string, Cached>()
  private readonly stop: () => void

  constructor(store: DocumentStore, duration: number, sources: RowSources) {
    this.store = store
    this.duration = duration
    this.sources = sources
    const table = signal(labelTable(store.labels.peek().set.labels))
    this.labels = table
    this.stop = effect(() => {
      table.value = labelTable(store.labels.value.set.labels)
    })
  }

  /** The row of a track as the document is now. */
  get(track: TrackRecord): TrackRow {
    const version = this.store.trackVersion(track.id).peek()
    const inputs = this.inputsOf(track)
    // A trace has no annotations, so its lanes do not tell which layers are hidden.
    const layers =
      track.kind === 'trace'
        ? `${[...this.hiddenLayers.peek()].join()} ${this.sources.raterBand.peek()}`
        : inputs.map((i) => `${i.layerId}${i.suggested}`).join()
    const table = this.labels.peek()
    const filter = this.sources.filter.peek()
    const people = this.sources.people.peek()
    const held = this.cache.get(track.id)
    if (
      held &&
      held.version === version &&
      held.layers === layers &&
      held.table === table &&
      held.filter === filter &&
      held.people === people &&
      held.track.kind === track.kind
    )
      return held.track === track ? held : { ...held, track }
    const source = this.sourceOf(track, inputs, held?.source ?? null)
    const view = TRACK_VIEWS[track.kind](source, () => this.tracesOf(track))
    const row: Cached = { track, source, view, version, layers, table, filter, people }
    this.cache.set(track.id, row)
    return row
  }

  [Symbol.dispose](): void {
    this.stop()
    this.cache.clear()
  }

  private tracesOf(track: TrackRecord): TraceSource {
    const hidden = this.hiddenLayers.peek()
    const all = this.store.traces(track.id)
    const lanes = this.store.layers.flatMap(({ id, name }, place) => {
      const traces = all.filter((t) => t.layerId === id)
      return hidden.has(id) || !traces.length ? [] : [{ layerId: id, name, place, traces }]
    })
    return { track, lanes, band: this.sources.raterBand.peek() }
  }

  private inputsOf(track: TrackRecord): LaneInput[] {
    const hidden = this.hiddenLayers.peek()
    return this.store
      .lanesOf(track.id)
      .filter(([layerId]) => !hidden.has(layerId))
      .map(([layerId, index]) => ({
        layerId,
        index,
        suggested: this.store.layer(layerId)?.kind === 'model',
      }))
  }

  private sourceOf(track: TrackRecord, inputs: readonly LaneInput[], before: LaneSource | null): LaneSource {
    const table = this.labels.peek()
    const people = this.sources.people.peek()
    const filter = this.sources.filter.peek()
    const book = this.store.labels.peek()
    const colors = colorsOf(track, {
      labels: book,
      labelTable: table,
      nameOf: (id) => people.get(id) ?? currentText().timeline.leftPerson,
      annotations: function* () {
        for (const { index } of inputs) yield* index.all()
      },
    })
    const styles = before && sameColors(before.styles, colors.table) ? before.styles : colors.table
    const asks =
      track.combinations ||
      book.attributesOf('', track).length ||
      book.set.labels.some((l) => l.attributes.length)
    const state = { document: this.store, labels: book }
    return new LaneSource({
      lanes: buildLanes(inputs, {
        placeOf: (id) => table.placeOf(id),
        stack: track.kind === 'intervals' && track.policy === 'allowed',
        styleOf: colors.styleOf,
      }),
      duration: this.duration,
      styles,
      before,
      matched:
        filter &&
        ((lane) =>
          matchedRows(
            filter,
            filterLane(lane, track.id, (p) => table.styles[p]!.id),
          )),
      missing: asks ? (lane, row) => incomplete(state, lane.recordAt(row)!).length > 0 : null,
      laneNames: (layerId) => this.store.layer(layerId)?.name ?? '',
    })
  }
}
