/** Files on the recording's clock: placed, named, one of them the main one; who may, what is refused, who hears of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { closeBus, subscribe } from '#server/realtime/bus.ts'
import { filesTopic } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { type Cast, makeCast, makeWorld, type World } from '../access/world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

const SECOND = 705_600_000
const picture = {
  version: 1,
  assetId: 'x',
  duration: 10 * SECOND,
  video: {
    frames: 300,
    displayWidth: 640,
    displayHeight: 360,
    rotation: 0,
    sampleAspect: [1, 1],
    codec: 'avc1.640028',
    interlaced: false,
    constantRate: [30, 1],
    timecode: null,
    direct: true,
  },
  audio: null,
  renditions: [],
  thumbnails: null,
  peaks: false,
  warnings: [],
}
let cast: Cast
let world: World
beforeAll(async () => {
  cast = await makeCast()
})

/** The world's two files as cameras that play. */
async function twoCameras(): Promise<{ main: string; second: string }> {
  world = await makeWorld(cast)
  for (const id of [world.assetId, world.failedAssetId])
    await db().asset.update({ where: { id }, data: { manifest: picture, state: 'ready' } })
  return { main: world.assetId, second: world.failedAssetId }
}

const auditOf = async () =>
  (
    await db().auditRow.findMany({ where: { recordingId: world.recordingId }, orderBy: { id: 'asc' } })
  ).filter((row) => row.action.startsWith('asset.'))

describe('placing', () => {
  test('offset, rate and name are kept, audited with before and after, and told', async () => {
    const { second } = await twoCameras()
    let heard = 0
    using _ = subscribe(filesTopic(world.recordingId), () => void heard++)
    const placed = await cast.editor.api.assets.place({
      assetId: second,
      offset: -SECOND / 4,
      rate: 1.000_02,
    })
    expect(placed).toMatchObject({ id: second, offset: -SECOND / 4, rate: 1.000_02, main: false })
    await cast.editor.api.assets.place({ assetId: second, title: ' Left side ' })
    expect(await cast.viewer.api.assets.get({ assetId: second })).toMatchObject({
      offset: -SECOND / 4,
      rate: 1.000_02,
      title: 'Left side',
    })
    expect(heard).toBe(2)
    const [moved, named] = await auditOf()
    expect(moved).toMatchObject({
      action: 'asset.moved',
      userId: cast.editor.userId,
      detail: {
        from: '0.000 s',
        to: '−0.250 s, 20 ppm',
        before: { offset: 0, rate: 1 },
        after: { offset: -SECOND / 4, rate: 1.000_02 },
      },
    })
    expect(named).toMatchObject({ action: 'asset.named', detail: { from: 'a.mp4', to: 'Left side' } })
  })

  test('what changes nothing is not written down', async () => {
    const { second } = await twoCameras()
    await cast.editor.api.assets.place({ assetId: second, offset: 0, rate: 1, title: '' })
    expect(await auditOf()).toEqual([])
  })

  test.each([
    [{ offset: 0.5 }, /seven days/],
    [{ offset: 8 * 86_400 * SECOND }, /seven days/],
    [{ rate: 0 }, /A rate lies between/],
    [{ rate: -1 }, /A rate lies between/],
    [{ rate: 1e9 }, /A rate lies between/],
    [{ title: 'x'.repeat(300) }, /at most 200/],
  ])('%j is refused plainly', async (change, reason) => {
    const { second } = await twoCameras()
    await expect(cast.editor.api.assets.place({ assetId: second, ...change })).rejects.toThrow(reason)
    expect(await auditOf()).toEqual([])
  })

  test('the main camera keeps its place under annotations, and its rate always', async () => {
    const { main } = await twoCameras()
    await cast.editor.api.assets.place({ assetId: main, offset: SECOND })
    await db().annotation.create({
      data: {
        recordingId: world.recordingId,
        id: 'x',
        trackId: 'phase',
        layerId: 'shared',
        labelId: 'prep',
        start: 0n,
        end: 5n,
      },
    })
    await expect(cast.editor.api.assets.place({ assetId: main, offset: 0 })).rejects.toThrow(
      /annotations stand on its frames/,
    )
    await expect(cast.editor.api.assets.place({ assetId: main, rate: 1.5 })).rejects.toThrow(
      /is the main camera/,
    )
    await cast.editor.api.assets.place({ assetId: main, title: 'Front' })
    const annotation = await db().annotation.findFirstOrThrow({ where: { recordingId: world.recordingId } })
    expect([annotation.start, annotation.end]).toEqual([0n, 5n])
  })
})

describe('the main camera', () => {
  test('another one can be chosen; one at a time; the document is untouched', async () => {
    const { main, second } = await twoCameras()
    const document = async () => {
      const { revision } = await db().recording.findUniqueOrThrow({ where: { id: world.recordingId } })
      return [revision, await db().annotation.findMany({ where: { recordingId: world.recordingId } })]
    }
    const before = await document()
    for (const assetId of [second, main, second]) {
      await cast.editor.api.assets.chooseMain({ assetId })
      const chosen = await db().asset.findMany({ where: { recordingId: world.recordingId, main: true } })
      expect(chosen.map((a) => a.id)).toEqual([assetId])
    }
    expect(await document()).toEqual(before)
    expect((await auditOf()).map((row) => row.action)).toEqual(new Array(3).fill('asset.main-chosen'))
  })

  test('not one whose clock drifts, nor one without picture', async () => {
    const { second } = await twoCameras()
    await cast.editor.api.assets.place({ assetId: second, rate: 1.0001 })
    await expect(cast.editor.api.assets.chooseMain({ assetId: second })).rejects.toThrow(/100 ppm/)
    await db().asset.update({
      where: { id: second },
      data: { rate: 1, manifest: { ...picture, video: null, audio: { streams: 1 } } },
    })
    await expect(cast.editor.api.assets.chooseMain({ assetId: second })).rejects.toThrow(/has no picture/)
  })
})
