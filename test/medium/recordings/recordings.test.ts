import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { assetDir, blobPath } from '#server/platform/storage.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { type Cast, makeCast, makeWorld } from '../access/world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const SECOND = 705_600_000

describe('the library row', () => {
  test('says length, state, job, people and phases in their colours', async () => {
    const world = await makeWorld(cast)
    const { recordingId, projectId, assetId, failedAssetId } = world
    await db().asset.delete({ where: { id: failedAssetId } })
    const manifest = {
      duration: 100 * SECOND,
      video: { codec: 'avc1.640028', displayWidth: 1920, displayHeight: 1080 },
      thumbnails: { every: SECOND, width: 160, height: 90, columns: 10, rows: 10, count: 100 },
      renditions: [{ name: 'source', segments: [[0, 0, 30]] }],
    }
    await db().asset.update({ where: { id: assetId }, data: { manifest, offset: BigInt(-10 * SECOND) } })
    await db().jobRun.updateMany({
      where: { assetId },
      data: { state: 'running', step: 'Making the 720p version', progress: 0.43, secondsLeft: 12 },
    })
    await db().layer.create({ data: { recordingId, id: 'model', name: 'M', kind: 'model', locked: true } })
    const at = (s: number) => BigInt(s * SECOND)
    const mark = { recordingId, trackId: 'phase', layerId: 'shared' }
    await db().annotation.createMany({
      data: [
        { ...mark, id: '1', labelId: 'prep', start: at(0), end: at(45) },
        { ...mark, id: '2', labelId: 'close', start: at(45), end: at(200) },
        { ...mark, id: '3', layerId: 'model', labelId: 'close', start: at(0), end: at(90) },
        { ...mark, id: '4', layerId: 'model', labelId: 'close', start: at(1), end: at(2) },
        { ...mark, id: '5', layerId: 'model', labelId: 'close', start: at(3), end: at(4) },
      ],
    })
    const revision = { recordingId, clientId: 'c', sentence: 's', diff: {}, authorId: cast.annotator.userId }
    await db().revision.createMany({
      data: [1, 2].map((number) => ({ ...revision, number, seq: number })),
    })
    const rows = await cast.viewer.api.recordings.list({ projectId })
    expect(rows.length).toBe(1)
    expect(rows[0]).toMatchObject({
      id: recordingId,
      name: 'One',
      stage: 'open',
      state: 'preparing',
      duration: 90 * SECOND,
      annotations: 5,
      people: [{ userId: cast.annotator.userId, name: 'Annotator' }],
      ribbon: [
        [0, 0.5, '#0072b2'],
        [0.5, 1, '#e69f00'],
      ],
    })
    expect(rows[0]?.assets).toMatchObject([
      {
        id: assetId,
        codec: 'avc1.640028',
        width: 1920,
        bytes: 10,
        thumbnails: { count: 100, columns: 10 },
        job: { step: 'Making the 720p version', progress: 0.43, secondsLeft: 12 },
      },
    ])
    expect(JSON.stringify(rows)).not.toContain('segments')
  })

  test('of an unknown length has no length, not zero', async () => {
    const world = await makeWorld(cast)
    await db().asset.updateMany({ where: { recordingId: world.recordingId }, data: { state: 'failed' } })
    const [row] = await cast.viewer.api.recordings.list({ projectId: world.projectId })
    expect(row).toMatchObject({ duration: null, state: 'failed', ribbon: [] })
    const { id } = await cast.editor.api.recordings.create({ projectId: world.projectId, name: 'Empty' })
    const rows = await cast.viewer.api.recordings.list({ projectId: world.projectId })
    expect(rows.find((each) => each.id === id)).toMatchObject({ state: 'empty', duration: null, assets: [] })
  })
})

test('opening a recording is audited with who and which; listing is not', async () => {
  const { projectId, recordingId } = await makeWorld(cast)
  await cast.viewer.api.recordings.list({ projectId })
  expect(await db().auditRow.count({ where: { projectId } })).toBe(0)
  const opened = await cast.viewer.api.recordings.get({ recordingId })
  expect(opened).toMatchObject({ name: 'One', role: 'viewer', project: { name: 'Theatre' } })
  expect(opened.assets.map((asset) => asset.state).sort()).toEqual(['failed', 'preparing'])
  const rows = await cast.owner.api.projects.audit({ projectId, limit: 10 })
  expect(rows).toMatchObject(
    [{ action: 'recording.read', userName: 'viewer', recordingName: 'One' }].map((row) => ({
      ...row,
      userName: 'Viewer',
    })),
  )
  expect(await cast.owner.api.projects.audit({ projectId, before: rows[0]!.id, limit: 10 })).toEqual([])
})

describe('stages', () => {
  test('annotators hand in; complete is for editors, and so is opening it again', async () => {
    const { recordingId } = await makeWorld(cast)
    await cast.annotator.api.recordings.setStage({ recordingId, stage: 'review' })
    await expect(cast.annotator.api.recordings.setStage({ recordingId, stage: 'complete' })).rejects.toThrow(
      /Only an editor or owner/,
    )
    await cast.editor.api.recordings.setStage({ recordingId, stage: 'complete' })
    await expect(cast.annotator.api.recordings.setStage({ recordingId, stage: 'open' })).rejects.toThrow(
      /Only an editor or owner/,
    )
    expect((await cast.viewer.api.recordings.get({ recordingId })).stage).toBe('complete')
  })
})

describe('removing', () => {
  test('hides a recording and everything of it until it is brought back', async () => {
    const { projectId, recordingId, removedRecordingId, assetId } = await makeWorld(cast)
    await cast.editor.api.recordings.remove({ recordingId })
    expect(await cast.owner.api.recordings.list({ projectId })).toEqual([])
    await expect(cast.owner.api.recordings.get({ recordingId })).rejects.toThrow(/does not exist/)
    await expect(cast.owner.api.assets.get({ assetId })).rejects.toThrow(/does not exist/)
    const gone = await cast.editor.api.recordings.list({ projectId, deleted: true })
    expect(gone.map((row) => row.id).sort()).toEqual([recordingId, removedRecordingId].sort())
    await expect(cast.viewer.api.recordings.list({ projectId, deleted: true })).rejects.toThrow(/an editor/)
    await cast.editor.api.recordings.restore({ recordingId })
    expect((await cast.viewer.api.recordings.list({ projectId })).map((row) => row.id)).toEqual([recordingId])
  })

  test('for good takes rows, renditions and the original, which stays while another file has the same bytes', async () => {
    const { projectId, recordingId } = await makeWorld(cast)
    const shared = randomUUID().replaceAll('-', '').repeat(2)
    const own = randomUUID().replaceAll('-', '').repeat(2)
    const referenced = randomUUID().replaceAll('-', '').repeat(2)
    const outside = path.join(process.env.SCRUBLINE_DATA!, 'outside.mp4')
    await fs.writeFile(outside, 'theirs')
    for (const sha256 of [shared, own]) {
      await fs.mkdir(path.dirname(blobPath(sha256)), { recursive: true })
      await fs.writeFile(blobPath(sha256), sha256)
      await db().blob.create({ data: { sha256, bytes: 64n } })
    }
    await db().blob.create({ data: { sha256: referenced, bytes: 6n, reference: outside } })
    const file = { recordingId, fileName: 'x.mp4', state: 'ready' }
    const assets = []
    for (const sha256 of [shared, own, referenced])
      assets.push(await db().asset.create({ data: { ...file, sha256 } }))
    for (const { id } of assets) {
      await fs.mkdir(assetDir(id), { recursive: true })
      await fs.writeFile(path.join(assetDir(id), 'index.bin'), 'x')
    }
    const other = await db().recording.create({ data: { projectId, name: 'Other' } })
    await db().asset.create({ data: { recordingId: other.id, fileName: 'y.mp4', sha256: shared } })

    await expect(cast.owner.api.recordings.removeForever({ recordingId })).rejects.toThrow(
      /Remove the recording first/,
    )
    await cast.owner.api.recordings.remove({ recordingId })
    await expect(cast.editor.api.recordings.removeForever({ recordingId })).rejects.toThrow(/an owner/)
    expect(await cast.owner.api.recordings.removeForever({ recordingId })).toEqual({ files: 5, originals: 3 })
    expect(await db().recording.count({ where: { id: recordingId } })).toBe(0)
    expect(await fs.readFile(blobPath(shared), 'utf8')).toBe(shared)
    expect(await fs.access(blobPath(own)).catch(() => 'gone')).toBe('gone')
    expect(await fs.readFile(outside, 'utf8')).toBe('theirs')
    for (const { id } of assets) expect(await fs.access(assetDir(id)).catch(() => 'gone')).toBe('gone')
    expect(await db().blob.count({ where: { sha256: { in: [own, referenced] } } })).toBe(0)
    expect(await db().auditRow.count({ where: { recordingId, action: 'recording.deleted' } })).toBe(1)
  })
})

test('cancelling a file cancels what waits; again there is nothing to cancel', async () => {
  const { assetId } = await makeWorld(cast)
  expect(await cast.annotator.api.assets.cancel({ assetId })).toEqual({ cancelled: 1 })
  await expect(cast.annotator.api.assets.cancel({ assetId })).rejects.toThrow(/Nothing is being prepared/)
})
