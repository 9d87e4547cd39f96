import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { FLAG_KEY } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex, encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { buildFrameIndex, canDeliverDirectly, openVideo, probe } from '#media/ingest/index.ts'
import { decodedFrames, referenceVideos, temporaryFolder } from '#test/kit/media-samples.ts'
import { hasSharedData, sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'

const videos = referenceVideos()
const folder = temporaryFolder()
/** The lists hold microseconds. */
const ROUNDING = 1.5e-6

describe.skipIf(!hasSharedData)(
  `the frame index of every sample (${hasSharedData ? videos.length : WITHOUT_SAMPLES})`,
  () => {
    test.each(videos)(
      '$name has exactly the frames of the reference list',
      async ({ path: file, times, keys }) => {
        const report = await probe(file)
        const index = await buildFrameIndex(file, report)
        expect(index.length).toBe(times.length)
        const { pts, timebase, flags } = index.data
        for (let n = 0; n < times.length; n++) {
          const seconds = (pts[n]! * timebase.num) / timebase.den
          expect(Math.abs(seconds - times[n]!), `frame ${n}`).toBeLessThan(ROUNDING)
          expect(
            Math.abs(index.ticks[n]! / TICKS_PER_SECOND - (times[n]! - times[0]!)),
            `frame ${n}`,
          ).toBeLessThan(2 * ROUNDING)
          // A decoder's key frames are a subset of the container's: open groups count there only.
          if (keys[n]) expect(flags[n]! & FLAG_KEY, `frame ${n} is a key frame`).toBe(FLAG_KEY)
        }
        expect(decodeFrameIndex(encodeFrameIndex(index, { bytes: true })).data).toEqual(index.data)
      },
    )

    test('knows more than the first of two video streams', async () => {
      const file = sharedData('video/tricky/torchcodec_nasa_13013.mp4')!
      const report = await probe(file)
      expect(report.video.map((v) => [v.width, v.height])).toEqual([
        [320, 180],
        [480, 270],
      ])
      expect([report.audio.length, report.other.filter((o) => o.kind === 'subtitle').length]).toEqual([2, 2])
      for (const stream of [0, 1]) {
        const index = await buildFrameIndex(file, report, stream)
        const list = sharedData(
          `reference/frames/torchcodec_nasa_13013.mp4.stream${stream === 0 ? 0 : 3}.all_frames_info.json`,
        )!
        const frames = JSON.parse(fs.readFileSync(list, 'utf8')) as { pts_time: string }[]
        expect(index.length).toBe(frames.length)
        frames.forEach((f, n) => {
          const seconds = (index.data.pts[n]! * index.data.timebase.num) / index.data.timebase.den
          expect(Math.abs(seconds - Number(f.pts_time))).toBeLessThan(ROUNDING)
        })
      }
    })
  },
)

const direct = videos.filter((v) => !/hevc|h265|25i|10bits|edit_list|webm/.test(v.name))

describe.skipIf(!hasSharedData)('segments of every sample that browsers can be given', () => {
  test.each(videos)('$name is judged', async ({ name, path: file }) => {
    expect(canDeliverDirectly(await probe(file))).toBe(direct.some((d) => d.name === name))
  })

  test.each(direct)(
    '$name decodes to the same pictures at the times of the index',
    async ({ name, path: file, times }) => {
      const report = await probe(file)
      const index = await buildFrameIndex(file, report)
      const video = await openVideo(file, { index })
      const parts = [video.init()]
      let next = 0
      for (const [k, [first, key, count]] of video.segments.entries()) {
        expect(first).toBe(next)
        expect(key).toBeGreaterThanOrEqual(first)
        next += count
        parts.push(await video.segment(k))
      }
      expect(next).toBe(times.length)
      const total = video.durations.reduce((a, b) => a + b, 0)
      expect(Math.abs(total - index.duration / TICKS_PER_SECOND)).toBeLessThan(1e-6)
      await expect(video.segment(video.segments.length)).rejects.toThrow(RangeError)
      await video.close()
      const out = path.join(folder, `${name}.segments.mp4`)
      fs.writeFileSync(out, Buffer.concat(parts))
      const [source, delivered] = await Promise.all([decodedFrames(file), decodedFrames(out)])
      expect(delivered.map((f) => f.md5)).toEqual(source.map((f) => f.md5))
      for (const [n, f] of delivered.entries())
        expect(
          Math.abs(f.seconds - delivered[0]!.seconds - index.ticks[n]! / TICKS_PER_SECOND),
          `frame ${n}`,
        ).toBeLessThan(2e-5)
      fs.rmSync(out)
    },
  )
})
