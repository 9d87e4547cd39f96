/** Two microphones of one room, as files: taken in, compared by the worker, and the answer read back. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adoptFile } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { beginSoundMatch, soundMatch } from '#server/recordings/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'
import { type Heard, hear, room } from '#test/kit/made-sound.ts'
import { signedIn } from '#test/kit/people.ts'

const { dataDir } = await testDatabase()
let worker: Worker
let project: { projectId: string; userId: string }

beforeAll(async () => {
  project = await makeTestProject()
  worker = await startWorker()
})
afterAll(async () => {
  await worker?.stop()
  await closeBoss()
  await closeBus()
})

const knocks = room(40, 21)

async function microphone(name: string, heard: Heard, recordingId?: string) {
  const file = path.join(dataDir, name)
  fs.writeFileSync(file, wav(hear(knocks, heard), heard.rate))
  const made = await adoptFile({ path: file, fileName: name, ...project, recordingId, how: 'copy' })
  await jobsDone(made.assetId)
  return made
}

test('two files of different rates, 7.654 s apart', async () => {
  const a = await microphone('a.wav', { rate: 48_000, from: 0, seconds: 30 })
  const b = await microphone(
    'b.wav',
    { rate: 44_100, from: 7.654, seconds: 20, gain: 0.4, noise: 0.01, seed: 5 },
    a.recordingId,
  )
  const { actor } = await signedIn(project.userId)
  const { jobId } = await beginSoundMatch(actor, { assetId: b.assetId, withAssetId: a.assetId })
  await jobsDone(b.assetId)
  const { state, problem, report } = await soundMatch(actor, jobId)
  expect({ state, problem }).toEqual({ state: 'done', problem: null })
  expect(report?.result.kind).toBe('clear')
  // Half a frame at 120 frames a second.
  if (report?.result.kind === 'clear') expect(Math.abs(report.result.lag - 7.654)).toBeLessThan(1 / 240)
  expect(report?.coarse?.curve.heights.length).toBeGreaterThan(100)
  // It suggests; nothing was placed.
  expect(await db().asset.findUnique({ where: { id: b.assetId } })).toMatchObject({ offset: 0n, rate: 1 })
})

test('files of two recordings are not compared', async () => {
  const a = await microphone('c.wav', { rate: 8000, from: 0, seconds: 3 })
  const b = await microphone('d.wav', { rate: 8000, from: 1, seconds: 3 })
  const { actor } = await signedIn(project.userId)
  await expect(beginSoundMatch(actor, { assetId: b.assetId, withAssetId: a.assetId })).rejects.toThrow(
    /two files of one recording/,
  )
})

function wav(samples: Float32Array, rate: number): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples.length * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples.length * 2, 40)
  for (const [i, v] of samples.entries())
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, v)) * 32_767), 44 + i * 2)
  return bytes
}
