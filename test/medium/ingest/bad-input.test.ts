import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildFrameIndex, MediaError, type MediaErrorCode, probe } from '#media/ingest/index.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { ffmpeg, temporaryFolder } from '#test/kit/media-samples.ts'

const folder = temporaryFolder()
const at = (name: string): string => path.join(folder, name)

/** The error of probing and indexing a file, which must be one for people. */
async function problemOf(file: string): Promise<{ code: MediaErrorCode; message: string }> {
  try {
    const report = await probe(file)
    if (report.video.length) await buildFrameIndex(file, report)
  } catch (error) {
    expect(error).toBeInstanceOf(MediaError)
    const { code, message } = error as MediaError
    expect(message).toMatch(/^[A-Z].*[.]$/)
    expect(message).not.toMatch(/undefined|NaN|Error|0x|at .*\.ts/)
    return { code, message }
  }
  throw new Error(`${file} was taken for good`)
}

/** The bytes of a small MP4, with one value in its tables changed. */
async function patched(
  name: string,
  change: (bytes: Buffer) => void,
  clip = 'cfr30' as const,
): Promise<string> {
  const bytes = fs.readFileSync((await barcodeClip(clip)).path)
  change(bytes)
  fs.writeFileSync(at(name), bytes)
  return at(name)
}

describe('a file that cannot be worked with gets a plain sentence', () => {
  test('empty', async () => {
    fs.writeFileSync(at('empty.mp4'), '')
    expect(await problemOf(at('empty.mp4'))).toEqual({
      code: 'empty',
      message: 'The file is empty (0 bytes). Copy or upload it again.',
    })
  })

  test.each(['notes.mp4', 'notes.mov', 'notes.wav'])('text named %s', async (name) => {
    fs.writeFileSync(at(name), 'Patient was prepared at 8:15.\nIncision at 8:32.\n'.repeat(50))
    expect((await problemOf(at(name))).message).toBe(
      'The file holds text, not video or sound, whatever its name says. Choose the recording itself.',
    )
  })

  test('noise named .mp4', async () => {
    fs.writeFileSync(at('noise.mp4'), Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 251)))
    expect((await problemOf(at('noise.mp4'))).code).toBe('not-media')
  })

  test('an MP4 cut short in the pictures, its index in front', async () => {
    const clip = await barcodeClip('cfr30')
    await ffmpeg('-i', clip.path, '-c', 'copy', '-movflags', '+faststart', at('front.mp4'))
    const bytes = fs.readFileSync(at('front.mp4'))
    fs.writeFileSync(at('cut.mp4'), bytes.subarray(0, bytes.length >> 1))
    const problem = await problemOf(at('cut.mp4'))
    expect(problem.code).toBe('truncated')
    expect(problem.message).toMatch(
      /^The file was cut short: \d+ of its 120 pictures or sounds are not in it\./,
    )
  })

  test('an MP4 cut short before its index', async () => {
    const clip = await barcodeClip('cfr30')
    const bytes = fs.readFileSync(clip.path)
    fs.writeFileSync(at('cut-behind.mp4'), bytes.subarray(0, bytes.length >> 1))
    expect(await problemOf(at('cut-behind.mp4'))).toMatchObject({
      code: 'truncated',
      message: expect.stringMatching(/breaks off before its index/),
    })
  })

  test('an MP4 without its index', async () => {
    const file = await patched('no-moov.mp4', (b) => b.write('free', b.indexOf('moov'), 'latin1'))
    expect((await problemOf(file)).message).toMatch(/has no index \(the moov box is missing\)/)
  })

  test('tables that contradict themselves', async () => {
    const file = await patched('broken.mp4', (b) => b.writeUInt32BE(0x7fffffff, b.indexOf('stsz') + 12))
    expect(await problemOf(file)).toMatchObject({
      code: 'truncated',
      message: expect.stringMatching(/damaged/),
    })
  })

  test.each([
    ['larger than anything', 40_000, 30_000],
    ['of no size', 0, 0],
  ])('a picture %s', async (_, width, height) => {
    // The decoder would trust the stream, so the stream is one whose size only the container states.
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=64x48:r=25:d=0.4',
      '-c:v',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      at('raw.avi'),
    )
    const bytes = fs.readFileSync(at('raw.avi'))
    const format = bytes.indexOf('strf') + 8
    bytes.writeUInt32LE(width, format + 4)
    bytes.writeUInt32LE(height, format + 8)
    fs.writeFileSync(at('size.avi'), bytes)
    const problem = await problemOf(at('size.avi'))
    expect(problem.code).toMatch(/unsupported|not-media/)
  })

  test('a frame rate of 0: every picture at the same time', async () => {
    const file = await patched('zero-rate.mp4', (b) => {
      const stts = b.indexOf('stts')
      for (let e = 0, n = b.readUInt32BE(stts + 8); e < n; e++) b.writeUInt32BE(0, stts + 16 + e * 8)
      const ctts = b.indexOf('ctts')
      b.write('free', ctts, 'latin1')
      b.write('free', b.indexOf('edts'), 'latin1')
    })
    expect(await problemOf(file)).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /^All 120 pictures of the file have the same time \(its frame rate is 0\)/,
      ),
    })
  })

  test('neither picture nor sound', async () => {
    fs.writeFileSync(at('text.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello\n')
    const clip = await barcodeClip('cfr30')
    await ffmpeg('-i', clip.path, '-i', at('text.srt'), '-map', '1', '-c:s', 'mov_text', at('words.mp4'))
    expect(await problemOf(at('words.mp4'))).toMatchObject({
      code: 'no-video',
      message: 'The file holds neither picture nor sound. Choose a video or sound file.',
    })
  })

  test('sound of no length', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', '-t', '0', '-c:a', 'pcm_s16le', at('silent.wav'))
    const problem = await problemOf(at('silent.wav'))
    expect(problem.code).toMatch(/no-video|not-media/)
  })

  test('a photograph', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x48:d=0.04', '-frames:v', '1', at('photo.jpg'))
    expect((await problemOf(at('photo.jpg'))).message).toMatch(/single picture, not a recording/)
  })

  test('a file that is not there', async () => {
    await expect(probe(at('nothing.mp4'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('names are only names', () => {
  test.each(['-i.mp4', 'a:b.mp4', 'ü🎬 ‮x.mp4', "it's 100%d.mp4"])('%s', async (name) => {
    fs.copyFileSync((await barcodeClip('cfr30')).path, at(name))
    const report = await probe(at(name))
    expect((await buildFrameIndex(at(name), report)).length).toBe(120)
  })
})
