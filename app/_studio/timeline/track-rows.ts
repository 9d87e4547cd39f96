/**
 * Keeps the views of the document's tracks up to date: a track's columns are rebuilt when it is asked for after its
 * version changed, never before, so that an edit on one track costs nothing on the others.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { TrackRecord } from '#media/core/document/records.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { TRACK_VIEWS } from '../tracks/index.ts'
import { LaneSource } from '../tracks/lane-source.ts'
import type { TrackView } from '../tracks/track-view.ts'
import { buildLanes } from './columns.ts'
import { type LabelTable, labelTable } from './label-table.ts'

export interface TrackRow {
  readonly track: TrackRecord
  readonly source: LaneSource
  readonly view: TrackView
}

interface Cached extends TrackRow {
  readonly version: number
  readonly layers: string
  readonly table: LabelTable
}

export class TrackRows implements Disposable {
  /** Layers that are not shown. */
  readonly hiddenLayers = signal<ReadonlySet<string>>(new Set())
  readonly labels: ReadonlySignal<LabelTable>
  private readonly store: DocumentStore
  private readonly duration: number
  private readonly cache = new Map<string, Cached>()
  private readonly stop: () => void

  constructor(store: DocumentStore, duration: number) {
    this.store = store
    this.duration = duration
    const table = signal(labelTable(store.labels.peek().set.labels))
    this.labels = table
    this.stop = effect(() => {
      table.value = labelTable(store.labels.value.set.labels)
    })
  }

  /** The row of a track as the document is now. */
  get(track: TrackRecord): TrackRow {
    const version = this.store.trackVersion(track.id).peek()
    const hidden = this.hiddenLayers.peek()
    const inputs = this.store
      .lanesOf(track.id)
      .filter(([layerId]) => !hidden.has(layerId))
      .map(([layerId, index]) => ({
        layerId,
        index,
        suggested: this.store.layer(layerId)?.kind === 'model',
      }))
    const layers = inputs.map((i) => `${i.layerId}${i.suggested}`).join()
    const table = this.labels.peek()
    const held = this.cache.get(track.id)
    if (
      held &&
      held.version === version &&
      held.layers === layers &&
      held.table === table &&
      held.track.kind === track.kind
    )
      return held.track === track ? held : { ...held, track }
    const stack = track.kind === 'intervals' && track.policy === 'allowed'
    const lanes = buildLanes(inputs, (id) => table.placeOf(id), stack)
    const source = new LaneSource(lanes, this.duration, table.styles.length)
    const row: Cached = { track, source, view: TRACK_VIEWS[track.kind](source), version, layers, table }
    this.cache.set(track.id, row)
    return row
  }

  [Symbol.dispose](): void {
    this.stop()
    this.cache.clear()
  }
}
