/** What it costs to make 1080p, 720p and 360p of a source in one ffmpeg process, against one process for each. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runFfmpeg, toolPath } from '#media/ingest/ffmpeg.ts'
import { probe } from '#media/ingest/index.ts'
import { ladderArgs, type Rung, rungsFor } from '#media/ingest/transcode/plan.ts'
import { programCost } from '../kit/measure.ts'
import { table } from '../kit/table.ts'

export interface LadderBench {
  /** One process for the three rungs against three processes. */
  readonly ladderCpuRatio: number
  /** What is really made of an H.264 source, whose own pictures are the top rung, against three processes. */
  readonly ladderAsMadeCpuRatio: number
}

const SECONDS = 4
const RUNS = 2

export async function ladderBench(print: (line: string) => void): Promise<LadderBench> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-ladder-'))
  try {
    const source = path.join(folder, 'source.mp4')
    const drawn = `mandelbrot=s=1920x1080:r=30:end_scale=0.02:end_pts=${SECONDS * 30}`
    const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p', '-g', '60']
    await runFfmpeg(['-f', 'lavfi', '-i', drawn, '-t', String(SECONDS), ...encode, source])
    const stream = (await probe(source)).video[0]!
    const ffmpeg = await toolPath('ffmpeg')
    const args = (rungs: readonly Rung[]): string[] => [
      ...['-v', 'error'],
      ...ladderArgs({
        source,
        stream,
        rungs,
        outputs: rungs.map((rung) => path.join(folder, `${rung.name}.mp4`)),
        timebase: stream.timebase,
        rate: 30,
      }),
    ]
    const rungs = rungsFor(1920, 1080, false).filter((rung) => !rung.scrub)
    const costOf = (sets: readonly (readonly Rung[])[]): { wallMs: number; cpuMs: number } => {
      const costs = sets.map((set) => programCost(RUNS, ffmpeg, args(set)))
      const sum = (pick: (c: (typeof costs)[number]) => number): number =>
        costs.reduce((a, c) => a + pick(c), 0)
      return { wallMs: sum((c) => c.wallMs), cpuMs: sum((c) => c.cpuMs) }
    }
    const three = costOf(rungs.map((rung) => [rung]))
    const one = costOf([rungs])
    const asMade = costOf([rungsFor(1920, 1080, true).filter((rung) => !rung.scrub)])
    table(print, [
      [`${SECONDS} s of 1080p30 H.264`, 'ms', 'CPU ms'],
      ['1080p, 720p, 360p in three processes', three.wallMs, three.cpuMs],
      ['the same in one process', one.wallMs, one.cpuMs],
      ['720p and 360p in one, the source as top rung', asMade.wallMs, asMade.cpuMs],
    ])
    return { ladderCpuRatio: one.cpuMs / three.cpuMs, ladderAsMadeCpuRatio: asMade.cpuMs / three.cpuMs }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
