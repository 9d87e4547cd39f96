/** Words of known text looked for in a file that was taken in: what is found stands on the recording's clock. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { adoptFile } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { alignment, beginAlignment } from '#server/transcripts/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'
import { signedIn } from '#test/kit/people.ts'
import { sharedData } from '#test/kit/shared-data.ts'

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

const ticks = (seconds: number): number => Math.round(seconds * TICKS_PER_SECOND)

async function take(file: string) {
  const made = await adoptFile({ path: file, fileName: path.basename(file), ...project, how: 'copy' })
  await jobsDone(made.assetId)
  return made
}

async function align(assetId: string, pieces: { start: number; end: number; words: string[] }[]) {
  const { actor } = await signedIn(project.userId)
  const { jobId } = await beginAlignment(actor, { assetId, pieces })
  await jobsDone(assetId)
  return alignment(actor, jobId)
}

test.each([16_000, 44_100])(
  'a hiss and a hum deep in a file of %i samples a second, placed with an offset',
  async (rate) => {
    const file = path.join(dataDir, `sounds-${rate}.wav`)
    // Silence but for a hiss from 20.3 to 20.6 s and a hum from 20.6 to 20.9 s: "so".
    const hum = '0.3*sin(2*PI*120*t)+0.2*sin(2*PI*240*t)+0.15*sin(2*PI*480*t)'
    const expression = `if(between(t,20.3,20.6),0.3*(random(0)-0.5),if(between(t,20.6,20.9),${hum},0.0005*(random(1)-0.5)))`
    const source = `aevalsrc=exprs='${expression}':s=${rate}:d=24`
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, file])
    const { assetId } = await take(file)
    await db().asset.update({ where: { id: assetId }, data: { offset: BigInt(ticks(5)) } })
    const { state, problem, pieces } = await align(assetId, [
      { start: ticks(25), end: ticks(26.5), words: ['so'] },
      { start: ticks(8), end: ticks(9), words: ['nobody', 'speaks'] },
    ])
    expect({ state, problem }).toEqual({ state: 'done', problem: null })
    const [word] = pieces![0]!
    expect(Math.abs(word!.start / TICKS_PER_SECOND - 25.3)).toBeLessThan(0.03)
    expect(Math.abs(word!.end / TICKS_PER_SECOND - 25.9)).toBeLessThan(0.03)
    expect(pieces![1]).toBeNull()
  },
)

test('a stretch that is too long, or without sound, is refused by name', async () => {
  const file = path.join(dataDir, 'short.wav')
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=300:d=3', file])
  const { assetId } = await take(file)
  await expect(align(assetId, [{ start: 0, end: ticks(200), words: ['a'] }])).rejects.toThrow(/two minutes/)
  await expect(align(assetId, [{ start: ticks(-3), end: ticks(-1), words: ['a'] }])).rejects.toThrow(
    /no sound of short.wav/,
  )
})

const austen = sharedData('audio/librivox/austen_0890.wav')
const times = sharedData('audio/librivox/words_from_matchseg.csv')

describe.skipIf(!austen || !times)('read speech', () => {
  test('gets its words within a tenth of a second, most of them', async () => {
    const known = fs
      .readFileSync(times!, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .filter(([utt, word]) => utt === '0890' && !word!.startsWith('<'))
    const { assetId } = await take(austen!)
    const { pieces } = await align(assetId, [
      { start: 0, end: ticks(5.3), words: known.map(([, word]) => word!.replace(/\(\d\)/, '')) },
    ])
    const near = known.filter(([, , start], i) => {
      const found = pieces![0]![i]!
      return Math.abs(found.start / TICKS_PER_SECOND - Number(start)) < 0.1
    })
    expect(near.length / known.length).toBeGreaterThan(0.85)
  })
})
