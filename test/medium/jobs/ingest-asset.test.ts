import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodePeaks } from '#media/core/signal/peaks.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { adoptFile, manifestOf, showVideoStream } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { assetDir, assetFile } from '#server/platform/storage.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { type BarcodeVariant, barcodeClip, codesOf } from '#test/kit/barcode.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone, makeTestProject } from '#test/kit/jobs.ts'

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

async function ingest(file: string, fileName: string) {
  const adopted = await adoptFile({ path: file, fileName, ...project, how: 'copy' })
  await jobsDone(adopted.assetId)
  const asset = await db().asset.findUniqueOrThrow({
    where: { id: adopted.assetId },
    include: { renditions: true },
  })
  return { ...adopted, asset }
}

const VARIANTS: [BarcodeVariant, string[]][] = [
  ['vfr', ['scrub', 'source']],
  ['offset', ['scrub', 'source']],
  ['edits', ['360p', 'jit', 'scrub']],
  ['hevc10', ['360p', 'jit', 'scrub']],
  ['interlaced', ['360p', 'jit', 'scrub']],
  ['mpeg4avi', ['360p', 'jit', 'scrub']],
  ['mpeg2ts', ['360p', 'jit', 'scrub']],
]

describe.each(VARIANTS)('%s', (variant, pictures) => {
  test('becomes ready with every frame in every rendition', async () => {
    const clip = await barcodeClip(variant, { sound: true })
    const { assetId, asset } = await ingest(clip.path, path.basename(clip.path))
    expect(asset.problem).toBeNull()
    expect(asset.state).toBe('ready')
    expect(
      asset.renditions
        .filter((r) => !r.name.startsWith('audio'))
        .map((r) => r.name)
        .sort(),
    ).toEqual(pictures)
    expect(asset.renditions.every((r) => r.state === 'ready')).toBe(true)

    const manifest = await manifestOf(assetId)
    expect(manifest.video?.frames).toBe(clip.frames)
    expect(manifest.renditions.map((r) => r.name).sort()).toEqual(['audio-0', ...pictures].sort())
    for (const rendition of manifest.renditions)
      if (rendition.kind === 'video')
        expect(rendition.segments.reduce((sum, [, , count]) => sum + count, 0)).toBe(clip.frames)

    const wanted = Array.from({ length: clip.frames }, (_, n) => n + clip.firstCode)
    for (const name of pictures.filter((n) => n !== 'source' && n !== 'jit'))
      expect(await codesOf(assetFile(assetId, `${name}.mp4`))).toEqual(wanted)

    const index = decodeFrameIndex(await fs.readFile(assetFile(assetId, 'index.bin')))
    expect(index.length).toBe(clip.frames)
    expect(manifest.duration).toBe(index.duration)

    expect(manifest.peaks).toBe(true)
    const finest = decodePeaks(await fs.readFile(assetFile(assetId, 'peaks.bin'))).levels.at(-1)!
    const seconds = secondsOf(finest.length * finest.ticks)
    // The clip's tone lasts four seconds, of which an edit list hides a part.
    expect(Math.abs(seconds - (4 - clip.firstCode / 30))).toBeLessThan(0.15)
    expect(Math.max(...finest.max[0]!)).toBeGreaterThan(10)

    expect(manifest.thumbnails?.count).toBe(Math.ceil(secondsOf(index.duration)))
    expect((await fs.readFile(assetFile(assetId, 'thumbs-0.jpg'))).subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    )
  })
})

test('sound alone is a recording too', async () => {
  const file = path.join(dataDir, 'tone.wav')
  const { runFfmpeg } = await import('#media/ingest/ffmpeg.ts')
  await runFfmpeg(['-f', 'lavfi', '-i', 'sine=frequency=300:duration=3:sample_rate=44100', file])
  const { asset, assetId } = await ingest(file, 'tone.wav')
  expect([asset.state, asset.problem]).toEqual(['ready', null])
  const manifest = await manifestOf(assetId)
  expect(manifest.video).toBeNull()
  expect(secondsOf(manifest.duration)).toBeCloseTo(3, 2)
  expect(manifest.renditions.map((r) => r.name)).toEqual(['audio-0'])
})

describe('bad input', () => {
  const cases: [string, () => Promise<Buffer>, RegExp][] = [
    ['empty.mp4', async () => Buffer.alloc(0), /empty/i],
    ['text 🩺 ../../x.mp4', async () => Buffer.from('this is a plain text file\n'.repeat(50)), /holds text/],
    [
      'cut.mp4',
      async () => (await fs.readFile((await barcodeClip('cfr30')).path)).subarray(0, 40_000),
      /breaks off/,
    ],
  ]
  test.each(cases)('%s gets a plain sentence and leaves nothing half-made', async (name, bytes, sentence) => {
    const file = path.join(dataDir, 'bad')
    await fs.writeFile(file, await bytes())
    const { asset, assetId } = await ingest(file, name)
    expect(asset.state).toBe('failed')
    expect(asset.problem).toMatch(sentence)
    expect(asset.problem).not.toMatch(/Error|undefined|at .*:\d+/)
    expect(asset.manifest).toBeNull()
    expect(asset.renditions).toEqual([])
    await expect(fs.access(assetDir(assetId))).rejects.toThrow()
    // The original is kept until a person deletes it.
    await expect(
      fs.access(path.join(dataDir, 'blobs', asset.sha256!.slice(0, 2), asset.sha256!)),
    ).resolves.toBeUndefined()
    const run = await db().jobRun.findFirstOrThrow({ where: { assetId } })
    expect([run.state, run.problem]).toEqual(['failed', asset.problem])
    expect(await fs.readdir(path.join(dataDir, 'tmp'))).toEqual([])
  })
})

test('the same bytes again are recognised', async () => {
  const clip = await barcodeClip('cfr25')
  const first = await ingest(clip.path, 'a.mp4')
  const again = await adoptFile({ path: clip.path, fileName: 'b.mp4', ...project, how: 'copy' })
  expect(again).toEqual({ recordingId: first.recordingId, assetId: first.assetId, duplicate: true })
})

test('of several video streams another can be shown; all stay in the original', async () => {
  const clip = await barcodeClip('double')
  const { assetId, asset } = await ingest(clip.path, 'double.mp4')
  const first = async () => (await codesOf(assetFile(assetId, 'scrub.mp4')))[0]
  expect((asset.probe as { video: unknown[] }).video).toHaveLength(2)
  expect(await first()).toBe(0)
  await expect(showVideoStream(assetId, 2)).rejects.toThrow('"double.mp4" has no video stream number 3.')
  await showVideoStream(assetId, 1)
  await jobsDone(assetId)
  expect((await db().asset.findUniqueOrThrow({ where: { id: assetId } })).state).toBe('ready')
  expect((await manifestOf(assetId)).video?.frames).toBe(clip.frames)
  // The second picture of this clip counts from 1000.
  expect(await first()).toBe(1000)
})
