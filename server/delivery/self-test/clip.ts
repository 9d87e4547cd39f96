/**
 * The clip of the self-test: every frame carries its number in the pixels, and it is as hard as files get for frame
 * numbers — variable rate, B-frames, two-second groups. It is made when first asked for, by the very functions that
 * prepare people's recordings, and kept in the data folder.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { buildFrameIndex, openVideo, probe, type VideoPackage } from '#media/ingest/index.ts'
import { rungsFor } from '#media/ingest/transcode/plan.ts'
import { makeLadder } from '#media/ingest/transcode/run.ts'
import { env } from '#server/platform/env.ts'
import { commitFile, tmpDir } from '#server/platform/storage.ts'

export interface SelfTestClip {
  readonly manifest: AssetManifest
  readonly index: Uint8Array
  readonly renditions: ReadonlyMap<string, VideoPackage>
}

/** Changes with the recipe, so that an older clip is made anew. */
const VERSION = 'v1'
const WIDTH = 1280
const HEIGHT = 720
const SECONDS = 10
const BITS = 16

let made: Promise<SelfTestClip> | null = null

export function selfTestClip(): Promise<SelfTestClip> {
  made ??= openClip()
  made.catch(() => {
    made = null
  })
  return made
}

async function openClip(): Promise<SelfTestClip> {
  const folder = path.join(env().dataDir, 'self-test', VERSION)
  const source = path.join(folder, 'clip.mp4')
  await makeFile(source, (to) => runFfmpeg([...clipArgs(), '-y', to]))
  const report = await probe(source)
  const index = await buildFrameIndex(source, report)
  const stream = report.video[0]
  if (!stream) throw new Error('the self-test clip has no picture')
  const rungs = rungsFor(WIDTH, HEIGHT, true).filter((rung) => rung.scrub)
  const scrub = path.join(folder, 'scrub.mp4')
  await makeFile(scrub, (to) => makeLadder({ source, stream, index, rungs, outputs: [to] }))
  const renditions = new Map<string, VideoPackage>([
    ['source', await openVideo(source, { index, trackId: stream.trackId })],
    ['scrub', await openVideo(scrub, { index })],
  ])
  return {
    manifest: manifestOf(index, renditions),
    index: encodeFrameIndex(index, { bytes: false }),
    renditions,
  }
}

async function makeFile(file: string, make: (to: string) => Promise<unknown>): Promise<void> {
  if (await fs.stat(file).catch(() => null)) return
  const draft = path.join(tmpDir(), `${randomUUID()}.mp4`)
  await fs.mkdir(tmpDir(), { recursive: true })
  try {
    await make(draft)
    await commitFile(draft, file)
  } finally {
    await fs.rm(draft, { force: true })
  }
}

/** ffmpeg's arguments without the output: a moving picture, the code in its top left, jittered times. */
export function clipArgs(): string[] {
  const bit = 'mod(floor(N/pow(2,X)),2)'
  const code = [
    'format=gray',
    `geq=lum='16+219*if(eq(Y,0),${bit},1-${bit})'`,
    `scale=${WIDTH / 2}:${HEIGHT / 9}:flags=neighbor`,
    'format=yuv420p',
  ].join(',')
  const times = "settb=1/90000,setpts='(N/30+0.011*sin(N*1.7)+floor(N/13)/30)/TB'"
  return [
    ...['-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=30:d=${SECONDS}`],
    ...['-f', 'lavfi', '-i', `nullsrc=s=${BITS}x2:r=30:d=${SECONDS}`],
    '-filter_complex',
    `[1:v]${code}[code];[0:v][code]overlay=0:0:shortest=1,${times},format=yuv420p[v]`,
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '22', '-bf', '3'],
    ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0'],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1/90000', '-video_track_timescale', '90000'],
    ...['-movflags', '+faststart', '-f', 'mp4'],
  ]
}

function manifestOf(index: FrameIndex, renditions: ReadonlyMap<string, VideoPackage>): AssetManifest {
  return {
    version: 1,
    assetId: 'self-test',
    duration: index.duration,
    video: {
      frames: index.length,
      displayWidth: WIDTH,
      displayHeight: HEIGHT,
      rotation: 0,
      sampleAspect: [1, 1],
      codec: 'h264',
      interlaced: false,
      constantRate: null,
      timecode: null,
      direct: true,
    },
    audio: null,
    renditions: [...renditions].map(([name, pack]) => ({
      name,
      kind: 'video' as const,
      state: 'ready' as const,
      codec: pack.codec,
      width: pack.width,
      height: pack.height,
      bitrate: pack.bitrate,
      segments: [...pack.segments],
    })),
    thumbnails: null,
    peaks: false,
    sounds: [],
    signal: null,
    cuts: [],
    warnings: [],
  }
}
