/**
 * The first state of a recording's document: a track for each of the project's templates, its speakers, and one
 * layer for all people.
 */
import type { DocumentRecord, LabelSet } from '#media/core/document/records.ts'
import type { Db } from '../platform/db.ts'
import { writeRecords } from './rows.ts'

export const SHARED_LAYER_ID = 'annotations'

export function firstRecords(labelSet: LabelSet): DocumentRecord[] {
  const tracks = labelSet.tracks.map(
    (template, order): DocumentRecord => ({
      ...template,
      type: 'track',
      order,
      locked: false,
      hidden: false,
    }),
  )
  const layer: DocumentRecord = {
    type: 'layer',
    id: SHARED_LAYER_ID,
    name: 'Annotations',
    kind: 'people',
    ownerId: null,
    locked: false,
    model: null,
  }
  const speakers = labelSet.speakers.map(
    (speaker, order): DocumentRecord => ({ ...speaker, type: 'speaker', order, voiceId: null }),
  )
  return [...tracks, layer, ...speakers]
}

/** Call it in the transaction that makes the recording, or later: a document that is there already stays. */
export async function createDocument(tx: Db, recordingId: string, labelSet: LabelSet): Promise<void> {
  if (await tx.layer.count({ where: { recordingId } })) return
  await writeRecords(tx, recordingId, firstRecords(labelSet))
}
