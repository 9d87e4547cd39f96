/** The files of a recording as people see and handle them: state, place on the clock, retry and cancel. */
import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import type { SignalSettings } from '#media/core/signal/settings.ts'
import { prepareSignalAgain, retryAsset, showVideoStream } from '../assets/index.ts'
import { cancelJob } from '../jobs/queue.ts'
import type { Actor } from '../people/index.ts'
import { requireAsset } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import { announce } from './recordings.ts'

export interface JobView {
  id: string
  name: string
  state: string
  step: string
  progress: number
  secondsLeft: number | null
  problem: string | null
}

export interface AssetView {
  id: string
  recordingId: string
  fileName: string
  bytes: number
  sha256: string | null
  /** uploading, preparing, ready, failed */
  state: string
  problem: string | null
  /** Ticks on the recording's clock. */
  offset: number
  /** Recording ticks per tick of the file. */
  rate: number
  /** What people call it; "" for the file's name. */
  title: string
  /** Chosen as the main camera; without a choice `mainFile` says which it is. */
  main: boolean
  /** Null until the file can be played. */
  manifest: AssetManifest | null
  /** What the file says of itself: container, streams, rates; null until probed. */
  probe: unknown
  renditions: { name: string; state: string; bytes: number }[]
  /** Newest first. */
  jobs: JobView[]
  createdAt: Date
}

export async function assetOf(actor: Actor, assetId: string): Promise<AssetView> {
  await requireAsset(actor, assetId, 'viewer')
  const [view] = await assetViews({ id: assetId })
  if (!view) throw new PlainError('not-found', 'This file does not exist, or you may not see it.')
  return view
}

export async function assetViews(where: { id?: string; recordingId?: string }): Promise<AssetView[]> {
  const rows = await db().asset.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: {
      renditions: { orderBy: { name: 'asc' } },
      jobs: { orderBy: { createdAt: 'desc' }, take: 10, omit: { steps: true } },
    },
  })
  return rows.map((row) => ({
    id: row.id,
    recordingId: row.recordingId,
    fileName: row.fileName,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    state: row.state,
    problem: row.problem,
    offset: Number(row.offset),
    rate: row.rate,
    title: row.title,
    main: row.main,
    manifest: row.manifest === null ? null : assetManifestSchema.parse(row.manifest),
    probe: row.probe,
    renditions: row.renditions.map(({ name, state, bytes }) => ({ name, state, bytes: Number(bytes) })),
    jobs: row.jobs.map(({ id, name, state, step, progress, secondsLeft, problem }) => ({
      id,
      name,
      state,
      step,
      progress,
      secondsLeft,
      problem,
    })),
    createdAt: row.createdAt,
  }))
}

export async function retryFile(actor: Actor, assetId: string): Promise<{ jobId: string }> {
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'annotator')
  const jobId = await retryAsset(assetId)
  await audit({ userId: actor.userId, action: 'asset.retried', projectId, recordingId, detail: { assetId } })
  announce(projectId, recordingId)
  return { jobId }
}

/**
 * Shows another of the file's video streams, counted from 0. Annotations keep their times; their frame numbers are those
 * of the new picture.
 */
export async function showStream(
  actor: Actor,
  input: { assetId: string; video: number },
): Promise<{ jobId: string }> {
  const { assetId, video } = input
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'editor')
  const jobId = await showVideoStream(assetId, video)
  const detail = { assetId, video }
  await audit({ userId: actor.userId, action: 'asset.stream-chosen', projectId, recordingId, detail })
  announce(projectId, recordingId)
  return { jobId }
}

/** Reads a file of samples again as a person says it is written. */
export async function readSignalAs(
  actor: Actor,
  input: { assetId: string; settings: SignalSettings },
): Promise<{ jobId: string }> {
  const { assetId, settings } = input
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'annotator')
  const jobId = await prepareSignalAgain(assetId, settings)
  const detail = { assetId, rate: settings.rate, time: settings.time, channels: settings.channels.length }
  await audit({ userId: actor.userId, action: 'asset.signal-settings', projectId, recordingId, detail })
  announce(projectId, recordingId)
  return { jobId }
}

/** Cancels everything that waits or runs for a file. */
export async function cancelAsset(actor: Actor, assetId: string): Promise<{ cancelled: number }> {
  const { projectId, recordingId } = await requireAsset(actor, assetId, 'annotator')
  const jobs = await db().jobRun.findMany({ where: { assetId, state: { in: ['queued', 'running'] } } })
  let cancelled = 0
  for (const job of jobs) if (await cancelJob(job.id)) cancelled++
  if (!cancelled) throw new PlainError('conflict', 'Nothing is being prepared for this file any more.')
  await audit({
    userId: actor.userId,
    action: 'asset.cancelled',
    projectId,
    recordingId,
    detail: { assetId },
  })
  announce(projectId, recordingId)
  return { cancelled }
}
