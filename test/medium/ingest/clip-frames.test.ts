import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { buildFrameIndex, canDeliverDirectly, openVideo, probe } from '#media/ingest/index.ts'
import { type BarcodeVariant, barcodeClip, barcodeVariants, codesOf } from '#test/kit/barcode.ts'
import { decodedFrames, ffmpeg, temporaryFolder } from '#test/kit/media-samples.ts'

const folder = temporaryFolder()
const direct: readonly BarcodeVariant[] = [
  'cfr30',
  'cfr25',
  'ntsc',
  'vfr',
  'offset',
  'gop250',
  'rotated',
  'double',
]

/** Times of the index, seconds since frame 0. */
async function indexOf(file: string) {
  const report = await probe(file)
  const index = await buildFrameIndex(file, report)
  return { report, index, seconds: Array.from(index.ticks, (t) => t / TICKS_PER_SECOND) }
}

async function expectDecoded(file: string): Promise<void> {
  const { index, seconds } = await indexOf(file)
  const decoded = await decodedFrames(file)
  expect(index.length).toBe(decoded.length)
  decoded.forEach((f, n) => {
    expect(Math.abs(f.seconds - decoded[0]!.seconds - seconds[n]!), `frame ${n}`).toBeLessThan(2e-5)
  })
}

describe('the frame index of clips in every shape', () => {
  test.each(barcodeVariants)('%s has the frames that ffmpeg shows, at their times', async (name) => {
    const clip = await barcodeClip(name)
    const { index } = await indexOf(clip.path)
    expect(index.length).toBe(clip.frames)
    await expectDecoded(clip.path)
  })

  const others: [string, string, string[]][] = [
    ['MPEG-4 with B-frames in AVI, whose packets have no times', 'avi', ['-c:v', 'mpeg4', '-bf', '2']],
    [
      'H.264 in AVI',
      'avi',
      ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-x264-params', 'bframes=2'],
    ],
    ['MPEG program stream with B-frames', 'mpg', ['-c:v', 'mpeg2video', '-bf', '2']],
    ['Flash video', 'flv', ['-c:v', 'flv']],
    ['MXF', 'mxf', ['-c:v', 'mpeg2video', '-bf', '2']],
    ['Motion JPEG in AVI', 'avi', ['-c:v', 'mjpeg', '-q:v', '5']],
    ['Matroska at 29.97', 'mkv', ['-r', '30000/1001', '-c:v', 'libx264', '-preset', 'ultrafast']],
    [
      'fragmented MP4 with negative offsets',
      'mp4',
      [
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-bf',
        '2',
        '-movflags',
        'frag_keyframe+empty_moov+negative_cts_offsets',
      ],
    ],
    [
      'fragmented MP4',
      'mp4',
      [
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-bf',
        '2',
        '-g',
        '25',
        '-movflags',
        'frag_keyframe+empty_moov+default_base_moof',
      ],
    ],
    [
      'H.264 with open groups',
      'mp4',
      [
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-bf',
        '3',
        '-g',
        '25',
        '-x264-params',
        'open-gop=1:scenecut=0',
      ],
    ],
    [
      'HEVC with open groups',
      'mp4',
      [
        '-c:v',
        'libx265',
        '-preset',
        'ultrafast',
        '-x265-params',
        'log-level=error:open-gop=1:keyint=25:bframes=3:pools=2',
      ],
    ],
    ['QuickTime with sound in PCM', 'mov', ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'pcm_s16le']],
  ]
  test.each(others)('%s', async (name, ending, encode) => {
    const file = path.join(folder, `${name.replaceAll(/\W+/g, '-')}.${ending}`)
    await ffmpeg(...['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=4', ...encode, file])
    await expectDecoded(file)
  })

  test('one frame', async () => {
    const file = path.join(folder, 'one.mp4')
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=0.04', '-c:v', 'libx264', file)
    const { index } = await indexOf(file)
    expect([index.length, index.data.constantRate]).toEqual([1, null])
    expect(index.duration).toBe(TICKS_PER_SECOND / 25)
  })
})

describe('what the index says of the rate', () => {
  test.each<[BarcodeVariant, [number, number] | null, string[]]>([
    ['cfr30', [30, 1], []],
    ['ntsc', [30_000, 1001], []],
    ['vfr', null, ['variable-rate']],
    ['offset', [30, 1], ['late-start']],
    ['mkv', [30, 1], ['rate-rounded']],
    ['edits', [30, 1], ['hidden-frames']],
  ])('%s', async (name, rate, notes) => {
    const { index } = await indexOf((await barcodeClip(name)).path)
    const r = index.data.constantRate
    expect(r && [r.num, r.den]).toEqual(rate)
    expect(index.data.notes.map((n) => n.code).filter((c) => c !== 'header-count')).toEqual(notes)
  })

  test('29.97 in a clock of milliseconds is 30000/1001, rounded', async () => {
    const file = path.join(folder, 'ntsc.mkv')
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=160x120:r=30000/1001:d=20',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      file,
    )
    const { index } = await indexOf(file)
    expect(index.data.constantRate).toEqual({ num: 30_000, den: 1001 })
    expect(index.data.notes.map((n) => n.code)).toEqual(['rate-rounded'])
  })
})

describe('segments of clips', () => {
  test.each(barcodeVariants)('%s is judged', async (name) => {
    const report = await probe((await barcodeClip(name)).path)
    expect(canDeliverDirectly(report), report.video[0]!.directProblem ?? '').toBe(direct.includes(name))
  })

  test.each(direct)('%s shows every number once, at the times of the index', async (name) => {
    const clip = await barcodeClip(name)
    const { index, seconds } = await indexOf(clip.path)
    const file = path.join(folder, `${name}.segments.mp4`)
    await writeSegments(clip.path, index, file)
    expect(await codesOf(file)).toEqual(Array.from({ length: clip.frames }, (_, n) => n))
    const decoded = await decodedFrames(file)
    decoded.forEach((f, n) => {
      expect(Math.abs(f.seconds - decoded[0]!.seconds - seconds[n]!), `frame ${n}`).toBeLessThan(2e-5)
    })
  })

  test('open groups of pictures are cut where that loses nothing', async () => {
    const file = path.join(folder, 'H-264-with-open-groups.mp4')
    const { index } = await indexOf(file)
    const out = path.join(folder, 'open.segments.mp4')
    const rows = await writeSegments(file, index, out)
    let next = 0
    for (const [first, key, count] of rows) {
      expect(first).toBe(next)
      expect(key).toBeGreaterThanOrEqual(first)
      next += count
    }
    expect(next).toBe(index.length)
    expect((await decodedFrames(out)).map((f) => f.md5)).toEqual(
      (await decodedFrames(file)).map((f) => f.md5),
    )
  })

  test('a rendition takes the times of the source, whatever its own are', async () => {
    const clip = await barcodeClip('vfr')
    const { index, seconds } = await indexOf(clip.path)
    const even = path.join(folder, 'even.mp4')
    await ffmpeg(
      '-i',
      clip.path,
      '-vf',
      'setpts=N/25/TB,scale=320:180',
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1/25',
      '-c:v',
      'libx264',
      '-g',
      '6',
      '-bf',
      '0',
      even,
    )
    const out = path.join(folder, 'even.segments.mp4')
    await writeSegments(even, index, out)
    const decoded = await decodedFrames(out)
    expect(decoded.length).toBe(index.length)
    decoded.forEach((f, n) => {
      expect(Math.abs(f.seconds - decoded[0]!.seconds - seconds[n]!), `frame ${n}`).toBeLessThan(2e-5)
    })
  })

  test('a rendition with a frame too few is refused by its count', async () => {
    const clip = await barcodeClip('cfr30')
    const { index } = await indexOf(clip.path)
    const short = path.join(folder, 'short.mp4')
    await ffmpeg(
      '-i',
      clip.path,
      '-frames:v',
      String(clip.frames - 1),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      short,
    )
    await expect(openVideo(short, { index })).rejects.toMatchObject({
      code: 'mismatch',
      message: `The version made for playing holds ${clip.frames - 1} frames; the recording has ${clip.frames}. It is not used.`,
    })
  })

  test('a cut that hides pictures which others need is not given out as it is', async () => {
    const clip = await barcodeClip('edits')
    const { index, report } = await indexOf(clip.path)
    expect(report.video[0]!.directProblem).toBe('Its edit list begins between two key frames.')
    await expect(openVideo(clip.path, { index })).rejects.toMatchObject({ code: 'unsupported' })
  })
})

async function writeSegments(source: string, index: Parameters<typeof openVideo>[1]['index'], out: string) {
  const video = await openVideo(source, { index })
  const parts = [video.init()]
  for (let k = 0; k < video.segments.length; k++) parts.push(await video.segment(k))
  await video.close()
  fs.writeFileSync(out, Buffer.concat(parts))
  return video.segments
}
