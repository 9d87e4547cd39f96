import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodePeaks } from '#media/core/signal/peaks.ts'
import { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex, encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { adoptFile, manifestOf, showVideoStream } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { handler as transcode } from '#server/jobs/transcode-asset/handler.ts'
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
    expect(manifest.sounds.map((s) => s.stream)).toEqual([0])
    const finest = decodePeaks(await fs.readFile(assetFile(assetId, 'peaks-0.bin'))).levels.at(-1)!
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

test.each(['h264ts', 'mpeg2ts'] as const)(
  'a %s stream that begins in the middle shows what can be decoded',
  async (variant) => {
    const clip = await barcodeClip(variant, { sound: true })
    const whole = await fs.readFile(clip.path)
    const file = path.join(dataDir, `middle-${variant}.ts`)
    const packet = 188
    // Its tables, then everything from a place between two key frames on.
    const middle = whole.subarray(Math.floor((whole.length * 0.3) / packet) * packet)
    await fs.writeFile(file, Buffer.concat([whole.subarray(0, 3 * packet), middle]))
    const codes = await codesOf(file)
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.length).toBeLessThan(clip.frames)

    const { asset, assetId } = await ingest(file, 'middle.ts')
    expect([asset.state, asset.problem]).toEqual(['ready', null])
    expect((await manifestOf(assetId)).video?.frames).toBe(codes.length)
    expect(await codesOf(assetFile(assetId, 'scrub.mp4'))).toEqual(codes)
  },
)

test('frames are counted by decoding when the table of the file proves wrong', async () => {
  const clip = await barcodeClip('mpeg4avi')
  const { assetId } = await ingest(clip.path, 'lies.avi')
  const file = assetFile(assetId, 'index.bin')
  const { data } = decodeFrameIndex(await fs.readFile(file))
  // As if the container had claimed one frame more.
  const longer = new FrameIndex({
    ...data,
    pts: Float64Array.from([...data.pts, data.endPts]),
    endPts: data.endPts + 1,
    flags: Uint8Array.from([...data.flags, 0]),
    byteStart: new Float64Array(0),
    byteLength: new Uint32Array(0),
  })
  await fs.writeFile(file, encodeFrameIndex(longer, { bytes: false }))
  await db().rendition.deleteMany({ where: { assetId, name: { in: ['scrub', '360p'] } } })

  const tmp = await fs.mkdtemp(path.join(dataDir, 'recount-'))
  await transcode.run({
    jobId: 'recount',
    assetId,
    payload: { assetId },
    tmp,
    signal: new AbortController().signal,
    progress: () => {},
    step: (_name, work) => work(),
  })
  const manifest = await manifestOf(assetId)
  expect(manifest.video?.frames).toBe(clip.frames)
  expect(manifest.warnings.filter((w) => /counted by decoding/.test(w))).toHaveLength(1)
  expect(manifest.warnings.filter((w) => /not used/.test(w))).toEqual([])
  expect(decodeFrameIndex(await fs.readFile(file)).length).toBe(clip.frames)
  expect(manifest.renditions.map((r) => r.name)).toContain('scrub')
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
