/** What it costs to know every frame of an hour, and to have its first segment ready, against ffprobe and ffmpeg. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { toolPath } from '#media/ingest/ffmpeg.ts'
import { buildFrameIndex, openVideo, probe } from '#media/ingest/index.ts'
import { hourFile } from '../kit/hour.ts'
import { cost, median, programCost, timeUntil } from '../kit/measure.ts'
import { table } from '../kit/table.ts'

export interface IndexBench {
  readonly indexCpuRatio: number
  readonly firstPlayableRatio: number
  /** The same with our probe (one ffprobe) counted in. */
  readonly firstPlayableWithProbeRatio: number
}

export async function indexBench(print: (line: string) => void): Promise<IndexBench> {
  const file = await hourFile()
  const report = await probe(file)
  const [ffprobe, ffmpeg] = await Promise.all([toolPath('ffprobe'), toolPath('ffmpeg')])
  const ours = await cost(21, () => buildFrameIndex(file, report))
  const theirs = programCost(3, ffprobe, [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_packets',
    '-of',
    'json',
    file,
  ])

  const first = async (): Promise<void> => {
    const video = await openVideo(file, { index: await buildFrameIndex(file, report) })
    video.init()
    await video.segment(0)
    await video.close()
  }
  const playable = await cost(21, first)
  const withProbe = await cost(3, async () => {
    await probe(file)
    await first()
  })
  const remux: number[] = []
  for (let i = 0; i < 5; i++) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-remux-'))
    // The second segment's file appears when the first is whole.
    const args = [
      '-v',
      'error',
      '-i',
      file,
      '-map',
      '0:v',
      '-c',
      'copy',
      '-f',
      'hls',
      '-hls_time',
      '2',
      '-hls_segment_type',
      'fmp4',
    ]
    remux.push(
      await timeUntil(
        ffmpeg,
        [...args, '-hls_segment_filename', path.join(folder, '%d.m4s'), path.join(folder, 'i.m3u8')],
        () => fs.existsSync(path.join(folder, '1.m4s')),
      ),
    )
    fs.rmSync(folder, { recursive: true, force: true })
  }
  table(print, [
    ['one hour of H.264, 108,000 frames', 'ms', 'CPU ms'],
    ['ffprobe -show_packets', theirs.wallMs, theirs.cpuMs],
    ['frame index', ours.wallMs, ours.cpuMs],
    ['ffmpeg remux, first segment', median(remux), ''],
    ['index, init and first segment', playable.wallMs, playable.cpuMs],
    ['the same after a probe', withProbe.wallMs, ''],
  ])
  return {
    indexCpuRatio: theirs.cpuMs / ours.cpuMs,
    firstPlayableRatio: playable.wallMs / median(remux),
    firstPlayableWithProbeRatio: withProbe.wallMs / median(remux),
  }
}
