/**
 * A question across a project, answered over the recordings that somebody may see and, where annotators work blind, over
 * what they may see of them. Recordings are answered one after the other, so that other requests get their turn between.
 */
import { setImmediate } from 'node:timers/promises'
import type { LayerRecord } from '#media/core/document/records.ts'
import { type Standing, seesAll, seesLayer } from '#media/core/document/standing.ts'
import { COMMENT, type SearchColumns } from '#media/core/search/columns.ts'
import { recordingMayMatch, type SearchNames } from '#media/core/search/filter.ts'
import { find, partnerOf } from '#media/core/search/find.ts'
import { printQuery } from '#media/core/search/print.ts'
import type { Query } from '#media/core/search/query.ts'
import { standingOf } from '../documents/index.ts'
import { type Actor, requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { inForce } from '../projects/index.ts'
import { type ClipMedia, mediaOf } from './clip-media.ts'
import { columnsAt } from './held-columns.ts'

/** An annotation or comment as a list shows it. */
export interface Mark {
  id: string
  /** Null for a comment. */
  labelId: string | null
  start: number
  end: number
}

export interface Hit extends Mark {
  recordingId: string
  track: string
  layer: string
  author: string | null
  /** Of the comment, or the annotation's note. */
  note: string
  /** What the answer takes: the mark's own times, or those from the first to the last of a sequence. */
  clip: { start: number; end: number }
  /** What follows it in the sequence that was asked for. */
  next: Mark[]
  /** What it lies so to, for the first relation; null where there is none. */
  partner: Mark | null
}

export interface SearchedRecording {
  id: string
  name: string
  stage: string
  /** Answers in it. */
  count: number
  media: ClipMedia | null
}

export interface SearchAnswer {
  count: number
  /** Answers from `offset` on. */
  hits: Hit[]
  /** Those with answers, in the order of the answers. */
  recordings: SearchedRecording[]
  /** What was looked through. */
  searched: { recordings: number; marks: number }
}

export interface SearchInput {
  projectId: string
  query: Query
  offset: number
  limit: number
}

interface RecordingRow {
  id: string
  name: string
  stage: string
  revision: number
}

export async function search(actor: Actor, input: SearchInput): Promise<SearchAnswer> {
  const { projectId, query, offset, limit } = input
  const standing = standingOf(actor, await requireProject(actor, projectId, 'viewer'))
  const [rows, labels, people] = await Promise.all([
    db().$queryRaw<RecordingRow[]>`
      SELECT "id", "name", "stage", "revision" FROM "recording"
      WHERE "projectId" = ${projectId} AND "deletedAt" IS NULL ORDER BY "createdAt", "id"`,
    inForce(projectId),
    authors(projectId),
  ])
  const labelNames = new Map(labels.labels.map((label) => [label.id, label.name]))
  const shared = {
    labelName: (id: string) => labelNames.get(id),
    personName: (id: string) => people.get(id),
    userId: standing.userId,
  }
  const wanted = rows.filter((recording) =>
    recordingMayMatch({ ...shared, ...NO_NAMES, recording }, query.find),
  )
  const structure = await structureOf(wanted.map((r) => r.id))
  const answer: SearchAnswer = {
    count: 0,
    hits: [],
    recordings: [],
    searched: { recordings: 0, marks: 0 },
  }
  for (const recording of wanted) {
    const columns = await columnsAt(recording.id, recording.revision)
    if (!columns) continue
    await setImmediate()
    const names = namesOf(shared, recording, structure, standing)
    const found = find(columns, names, query)
    answer.searched.recordings++
    answer.searched.marks += columns.length
    if (!found.count) continue
    const { id, name, stage } = recording
    answer.recordings.push({ id, name, stage, count: found.count, media: null })
    const from = Math.max(0, offset - answer.count)
    const to = Math.min(found.count, offset + limit - answer.count)
    for (let place = from; place < to; place++)
      answer.hits.push(hitOf(columns, names, query, found.at(place)))
    answer.count += found.count
  }
  const media = await mediaOf(answer.recordings.map((r) => r.id))
  for (const recording of answer.recordings) recording.media = media.get(recording.id) ?? null
  if (offset === 0) {
    const detail = { query: printQuery(query).slice(0, 500), found: answer.count }
    await audit({ userId: actor.userId, action: 'project.searched', projectId, detail })
  }
  return answer
}

const NO_NAMES = { trackName: () => undefined, layerName: () => undefined }

type Found = ReturnType<ReturnType<typeof find>['at']>

function hitOf(columns: SearchColumns, names: SearchNames, query: Query, found: Found): Hit {
  const { row } = found
  const id = (column: 'track' | 'layer' | 'author') => columns[column].ids[columns[column].numbers[row]!]!
  const partner = partnerOf(columns, names, query, row)
  return {
    ...markOf(columns, row),
    recordingId: names.recording.id,
    track: names.trackName(id('track')) ?? '',
    layer: names.layerName(id('layer')) ?? '',
    author: names.personName(id('author')) ?? null,
    note: columns.texts.get(row)?.note ?? '',
    clip: { start: found.start, end: found.end },
    next: found.next.map((next) => markOf(columns, next)),
    partner: partner === null ? null : markOf(columns, partner),
  }
}

function markOf(columns: SearchColumns, row: number): Mark {
  const labelId = columns.label.ids[columns.label.numbers[row]!]!
  return {
    id: columns.idOf(row),
    labelId: labelId === COMMENT ? null : labelId,
    start: columns.starts[row]!,
    end: columns.ends[row]!,
  }
}

type LayerRow = Pick<LayerRecord, 'id' | 'name' | 'kind' | 'ownerId'>
interface Structure {
  tracks: ReadonlyMap<string, { id: string; name: string }[]>
  layers: ReadonlyMap<string, LayerRow[]>
}

async function structureOf(recordingIds: string[]): Promise<Structure> {
  const where = { recordingId: { in: recordingIds } }
  const [tracks, layers] = await Promise.all([
    db().track.findMany({ where, select: { recordingId: true, id: true, name: true } }),
    db().layer.findMany({
      where,
      select: { recordingId: true, id: true, name: true, kind: true, ownerId: true },
    }),
  ])
  return {
    tracks: Map.groupBy(tracks, (t) => t.recordingId),
    layers: Map.groupBy(layers as (LayerRow & { recordingId: string })[], (l) => l.recordingId),
  }
}

function namesOf(
  shared: Pick<SearchNames, 'labelName' | 'personName' | 'userId'>,
  recording: RecordingRow,
  structure: Structure,
  standing: Standing,
): SearchNames {
  const tracks = new Map((structure.tracks.get(recording.id) ?? []).map((t) => [t.id, t.name]))
  const layers = structure.layers.get(recording.id) ?? []
  const layerNames = new Map(layers.map((l) => [l.id, l.name]))
  const seen = seesAll(standing)
    ? null
    : new Set(layers.filter((l) => seesLayer(standing, l as LayerRecord)).map((l) => l.id))
  return {
    ...shared,
    recording,
    trackName: (id) => tracks.get(id),
    layerName: (id) => layerNames.get(id),
    layers: seen,
  }
}

/** Members, and who was one. */
async function authors(projectId: string): Promise<Map<string, string>> {
  const rows = await db().$queryRaw<{ id: string; name: string }[]>`
    SELECT u."id", u."name" FROM "user" u WHERE u."id" IN (
      SELECT "userId" FROM "member" WHERE "projectId" = ${projectId}
      UNION SELECT v."authorId" FROM "revision" v JOIN "recording" r ON r."id" = v."recordingId"
        WHERE r."projectId" = ${projectId})`
  return new Map(rows.map((row) => [row.id, row.name]))
}
