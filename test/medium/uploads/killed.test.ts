import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { Uploads } from '#app/_client/upload.ts'
import { db } from '#server/platform/db.ts'
import { receivedBytes } from '#server/uploads/files.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, person } from '#test/kit/people.ts'

const { url, dataDir } = await testDatabase()
let child: ChildProcess | null = null
afterAll(() => void child?.kill('SIGKILL'))

/** Starts the upload server as a process of its own. @returns its port. */
async function start(port = 0): Promise<number> {
  child = spawn(process.execPath, [path.resolve('test/kit/upload-server.ts')], {
    env: { ...process.env, DATABASE_URL: url, SCRUBLINE_DATA: dataDir, TEST_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { stdout } = child
  return new Promise((resolve, reject) => {
    stdout?.once('data', (text) => resolve(Number(String(text).trim())))
    child?.once('exit', (code) => reject(new Error(`the upload server ended with ${code}`)))
  })
}

test('an upload survives kill -9 of the server at random moments, byte for byte and once', async () => {
  const ann = await person('Ann')
  const project = await db().project.create({ data: { name: 'P', template: 'procedure' } })
  await addMember(project.id, ann.userId, 'annotator')
  const content = randomBytes(24_000_000)
  const port = await start()
  const uploads = new Uploads({
    endpoint: `http://127.0.0.1:${port}/upload`,
    headers: { cookie: ann.cookie },
    contentOf: () => content,
    chunkBytes: 1_000_000,
    delays: [100],
  })
  const file = { name: 'long.mp4', size: content.length, lastModified: 1 } as File
  uploads.add([file], { projectId: project.id })
  const state = () => uploads.getSnapshot()[0]!
  let kills = 0
  for (const share of [0.1, 0.35, 0.6, 0.85]) {
    const end = Date.now() + 30_000
    while (state().sent < content.length * share && state().phase !== 'done' && Date.now() < end)
      await sleep(1)
    if (state().phase === 'done') break
    child?.kill('SIGKILL')
    kills++
    const { id } = await db().upload.findFirstOrThrow()
    const kept = (await receivedBytes(id)) ?? -1
    expect(kept).toBeGreaterThanOrEqual(0)
    await start(port)
    expect(await receivedBytes(id)).toBe(kept)
  }
  const end = Date.now() + 30_000
  while (state().phase !== 'done' && Date.now() < end) await sleep(20)
  expect(state()).toMatchObject({ phase: 'done', sent: content.length })
  expect(kills).toBeGreaterThan(0)
  const assets = await db().asset.findMany()
  expect(assets.map((asset) => asset.sha256)).toEqual([createHash('sha256').update(content).digest('hex')])
  expect(assets[0]?.recordingId).toBe(state().recordingId)
})
