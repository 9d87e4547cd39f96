/** Scene cuts of a clip whose cuts are known: on their frames, and none at a fade. */

import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { adoptFile, manifestOf } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { assetFile } from '#server/platform/storage.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'
import { ffmpeg, temporaryFolder } from '#test/kit/media-samples.ts'

await testDatabase()
let worker: Worker
beforeAll(async () => {
  worker = await startWorker()
})
afterAll(async () => {
  await worker?.stop()
  await closeBoss()
  await closeBus()
})

test('cuts lie on the first frames of their scenes; a fade is none', async () => {
  const file = path.join(temporaryFolder(), 'scenes.mp4')
  const scene = (source: string, seconds: number) => [
    '-f',
    'lavfi',
    '-i',
    `${source}=s=320x180:r=25:d=${seconds}`,
  ]
  // Bars 1.2 s, cut, moving pattern 1.6 s, cut, gradient 2 s, half a second of fade, other bars 2 s.
  await ffmpeg(
    ...scene('smptebars', 1.2),
    ...scene('testsrc2', 1.6),
    ...scene('yuvtestsrc', 2),
    ...scene('pal75bars', 2),
    '-filter_complex',
    '[0]format=yuv420p,settb=1/25[a];[1]format=yuv420p,settb=1/25[b];[2]format=yuv420p,settb=1/25[c];[3]format=yuv420p,settb=1/25[d];[c][d]xfade=transition=fade:duration=0.6:offset=1.4[e];[a][b][e]concat=n=3',
    '-c:v',
    'libx264',
    '-g',
    '25',
    '-pix_fmt',
    'yuv420p',
    file,
  )
  const project = await makeTestProject()
  const { assetId } = await adoptFile({ path: file, fileName: 'scenes.mp4', ...project, how: 'copy' })
  await jobsDone(assetId, 100)
  const index = decodeFrameIndex(await fs.readFile(assetFile(assetId, 'index.bin')))
  const { cuts } = await manifestOf(assetId)
  expect(cuts.map((t) => index.frameAt(t))).toEqual([30, 70])
  expect(cuts).toEqual([30, 70].map((n) => index.tickOf(index.clamp(n))))
})
