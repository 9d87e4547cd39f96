import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildFrameIndex, probe } from '#media/ingest/index.ts'
import { makeJitSegment } from '#media/ingest/jit.ts'
import { openJit } from '#media/ingest/open-jit.ts'
import { type BarcodeVariant, barcodeClip, codesOf } from '#test/kit/barcode.ts'

let tmp = ''
beforeAll(async () => {
  tmp = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-jit-'))
})
afterAll(() => fs.rm(tmp, { recursive: true, force: true }))

const VARIANTS: BarcodeVariant[] = [
  'cfr30',
  'vfr',
  'offset',
  'edits',
  'gop250',
  'hevc',
  'hevc10',
  'hevcEdits',
  'interlaced',
  'mpeg4avi',
  'mpeg2ts',
  'wmv',
  'mkv',
  'vp9',
  'h264ts',
  'rotated',
]

async function opened(variant: BarcodeVariant) {
  const clip = await barcodeClip(variant)
  const report = await probe(clip.path)
  const index = await buildFrameIndex(clip.path, report)
  return { clip, stream: report.video[0]!, index }
}

const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

describe.each(VARIANTS)('%s', (variant) => {
  test('a segment holds exactly the frames asked for', async () => {
    const { clip, stream, index } = await opened(variant)
    expect(index.length).toBe(clip.frames)
    const end = index.length - 1
    for (const [first, last] of [
      [0, 0],
      [0, 14],
      [31, 47],
      [end - 9, end],
      [end, end],
    ] as const) {
      const output = path.join(tmp, `${variant}-${first}.mp4`)
      await makeJitSegment({ path: clip.path, stream, index, first, last, output })
      const { firstCode } = clip
      expect(await codesOf(output)).toEqual(numbers(first + firstCode, last + firstCode))
    }
  })

  test('as a package it delivers every frame once, at the time of the index', async () => {
    const { clip, stream, index } = await opened(variant)
    const pack = await openJit(clip.path, { stream, index, tmp })
    try {
      const parts = [pack.init()]
      for (const k of pack.segments.keys()) parts.push(await pack.segment(k))
      const file = path.join(tmp, `${variant}-whole.mp4`)
      await fs.writeFile(file, Buffer.concat(parts))
      expect(await codesOf(file)).toEqual(numbers(clip.firstCode, clip.firstCode + clip.frames - 1))
      const delivered = await buildFrameIndex(file, await probe(file))
      expect([...delivered.ticks]).toEqual([...index.ticks])
      expect(delivered.duration).toBe(index.duration)
      expect(pack.codec).toBe('avc1.42c028')
    } finally {
      await pack.close()
    }
  })
})

test('a segment outside the recording is refused', async () => {
  const { clip, stream, index } = await opened('cfr30')
  const ask = makeJitSegment({
    path: clip.path,
    stream,
    index,
    first: 100,
    last: 500,
    output: path.join(tmp, 'no.mp4'),
  })
  await expect(ask).rejects.toThrow(RangeError)
})
