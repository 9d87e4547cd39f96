import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { buildFrameIndex, openAudio, probe, soundOrigin } from '#media/ingest/index.ts'
import { ffmpeg, temporaryFolder } from '#test/kit/media-samples.ts'
import { hasSharedData, sharedData } from '#test/kit/shared-data.ts'

const folder = temporaryFolder()
const RATE = 8000

/** Mono samples of a file's sound, laid on its own clock from 0 on. */
async function samplesOf(file: string): Promise<Float32Array> {
  const chunks: Buffer[] = []
  await runFfmpeg(
    [
      '-copyts',
      '-i',
      file,
      '-map',
      '0:a:0',
      '-af',
      `aresample=${RATE}:async=1:min_hard_comp=0.0005:first_pts=0`,
      '-ac',
      '1',
      '-f',
      'f32le',
      'pipe:1',
    ],
    { onOutput: (c) => void chunks.push(c) },
  )
  const all = Buffer.concat(chunks)
  return new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + (all.length & ~3)))
}

/** Seconds by which `b` comes later than `a`, by the best match of one second of `a`. */
function lagOf(a: Float32Array, b: Float32Array, around: number): number {
  const window = a.subarray(around * RATE, (around + 1) * RATE)
  let best = Number.NEGATIVE_INFINITY
  let at = 0
  for (let shift = -RATE / 2; shift <= RATE / 2; shift++) {
    const from = around * RATE + shift
    if (from < 0 || from + window.length > b.length) continue
    let sum = 0
    for (let i = 0; i < window.length; i++) sum += window[i]! * b[from + i]!
    if (sum > best) {
      best = sum
      at = shift
    }
  }
  return at / RATE
}

async function deliver(
  file: string,
): Promise<{ out: string; segments: readonly number[]; cut: number; origin: number | null }> {
  const report = await probe(file)
  const index = report.video.length ? await buildFrameIndex(file, report) : null
  const origin = soundOrigin(report, index)
  const sound = await openAudio(file, { trackId: report.audio[0]!.trackId, origin })
  const parts = [sound.init()]
  for (let k = 0; k < sound.segments.length; k++) parts.push(await sound.segment(k))
  await sound.close()
  const out = path.join(folder, `${path.basename(file)}.sound.mp4`)
  fs.writeFileSync(out, Buffer.concat(parts))
  return { out, segments: sound.segments, cut: sound.cut, origin }
}

/** A tone that rises, so that every moment sounds different, and a picture that starts at another time. */
async function clip(name: string, pictureAt: number, soundAt: number, ...encode: string[]): Promise<string> {
  const file = path.join(folder, name)
  await ffmpeg(
    ...['-itsoffset', String(pictureAt), '-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=6'],
    ...[
      '-itsoffset',
      String(soundAt),
      '-f',
      'lavfi',
      '-i',
      "aevalsrc='0.4*sin(2*PI*(300*t+40*t*t))':s=48000:d=6",
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-fps_mode', 'passthrough', ...encode, file],
  )
  return file
}

describe('delivered sound starts at frame 0 of the picture', () => {
  test.each<[string, number, number, string[]]>([
    ['together.mp4', 0, 0, ['-c:a', 'aac']],
    ['sound-later.mp4', 0, 0.25, ['-c:a', 'aac']],
    ['sound-earlier.mp4', 0.32, 0, ['-c:a', 'aac']],
    ['both-late.mp4', 1.4, 1.4, ['-c:a', 'aac']],
    ['opus.mp4', 0, 0.1, ['-c:a', 'libopus']],
    ['together.mov', 0, 0, ['-c:a', 'aac']],
    ['fragmented.mp4', 0, 0, ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov+default_base_moof']],
  ])('%s: picture at %f s, sound at %f s', async (name, pictureAt, soundAt, encode) => {
    const file = await clip(name, pictureAt, soundAt, ...encode)
    const { out, segments, origin } = await deliver(file)
    const heard = await samplesOf(out)
    const tone = Float32Array.from({ length: 6 * RATE }, (_, i) => {
      const t = i / RATE
      return 0.4 * Math.sin(2 * Math.PI * (300 * t + 40 * t * t))
    })
    // Where the tone should be on the delivered clock, to the millisecond; a packet is 21 ms long.
    expect(Math.abs(lagOf(tone, heard, 3) - (soundAt - pictureAt))).toBeLessThan(0.0015)
    expect(origin).not.toBeNull()
    const total = segments.reduce((a, b) => a + b, 0)
    expect(Math.abs(total - (6 + soundAt - pictureAt))).toBeLessThan(0.06)
  })

  test('time before late sound is filled with silence, from 0 on', async () => {
    const { out } = await deliver(await clip('later.mp4', 0, 0.5, '-c:a', 'aac'))
    const heard = await samplesOf(out)
    expect(Math.max(...heard.subarray(0, 0.4 * RATE).map(Math.abs))).toBeLessThan(0.01)
    expect(Math.max(...heard.subarray(0.6 * RATE, RATE).map(Math.abs))).toBeGreaterThan(0.2)
    expect(heard.length / RATE).toBeGreaterThan(6.4)
  })

  test('sound before the picture is cut, and how much is said', async () => {
    const { cut } = await deliver(await clip('earlier.mp4', 0.32, 0, '-c:a', 'aac'))
    expect(cut).toBeGreaterThan(0.31)
    expect(cut).toBeLessThan(0.345)
  })

  test('sound without picture starts at itself', async () => {
    const file = path.join(folder, 'only.m4a')
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      "aevalsrc='0.4*sin(2*PI*(300*t+40*t*t))':s=48000:d=6",
      '-c:a',
      'aac',
      file,
    )
    const { out, origin } = await deliver(file)
    expect(origin).toBeNull()
    expect(Math.abs(lagOf(await samplesOf(file), await samplesOf(out), 2))).toBeLessThan(0.0015)
  })

  test('PCM is not given out as it is', async () => {
    const file = await clip('pcm.mov', 0, 0, '-c:a', 'pcm_s16le')
    const report = await probe(file)
    expect(report.audio[0]!.directProblem).toBe('Its sound is in a codec that browsers do not play from MP4.')
    await expect(openAudio(file, { origin: 0 })).rejects.toMatchObject({ code: 'unsupported' })
  })

  test.skipIf(!hasSharedData)('the sample whose sound is 250 ms off keeps its offset', async () => {
    const { segments, cut } = await deliver(sharedData('video/endo_audio_offset_250ms.mp4')!)
    // Its sound is silence, so only its length tells: ten seconds that start a quarter of a second late.
    expect(cut).toBe(0)
    expect(Math.abs(segments.reduce((a, b) => a + b, 0) - 10.25)).toBeLessThan(0.03)
  })
})
