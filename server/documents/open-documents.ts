/**
 * Documents held in memory by this process, so that a push is checked against the whole document without reading it
 * anew. The database stays the truth: a held document says which revision it shows and is brought up from the revision
 * log, or read again, whenever the row says otherwise.
 */
import type { Diff } from '#media/core/document/diff.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { Db } from '../platform/db.ts'
import { readRecords } from './rows.ts'

interface OpenDocument {
  model: DocumentModel
  revision: number
}

/** Annotations held by all documents together, and documents. */
const MOST_ANNOTATIONS = 1_000_000
const MOST_DOCUMENTS = 64
/** More revisions than this behind: reading the rows is quicker. */
const MOST_BEHIND = 200

/** On globalThis because Next bundles its own copy of this module: pages and procedures share what is held. */
const holder = globalThis as { scrublineDocuments?: Map<string, OpenDocument> }
holder.scrublineDocuments ??= new Map()
const open = holder.scrublineDocuments

/**
 * The document at a revision. Call it while the recording's row is locked, so that the rows are those of `revision`.
 * The model is shared: read it at once, and change it only by `advance`.
 */
export async function documentAt(tx: Db, recordingId: string, revision: number): Promise<DocumentModel> {
  const held = open.get(recordingId)
  if (held && held.revision < revision && revision - held.revision <= MOST_BEHIND) {
    const missed = await tx.revision.findMany({
      where: { recordingId, number: { gt: held.revision, lte: revision } },
      orderBy: { number: 'asc' },
      select: { number: true, diff: true },
    })
    for (const { number, diff } of missed) advance(recordingId, number, diff as unknown as Diff)
  }
  if (held?.revision === revision) {
    // Used last, dropped last.
    open.delete(recordingId)
    open.set(recordingId, held)
    return held.model
  }
  const model = new DocumentModel(await readRecords(tx, recordingId))
  open.set(recordingId, { model, revision })
  dropSome(recordingId)
  return model
}

/** Carries out an accepted revision on the held document, when it is the next one. */
export function advance(recordingId: string, revision: number, diff: Diff): void {
  const held = open.get(recordingId)
  if (held?.revision !== revision - 1) return
  held.model.apply(diff)
  held.revision = revision
}

/** Lets go of a document, or of all: after rows were changed past the revision log, as a restored backup does. */
export function forget(recordingId?: string): void {
  if (recordingId === undefined) open.clear()
  else open.delete(recordingId)
}

function dropSome(keep: string): void {
  let annotations = 0
  for (const { model } of open.values()) annotations += model.annotationCount
  for (const [id, { model }] of open) {
    if (annotations <= MOST_ANNOTATIONS && open.size <= MOST_DOCUMENTS) return
    if (id === keep) continue
    annotations -= model.annotationCount
    open.delete(id)
  }
}
