import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { canDeliverSoundDirectly, probe } from '#media/ingest/index.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { decodedFrames, ffmpeg, temporaryFolder } from '#test/kit/media-samples.ts'
import { hasSharedData, sharedData } from '#test/kit/shared-data.ts'

const folder = temporaryFolder()

describe('probe', () => {
  test('rotation, aspect, colour, creation time and titles', async () => {
    const file = path.join(folder, 'all.mov')
    await ffmpeg(
      ...['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1'],
      ...['-vf', 'setsar=4/3', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
      ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
      ...['-metadata', 'creation_time=2024-05-06T07:08:09Z', '-metadata:s:a:0', 'language=eng'],
      ...['-timecode', '10:00:00:12', file],
    )
    const report = await probe(file)
    expect(report).toMatchObject({
      container: 'mov',
      createdAt: '2024-05-06T07:08:09.000Z',
      timecode: { startFrame: 10 * 3600 * 25 + 12, nominalRate: 25, dropFrame: false },
      warnings: [],
    })
    expect(report.video[0]).toMatchObject({
      codec: 'h264',
      codecString: expect.stringMatching(/^avc1\.64[0-9a-f]{4}$/),
      width: 320,
      height: 240,
      sampleAspect: [4, 3],
      rotation: 0,
      displayWidth: 427,
      displayHeight: 240,
      interlaced: false,
      bitDepth: 8,
      chroma: '4:2:0',
      colour: { space: 'bt709', transfer: 'bt709', primaries: 'bt709', range: 'tv' },
      averageRate: { num: 25, den: 1 },
      directProblem: null,
    })
    expect(report.audio[0]).toMatchObject({
      codec: 'aac',
      codecString: 'mp4a.40.2',
      channels: 1,
      sampleRate: 44_100,
      language: 'eng',
    })
    expect(report.other.map((o) => o.kind)).toEqual(['data'])
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  test.each<[Parameters<typeof barcodeClip>[0], string, string]>([
    ['mkv', 'matroska', 'h264'],
    ['vp9', 'webm', 'vp9'],
    ['h264ts', 'mpegts', 'h264'],
    ['mpeg4avi', 'avi', 'mpeg4'],
    ['wmv', 'asf', 'wmv2'],
    ['hevc10', 'mp4', 'hevc'],
  ])('%s lies in %s', async (name, container, codec) => {
    const report = await probe((await barcodeClip(name)).path)
    expect([report.container, report.video[0]!.codec]).toEqual([container, codec])
    expect(report.video[0]!.directProblem).not.toBeNull()
    expect(report.video[0]!.bitDepth).toBe(name === 'hevc10' ? 10 : 8)
  })

  test('rotation is stated clockwise, as ffmpeg turns the picture', async () => {
    const { path: file } = await barcodeClip('rotated')
    const [v] = (await probe(file)).video
    expect([v!.rotation, v!.displayWidth, v!.displayHeight]).toEqual([270, 360, 640])
    const turned = path.join(folder, 'turned.png')
    const byHand = path.join(folder, 'by-hand.png')
    await ffmpeg('-i', file, '-frames:v', '1', turned)
    await ffmpeg('-noautorotate', '-i', file, '-vf', 'transpose=cclock', '-frames:v', '1', byHand)
    expect((await decodedFrames(turned))[0]!.md5).toBe((await decodedFrames(byHand))[0]!.md5)
  })

  test('interlaced pictures are known as such', async () => {
    const [v] = (await probe((await barcodeClip('interlaced')).path)).video
    expect([v!.interlaced, v!.fieldOrder]).toEqual([true, 'tt'])
    expect(v!.directProblem).toMatch(/interlaced/)
  })

  test('sound alone is a recording; a cover picture is none', async () => {
    const cover = path.join(folder, 'cover.png')
    const file = path.join(folder, 'song.m4a')
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=0.04', '-frames:v', '1', cover)
    await ffmpeg(
      ...['-f', 'lavfi', '-i', 'sine=d=1', '-i', cover, '-map', '0', '-map', '1'],
      ...['-c:a', 'aac', '-c:v', 'copy', '-disposition:v:0', 'attached_pic', file],
    )
    const report = await probe(file)
    expect([report.video.length, report.audio.length, report.other.map((o) => o.kind)]).toEqual([
      0,
      1,
      ['picture'],
    ])
    expect(canDeliverSoundDirectly(report)).toBe(true)
  })

  test.skipIf(!hasSharedData)('a drop-frame timecode track', async () => {
    const report = await probe(sharedData('video/endo_2997_dropframe_tmcd_burnin.mov')!)
    expect(report.timecode).toEqual({ startFrame: 1650, nominalRate: 30, dropFrame: true })
    expect(report.video[0]!.averageRate).toEqual({ num: 30_000, den: 1001 })
  })
})
