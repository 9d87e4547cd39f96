/**
 * What a role may do in a document; the server enforces it, the studio asks before it tries.
 *
 *   viewer      nothing
 *   annotator   annotations, traces, entities and relations in shared layers and their own (blind: their own alone); their own comments and
 *               bookmarks; settling any thread; how tracks look; one layer of their own, with its name, until it is locked
 *   editor      everything, unlocking included
 */
import type { Overlay } from './overlay.ts'
import type { DocumentRecord, LayerRecord } from './records.ts'
import { isEditor, type Standing, seesAll, seesLayer } from './standing.ts'

/** Fields of a track that any annotator may change. */
const LOOKS = ['height', 'hidden', 'order']

/**
 * A plain sentence when this person may not make the change; null when they may.
 * @param unsaid whether what has no author may be one's own: in the browser, until the server has said whose it is.
 */
export function refusalOfRole(view: Overlay, standing: Standing, unsaid = false): string | null {
  if (isEditor(standing)) return null
  if (standing.role === 'viewer') return 'You may look at this recording but not change it.'
  const { diff } = view
  const ids = new Set([...view.after.keys(), ...Object.keys(diff.updated), ...Object.keys(diff.removed)])
  for (const id of ids) {
    const refusal = refusalOf(view, standing, id, unsaid)
    if (refusal) return refusal
  }
  return null
}

function refusalOf(view: Overlay, standing: Standing, id: string, unsaid: boolean): string | null {
  const before = view.base.get(id)
  const after = view.get(id)
  const type = (after ?? before)?.type
  if (type === 'speaker') return null
  if (type === 'annotation' || type === 'trace' || type === 'entity' || type === 'relation')
    return refusalInLayer(view, standing, before) ?? refusalInLayer(view, standing, after)
  if (type === 'layer') return refusalOfLayer(view, standing, before as LayerRecord, after as LayerRecord)
  const fields = Object.keys(view.diff.updated[id] ?? {})
  if (before?.type === 'comment' || before?.type === 'bookmark') {
    if (before.authorId === standing.userId || (unsaid && before.authorId === null)) return null
    if (before.type === 'bookmark')
      return 'Only the person who set a bookmark, or an editor, may change or remove it.'
    if (after && fields.every((field) => field === 'resolvedBy')) return null
    return 'Only the person who wrote a comment, or an editor, may change or remove it.'
  }
  if (type === 'track' && (!before || !after || !fields.every((field) => LOOKS.includes(field))))
    return 'Only an editor or owner may change tracks.'
  return null
}

function refusalInLayer(
  view: Overlay,
  standing: Standing,
  record: DocumentRecord | undefined,
): string | null {
  if (!record || !('layerId' in record)) return null
  const layer = view.get(record.layerId) ?? view.base.get(record.layerId)
  if (layer?.type !== 'layer' || layer.ownerId === standing.userId) return null
  if (!seesLayer(standing, layer) || (!seesAll(standing) && layer.ownerId === null))
    return 'In this project annotators work blind, each in a layer of their own. Work in yours.'
  if (layer.ownerId !== null)
    return `The layer “${layer.name}” belongs to somebody else. Work in your own layer.`
  return null
}

function refusalOfLayer(
  view: Overlay,
  standing: Standing,
  before: LayerRecord | undefined,
  after: LayerRecord | undefined,
): string | null {
  const { userId } = standing
  if (!before) {
    if (after?.ownerId !== userId || after.kind !== 'people' || after.model !== null)
      return 'Only an editor or owner may make layers for others, or for everybody.'
    const other = [...view.base.layers, ...view.after.values()].find(
      (r) => r.type === 'layer' && r.ownerId === userId && r.id !== after.id,
    )
    if (other?.type === 'layer')
      return `You have a layer already, “${other.name}”. An editor can give you another.`
    return null
  }
  if (before.ownerId !== userId) return 'Only an editor or owner may change layers of others.'
  if (!after) return null
  for (const field of Object.keys(view.diff.updated[before.id] ?? {})) {
    if (field === 'name') continue
    if (field === 'locked' && after.locked) continue
    if (field === 'locked')
      return `Your layer “${before.name}” is marked complete. An editor or owner can open it again.`
    return 'Only an editor or owner may change whose a layer is.'
  }
  return null
}
