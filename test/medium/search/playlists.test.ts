import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EMPTY_QUERY } from '#media/core/search/query.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { type Cast, makeCast, makeWorld, type World } from '../access/world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

let cast: Cast
let world: World
beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  world = await makeWorld(cast)
})

const clip = (start: number, name = '') => ({ recordingId: world.recordingId, start, end: start + 5, name })
const make = (who: keyof Cast, clips: ReturnType<typeof clip>[] = []) =>
  cast[who].api.playlists.create({ projectId: world.projectId, name: 'Bleedings', query: null, clips })

describe('picked clips', () => {
  test('are kept in order, renamed, reordered and taken out by who made them', async () => {
    const { annotator } = cast
    const { id: playlistId } = await make('annotator', [clip(10, 'first'), clip(20), clip(30)])
    const opened = await annotator.api.playlists.get({ playlistId })
    expect(opened).toMatchObject({ name: 'Bleedings', query: null, mayChange: true, author: 'Annotator' })
    expect(opened.clips.map((c) => c.start)).toEqual([10, 20, 30])
    const [a, , c] = opened.clips
    await annotator.api.playlists.update({
      playlistId,
      name: 'Best',
      clips: [c!, { ...a!, name: 'renamed' }],
    })
    const again = await cast.viewer.api.playlists.get({ playlistId })
    expect(again).toMatchObject({ name: 'Best', mayChange: false, recordings: [{ name: 'One' }] })
    expect(again.clips.map((k) => [k.start, k.name])).toEqual([
      [30, ''],
      [10, 'renamed'],
    ])
    const rows = await cast.viewer.api.playlists.list({ projectId: world.projectId })
    expect(rows.find((r) => r.id === playlistId)).toMatchObject({ name: 'Best', live: false, clips: 2 })
    await annotator.api.playlists.remove({ playlistId })
    await expect(annotator.api.playlists.get({ playlistId })).rejects.toThrow(/This playlist/)
  })

  test('of a removed recording stay away, and come back with it, also after a change', async () => {
    const { id: playlistId } = await make('editor', [clip(10), clip(20)])
    const { id: other } = await db().recording.create({ data: { projectId: world.projectId, name: 'B' } })
    const all = [clip(10), clip(20), { recordingId: other, start: 1, end: 2, name: '' }]
    await cast.editor.api.playlists.update({ playlistId, clips: all })
    await cast.editor.api.recordings.remove({ recordingId: world.recordingId })
    const without = await cast.editor.api.playlists.get({ playlistId })
    expect([without.clips.length, without.missing]).toEqual([1, 2])
    await cast.editor.api.playlists.update({ playlistId, clips: without.clips })
    await cast.editor.api.recordings.restore({ recordingId: world.recordingId })
    expect((await cast.editor.api.playlists.get({ playlistId })).clips.length).toBe(3)
  })

  test('must lie in the project, and not end before they start', async () => {
    const foreign = await makeWorld(cast)
    const bad = { recordingId: foreign.recordingId, start: 0, end: 1, name: '' }
    await expect(make('annotator', [bad])).rejects.toThrow(/not in this project/)
    await expect(make('annotator', [{ ...clip(5), end: 1 }])).rejects.toThrow(/before it starts/)
  })

  test('are changed by nobody else', async () => {
    const { id: playlistId } = await make('editor')
    await expect(cast.annotator.api.playlists.update({ playlistId, name: 'X' })).rejects.toThrow(
      /Only the person/,
    )
    await expect(cast.annotator.api.playlists.remove({ playlistId })).rejects.toThrow(/Only the person/)
    await expect(cast.foreigner.api.playlists.get({ playlistId })).rejects.toThrow(/This playlist/)
    expect((await cast.owner.api.playlists.get({ playlistId })).name).toBe('Bleedings')
  })
})

describe('kept searches', () => {
  const query = { ...EMPTY_QUERY, find: [{ field: 'text' as const, value: 'bleeding', not: false }] }

  test('keep the question, not the answers', async () => {
    const { projectId } = world
    const { id: playlistId } = await cast.annotator.api.playlists.create({
      ...{ projectId, name: 'Live', query, clips: [] },
    })
    expect(await cast.viewer.api.playlists.get({ playlistId })).toMatchObject({ query, clips: [] })
    const rows = await cast.viewer.api.playlists.list({ projectId })
    expect(rows.find((r) => r.id === playlistId)).toMatchObject({ live: true, clips: null })
    await expect(cast.annotator.api.playlists.update({ playlistId, clips: [clip(1)] })).rejects.toThrow(
      /a search/,
    )
    await expect(
      cast.annotator.api.playlists.create({ projectId, name: 'Both', query, clips: [clip(1)] }),
    ).rejects.toThrow(/not both/)
  })
})

test('opening one is in the log', async () => {
  const { id: playlistId } = await make('editor')
  await cast.viewer.api.playlists.get({ playlistId })
  const rows = await db().auditRow.findMany({
    where: { projectId: world.projectId, action: 'playlist.read' },
  })
  expect(rows).toMatchObject([{ userId: cast.viewer.userId, detail: { playlistId, name: 'Bleedings' } }])
})
