/**
 * Where a person stands towards a document: their role, how the project works, and what follows for what they see.
 *
 *   together   all annotators work in the layers that everyone shares
 *   own        every annotator has a layer, and sees the others'
 *   blind      every annotator has a layer, and sees of people's work only their own. Editors and owners see all.
 *
 * Blind, annotators and viewers see: tracks and speakers; their own layers; layers of models, which are nobody's work and the same for
 * all; their own comments and bookmarks. Layers of others, shared layers, and adjudicated layers, which are made of
 * others' work, are hidden with all that lies in them.
 */
import type { DocumentRecord, LayerRecord } from './records.ts'

export const WORK_MODES = ['together', 'own', 'blind'] as const
export type Work = (typeof WORK_MODES)[number]

export interface Standing {
  readonly userId: string
  readonly role: 'viewer' | 'annotator' | 'editor' | 'owner'
  readonly work: Work
}

/** An unknown word is the strictest. */
export const asWork = (text: string): Work =>
  (WORK_MODES as readonly string[]).includes(text) ? (text as Work) : 'blind'

export const isEditor = ({ role }: Standing): boolean => role === 'editor' || role === 'owner'

export const seesAll = (standing: Standing): boolean => standing.work !== 'blind' || isEditor(standing)

export function seesLayer(standing: Standing, layer: LayerRecord): boolean {
  if (seesAll(standing)) return true
  return layer.kind === 'model' || (layer.kind === 'people' && layer.ownerId === standing.userId)
}

/** @param layerOf the layers as they are, or were, together with the record. */
export function seesRecord(
  standing: Standing,
  record: DocumentRecord,
  layerOf: (id: string) => LayerRecord | undefined,
): boolean {
  if (seesAll(standing)) return true
  switch (record.type) {
    case 'track':
    case 'speaker':
      return true
    case 'layer':
      return seesLayer(standing, record)
    case 'comment':
    case 'bookmark':
      return record.authorId === standing.userId
    default: {
      const layer = layerOf(record.layerId)
      return layer !== undefined && seesLayer(standing, layer)
    }
  }
}

/** Id of the layer that is made for an annotator: always the same, so that two tabs at once make one. */
export const ownLayerId = (userId: string): string => `own-${userId}`.slice(0, 64)
