/**
 * Playlists. Members of the project open them; annotators make them; whoever made one, and editors, change it. Clips
 * point into recordings of the same project; those of a recording that is removed stay away until it is back. Clips are
 * made of marks: who works blind sees the playlists they made themselves.
 */
import { z } from 'zod'
import { type Query, querySchema } from '#media/core/search/query.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { authorIsSeen, seesAll, standingOf } from '../documents/index.ts'
import { type Actor, type Role, reaches, requireProject } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { notFound, PlainError } from '../platform/errors.ts'
import { type ClipMedia, mediaOf } from '../search/index.ts'

export const MOST_CLIPS = 1000

export const clipSchema = z
  .object({
    recordingId: z.string().min(1).max(64),
    /** Ticks on the recording's clock. */
    start: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
    /** Equal to start for a moment. */
    end: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
    name: z.string().max(200),
    /** What it was made from; it may be gone meanwhile. */
    annotationId: z.string().max(64).nullable().default(null),
    labelId: z.string().max(64).nullable().default(null),
  })
  .refine((clip) => clip.end >= clip.start, 'A clip cannot end before it starts.')
export type Clip = z.infer<typeof clipSchema>

const clipsSchema = z.array(clipSchema)

export interface PlaylistRow {
  id: string
  name: string
  /** A search that is asked anew each time; else picked clips. */
  live: boolean
  /** Of picked clips; null for a search. */
  clips: number | null
  author: string | null
  updatedAt: Date
}

export interface PlaylistView {
  id: string
  projectId: string
  name: string
  query: Query | null
  /** Picked clips whose recordings are there. */
  clips: Clip[]
  /** How many more point to recordings that are removed. */
  missing: number
  recordings: { id: string; name: string; media: ClipMedia | null }[]
  author: string | null
  mayChange: boolean
}

export async function listPlaylists(actor: Actor, projectId: string): Promise<PlaylistRow[]> {
  const standing = standingOf(actor, await requireProject(actor, projectId, 'viewer'))
  return db().$queryRaw<PlaylistRow[]>`
    SELECT p."id", p."name", p."query" IS NOT NULL AS "live",
      CASE WHEN p."query" IS NULL THEN jsonb_array_length(p."clips") END AS "clips", u."name" AS "author", p."updatedAt"
    FROM "playlist" p LEFT JOIN "user" u ON u."id" = p."authorId"
    WHERE p."projectId" = ${projectId} AND ${authorIsSeen(standing, 'p')} ORDER BY lower(p."name"), p."id"`
}

/** Opening one is written down like the reading of a recording. */
export async function getPlaylist(actor: Actor, playlistId: string): Promise<PlaylistView> {
  const { playlist, role } = await requirePlaylist(actor, playlistId)
  const { projectId, name, authorId } = playlist
  const all = clipsSchema.parse(playlist.clips)
  const ids = [...new Set(all.map((clip) => clip.recordingId))]
  const [recordings, media, author] = await Promise.all([
    db().recording.findMany({
      where: { projectId, id: { in: ids }, deletedAt: null },
      select: { id: true, name: true },
    }),
    mediaOf(ids),
    authorId === null ? null : db().user.findUnique({ where: { id: authorId }, select: { name: true } }),
  ])
  const there = new Set(recordings.map((r) => r.id))
  const clips = all.filter((clip) => there.has(clip.recordingId))
  await audit({ userId: actor.userId, action: 'playlist.read', projectId, detail: { playlistId, name } })
  return {
    id: playlistId,
    projectId,
    name,
    query: playlist.query === null ? null : querySchema.parse(playlist.query),
    clips,
    missing: all.length - clips.length,
    recordings: recordings.map((r) => ({ ...r, media: media.get(r.id) ?? null })),
    author: author?.name ?? null,
    mayChange: mayChange(actor, role, authorId),
  }
}

export interface NewPlaylist {
  projectId: string
  name: string
  query: Query | null
  clips: Clip[]
}

export async function createPlaylist(actor: Actor, input: NewPlaylist): Promise<{ id: string }> {
  const { projectId, name, query, clips } = input
  await requireProject(actor, projectId, 'annotator')
  if (query && clips.length)
    throw new PlainError('bad-input', 'A playlist is either a search or picked clips, not both.')
  await refuseForeign(projectId, clips)
  return db().$transaction(async (tx) => {
    const made = await tx.playlist.create({
      data: { projectId, name, query: query ?? Prisma.DbNull, clips, authorId: actor.userId },
      select: { id: true },
    })
    const detail = { playlistId: made.id, name }
    await audit({ userId: actor.userId, action: 'playlist.created', projectId, detail }, tx)
    return made
  })
}

export interface PlaylistChange {
  playlistId: string
  name?: string | undefined
  query?: Query | undefined
  /** All of them, in order. */
  clips?: Clip[] | undefined
}

export async function updatePlaylist(actor: Actor, input: PlaylistChange): Promise<void> {
  const { playlistId, name, query, clips } = input
  const { playlist, role } = await requirePlaylist(actor, playlistId)
  const { projectId } = playlist
  refuseUnlessMay(actor, role, playlist.authorId)
  if (query && playlist.query === null)
    throw new PlainError('conflict', 'This playlist holds picked clips. Save the search as a new one.')
  if (clips && playlist.query !== null)
    throw new PlainError('conflict', 'This playlist is a search; its clips come from there.')
  if (clips) await refuseForeign(projectId, clips)
  await db().$transaction(async (tx) => {
    let kept = clips
    if (clips) {
      // Clips of removed recordings are not shown, so whoever changes the list cannot send them: they stay at its end.
      const [row] = await tx.$queryRaw<{ clips: unknown }[]>`
        SELECT "clips" FROM "playlist" WHERE "id" = ${playlistId} FOR UPDATE`
      if (!row) throw notFound('This playlist')
      kept = [...clips, ...(await hiddenClips(projectId, clipsSchema.parse(row.clips)))]
    }
    await tx.playlist.update({
      where: { id: playlistId },
      data: { ...(name !== undefined && { name }), ...(query && { query }), ...(kept && { clips: kept }) },
    })
    const detail = { playlistId, name: name ?? playlist.name }
    await audit({ userId: actor.userId, action: 'playlist.changed', projectId, detail }, tx)
  })
}

export async function removePlaylist(actor: Actor, playlistId: string): Promise<void> {
  const { playlist, role } = await requirePlaylist(actor, playlistId)
  const { projectId, name } = playlist
  refuseUnlessMay(actor, role, playlist.authorId)
  await db().$transaction(async (tx) => {
    await tx.playlist.deleteMany({ where: { id: playlistId } })
    const detail = { playlistId, name }
    await audit({ userId: actor.userId, action: 'playlist.removed', projectId, detail }, tx)
  })
}

async function requirePlaylist(actor: Actor, playlistId: string) {
  const playlist = await db().playlist.findUnique({ where: { id: playlistId } })
  if (!playlist) throw notFound('This playlist')
  // Who is no member is told the same as when there is none.
  const access = await requireProject(actor, playlist.projectId, 'viewer').catch((error: unknown) => {
    throw error instanceof PlainError && error.code === 'not-found' ? notFound('This playlist') : error
  })
  if (!seesAll(standingOf(actor, access)) && playlist.authorId !== actor.userId)
    throw notFound('This playlist')
  return { playlist, role: access.role }
}

const mayChange = (actor: Actor, role: Role, authorId: string | null): boolean =>
  reaches(role, 'editor') || (reaches(role, 'annotator') && authorId === actor.userId)

function refuseUnlessMay(actor: Actor, role: Role, authorId: string | null): void {
  if (!mayChange(actor, role, authorId))
    throw new PlainError(
      'not-allowed',
      'Only the person who made this playlist, or an editor, may change it.',
    )
}

async function refuseForeign(projectId: string, clips: readonly Clip[]): Promise<void> {
  if (clips.length > MOST_CLIPS)
    throw new PlainError('bad-input', `A playlist has at most ${MOST_CLIPS} clips.`)
  const ids = [...new Set(clips.map((clip) => clip.recordingId))]
  const known = await db().recording.count({ where: { projectId, id: { in: ids }, deletedAt: null } })
  if (known !== ids.length)
    throw new PlainError('not-found', 'A clip points to a recording that is not in this project.')
}

async function hiddenClips(projectId: string, clips: readonly Clip[]): Promise<Clip[]> {
  const removed = await db().recording.findMany({
    where: { projectId, id: { in: clips.map((c) => c.recordingId) }, deletedAt: { not: null } },
    select: { id: true },
  })
  const ids = new Set(removed.map((r) => r.id))
  return clips.filter((clip) => ids.has(clip.recordingId))
}
