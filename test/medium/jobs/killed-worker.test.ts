/** A worker that is killed in the middle, or told to stop: another takes over at the step it was in. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { adoptFile, manifestOf } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { cancelJob } from '#server/jobs/queue.ts'
import { db } from '#server/platform/db.ts'
import { assetFile } from '#server/platform/storage.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { barcodeClip, codesOf } from '#test/kit/barcode.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'

const { dataDir } = await testDatabase()
const project = await makeTestProject()
const workers = new Set<ChildProcess>()

function startWorkerProcess(): ChildProcess {
  const entry = fileURLToPath(new URL('../../../server/entry/worker.ts', import.meta.url))
  const child = spawn(process.execPath, [entry], { stdio: 'ignore' })
  workers.add(child)
  child.once('exit', () => workers.delete(child))
  return child
}

afterEach(async () => {
  for (const child of workers) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

/** Waits until the asset's renditions are being made, well begun. */
async function inTheMiddle(assetId: string): Promise<string> {
  for (let i = 0; i < 1200; i++) {
    const run = await db().jobRun.findFirst({ where: { assetId, name: 'transcode-asset', state: 'running' } })
    if (run && run.progress > 0.02) return run.id
    await sleep(50)
  }
  throw new Error('the renditions were never begun')
}

/** ffmpeg processes at work in this test's data folder. */
function ffmpegsAtWork(): number {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  return all.split('\n').filter((line) => /ffmpeg/.test(line) && line.includes(dataDir)).length
}

async function begun(seconds: number) {
  const clip = await barcodeClip('hevc10', { seconds })
  const { assetId } = await adoptFile({ path: clip.path, fileName: 'long.mp4', ...project, how: 'copy' })
  const first = startWorkerProcess()
  const jobId = await inTheMiddle(assetId)
  return { clip, assetId, first, jobId }
}

test('kill -9 in the middle: the next worker finishes the job and repeats no finished step', async () => {
  const { clip, assetId, first, jobId } = await begun(40)
  const before = await db().rendition.findUniqueOrThrow({ where: { assetId_name: { assetId, name: 'jit' } } })
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(await db().rendition.count({ where: { assetId, name: 'scrub' } })).toBe(0)
  startWorkerProcess()
  await jobsDone(assetId, 100)

  const run = await db().jobRun.findUniqueOrThrow({ where: { id: jobId } })
  expect([run.state, run.problem]).toEqual(['done', null])
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
  expect(asset.state).toBe('ready')
  const after = await db().rendition.findUniqueOrThrow({ where: { assetId_name: { assetId, name: 'jit' } } })
  expect(after.id).toBe(before.id)
  expect((await manifestOf(assetId)).renditions.map((r) => r.name)).toContain('scrub')
  expect(await codesOf(assetFile(assetId, 'scrub.mp4'))).toEqual(
    Array.from({ length: clip.frames }, (_, n) => n),
  )
  expect(ffmpegsAtWork()).toBe(0)
  expect(await fs.readdir(path.join(dataDir, 'tmp'))).toEqual([])
})

test('told to stop: the job goes back to the queue at once and nothing is left behind', async () => {
  const { assetId, first, jobId } = await begun(41)
  first.kill('SIGTERM')
  await once(first, 'exit')
  const handed = await db().jobRun.findUniqueOrThrow({ where: { id: jobId } })
  expect(handed.state).toBe('queued')
  expect(ffmpegsAtWork()).toBe(0)
  startWorkerProcess()
  await jobsDone(assetId, 60)
  const run = await db().jobRun.findUniqueOrThrow({ where: { id: jobId } })
  expect([run.state, run.problem]).toEqual(['done', null])
})

test('cancelled in the middle: it stops soon, says so, and the original is kept', async () => {
  const { assetId, jobId } = await begun(42)
  expect(await cancelJob(jobId)).toBe(true)
  await jobsDone(assetId, 20)
  const run = await db().jobRun.findUniqueOrThrow({ where: { id: jobId } })
  expect(run.state).toBe('cancelled')
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
  expect(asset.state).toBe('failed')
  expect(asset.problem).toMatch(/cancelled/)
  expect(asset.sha256).not.toBeNull()
  expect(ffmpegsAtWork()).toBe(0)
  expect(await cancelJob(jobId)).toBe(false)
})
