/** Layers: every annotator's own, a model's, the agreed one. */
import { newId } from '../document/ids.ts'
import type { LayerRecord } from '../document/records.ts'
import { refuse } from '../document/refusal.ts'
import type { Command } from './command.ts'
import { Draft } from './draft.ts'
import { incomplete } from './edit.ts'

export type NewLayer = Pick<LayerRecord, 'name' | 'ownerId' | 'kind'> & Partial<Omit<LayerRecord, 'type'>>

export const addLayer: Command<NewLayer> = (state, args) => {
  const layer: LayerRecord = {
    locked: false,
    model: null,
    ...args,
    type: 'layer',
    id: args.id ?? newId(),
  }
  const draft = new Draft(state)
  draft.add(layer)
  return draft.finish(`Added the layer ${layer.name}`, [])
}

export interface UpdateLayerArgs {
  readonly id: string
  readonly changes: Partial<Omit<LayerRecord, 'id' | 'type'>>
}

/**
 * Locking says how many annotations lack something required. It is not refused for that: whoever locks a layer decides
 * that it is finished, and the sentence stands in the history for those who come after.
 */
export const updateLayer: Command<UpdateLayerArgs> = (state, args) => {
  const layer = state.document.get(args.id)
  if (layer?.type !== 'layer') return refuse('missing', 'This layer is not there any more.')
  const draft = new Draft(state)
  draft.set<LayerRecord>(layer.id, args.changes)
  const { name, locked } = args.changes
  let done = `Changed the layer ${layer.name}`
  if (name !== undefined && name !== layer.name) done = `Renamed the layer ${layer.name} to ${name}`
  else if (locked === false) done = `Unlocked the layer ${layer.name}`
  else if (locked) {
    let open = 0
    for (const track of state.document.tracks)
      for (const a of state.document.lane(track.id, layer.id).all()) if (incomplete(state, a).length) open++
    const left = open ? `; ${open} ${open === 1 ? 'annotation is' : 'annotations are'} incomplete` : ''
    done = `Locked the layer ${layer.name}${left}`
  }
  return draft.finish(done, [])
}

export interface RemoveLayerArgs {
  readonly id: string
  /** `remove` takes along what is in it; otherwise only an empty layer goes. */
  readonly annotations?: 'refuse' | 'remove'
}

export const removeLayer: Command<RemoveLayerArgs> = (state, args) => {
  const { document } = state
  const layer = document.get(args.id)
  if (layer?.type !== 'layer') return refuse('missing', 'This layer is not there any more.')
  const draft = new Draft(state)
  let count = 0
  if (args.annotations === 'remove')
    for (const track of document.tracks) {
      for (const a of document.lane(track.id, layer.id).all()) {
        draft.remove(a.id)
        count++
      }
      for (const trace of document.traces(track.id, layer.id)) draft.remove(trace.id)
    }
  draft.remove(layer.id)
  const along = count ? ` and ${count} ${count === 1 ? 'annotation' : 'annotations'} in it` : ''
  return draft.finish(`Removed the layer ${layer.name}${along}`, [])
}
