/**
 * What somebody may read of a document. In a project where annotators work blind, everything that leaves the server goes
 * through here: snapshots, revisions, answers, and what other nouns read from the tables by `layerIsSeen`.
 */
import { type Diff, EMPTY_DIFF, isEmptyDiff } from '#media/core/document/diff.ts'
import { DocumentModel, type DocumentState } from '#media/core/document/model.ts'
import type { Overruled } from '#media/core/document/reconcile.ts'
import type { DocumentRecord, LayerRecord } from '#media/core/document/records.ts'
import { seenOf } from '#media/core/document/seen.ts'
import { type Standing, seesAll, seesRecord } from '#media/core/document/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Actor, ProjectAccess } from '../people/index.ts'
import type { RevisionEntry } from './revisions.ts'
import { WalkBack } from './walk-back.ts'

/** How somebody stands towards the documents of a project they were let into. */
export const standingOf = (actor: Actor, { role, work }: ProjectAccess): Standing => ({
  userId: actor.userId,
  role,
  work,
})

/**
 * A condition on rows of "layer" for queries that read annotations or traces past the document: which layers somebody
 * sees. The same as `seesLayer`.
 */
export function layerIsSeen(standing: Standing, alias: string): Prisma.Sql {
  if (seesAll(standing)) return Prisma.sql`TRUE`
  const layer = Prisma.raw(`"${alias}"`)
  return Prisma.sql`(${layer}."kind" = 'model' OR (${layer}."kind" = 'people' AND ${layer}."ownerId" = ${standing.userId}))`
}

/** The same for what has an author and no layer: comments, bookmarks, playlists. */
export function authorIsSeen(standing: Standing, alias: string): Prisma.Sql {
  if (seesAll(standing)) return Prisma.sql`TRUE`
  return Prisma.sql`${Prisma.raw(`"${alias}"`)}."authorId" = ${standing.userId}`
}

const layersIn =
  (document: Pick<DocumentState, 'get'>) =>
  (id: string): LayerRecord | undefined => {
    const record = document.get(id)
    return record?.type === 'layer' ? record : undefined
  }

/** The records that somebody sees. */
export function* seenRecords(
  standing: Standing,
  document: Pick<DocumentState, 'get'>,
  records: Iterable<DocumentRecord>,
): IterableIterator<DocumentRecord> {
  const layerOf = layersIn(document)
  for (const record of records) if (seesRecord(standing, record, layerOf)) yield record
}

/** The document itself for who sees all of it, else a copy with what they see. */
export const seenModel = (standing: Standing, model: DocumentModel): DocumentModel =>
  seesAll(standing) ? model : new DocumentModel(seenRecords(standing, model, model.records()))

/**
 * What somebody sends, without what concerns records they do not see: to them these are not there, so they are answered
 * like what is gone, and learn nothing.
 */
export function withoutUnseen(
  standing: Standing,
  document: DocumentState,
  diff: Diff,
): { diff: Diff; overruled: Overruled[] } {
  if (seesAll(standing)) return { diff, overruled: [] }
  const layerOf = layersIn(document)
  const overruled: Overruled[] = []
  const kept = <T>(part: Readonly<Record<string, T>>, told: boolean): Record<string, T> =>
    Object.fromEntries(
      Object.entries(part).filter(([id]) => {
        const present = document.get(id)
        if (!present || seesRecord(standing, present, layerOf)) return true
        if (told) overruled.push({ id, field: null })
        return false
      }),
    )
  const seen = {
    added: kept(diff.added, true),
    updated: kept(diff.updated, true),
    removed: kept(diff.removed, false),
  }
  return { diff: seen, overruled }
}

/**
 * Revisions as somebody sees them, none left out, so that numbers follow on: one that is hidden arrives empty and without
 * a name. Null when a layer came into sight or went out of it: then only a snapshot will do.
 *
 * @param present the document after the last of them.
 */
export function seenRevisions(
  standing: Standing,
  present: DocumentState,
  entries: readonly RevisionEntry[],
): RevisionEntry[] | null {
  if (seesAll(standing)) return [...entries]
  const walk = new WalkBack(present)
  const seen: RevisionEntry[] = []
  for (const entry of entries.toReversed()) {
    const part = walk.step(entry.diff, (before, after) => seenOf(standing, entry.diff, before, after))
    if (part.reset) return null
    seen.push(asSeen(standing, entry, part.diff, part.whole))
  }
  return seen.reverse()
}

function asSeen(standing: Standing, entry: RevisionEntry, diff: Diff, whole: boolean): RevisionEntry {
  if (entry.authorId === standing.userId) return { ...entry, diff }
  const { revision } = entry
  const blank = { revision, clientId: 'hidden', seq: revision, authorId: null, sentence: '', undoes: null }
  if (isEmptyDiff(diff)) return { ...blank, diff: EMPTY_DIFF }
  const overwrote = (entry.overwrote ?? []).filter(
    ({ id, by }) => by === standing.userId && id in diff.updated,
  )
  return { ...blank, sentence: whole ? entry.sentence : '', diff, ...(overwrote.length && { overwrote }) }
}

/** Whether somebody's own layer is made for them when they open a document. */
export const getsOwnLayer = (standing: Standing): boolean =>
  standing.work !== 'together' && standing.role === 'annotator'

export { type Standing, seesAll }
