/** What waveform peaks of an hour cost, against only decoding it into a pipe. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { decodePeaks, encodePeaks } from '#media/core/signal/peaks.ts'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { bucketsFor } from '#media/ingest/waveform/plan.ts'
import { makePeaks } from '#media/ingest/waveform/run.ts'
import { cost } from '../kit/measure.ts'
import { table } from '../kit/table.ts'

export interface PeaksBench {
  /** Wall time of decoding and peaks against decoding alone, in one run. */
  readonly peaksRatio: number
  readonly peaksFirstScreenKb: number
  readonly peaksThreeHoursMb: number
}

export async function peaksBench(print: (line: string) => void): Promise<PeaksBench> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-peaks-'))
  try {
    const source = path.join(folder, 'hour.m4a')
    const drawn = "aevalsrc='0.4*sin(440*2*PI*t)*sin(0.1*t)|0.3*random(0)':d=3600:s=48000"
    await runFfmpeg(['-f', 'lavfi', '-i', drawn, '-c:a', 'aac', '-b:a', '128k', source])
    const stream = { streamIndex: 0, channels: 2, sampleRate: 48_000 }
    let file = new Uint8Array()
    let samples = 0
    const peaks = await cost(3, async () => {
      const made = await makePeaks({ source, stream, origin: 0, buckets: bucketsFor(stream.channels) })
      file = encodePeaks(made)
    })
    const plain = await cost(3, () =>
      runFfmpeg(['-i', source, '-f', 's16le', 'pipe:1'], {
        onOutput: (chunk) => {
          samples += chunk.length
        },
      }),
    )
    table(print, [
      ['one hour of stereo AAC', 'ms', ''],
      ['decoding into a pipe', plain.wallMs, ''],
      ['peaks', peaks.wallMs, ''],
    ])
    if (samples === 0) throw new Error('nothing was decoded')
    return {
      peaksRatio: peaks.wallMs / plain.wallMs,
      peaksFirstScreenKb: firstScreen(file) / 1000,
      peaksThreeHoursMb: (file.length * 3) / 1e6,
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Length of the shortest beginning of the file that draws the whole hour with 1000 buckets or more. */
function firstScreen(file: Uint8Array): number {
  for (let length = 1024; length < file.length; length += 256) {
    const { levels } = decodePeaks(file.subarray(0, length))
    if ((levels.at(-1)?.length ?? 0) >= 1000) return length
  }
  return file.length
}
