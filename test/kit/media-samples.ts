/** Reference lists of the sample files, clips that ffmpeg makes in a moment, and decoded frames to compare with. */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { hasSharedData, sharedData } from './shared-data.ts'

const run = promisify(execFile)

export interface ReferenceVideo {
  readonly name: string
  readonly path: string
  /** Seconds of every presented frame, as ffmpeg 5.1.9 decoded them. */
  readonly times: readonly number[]
  readonly keys: readonly boolean[]
}

/** Every sample video that has a list of its frames; none on machines without the samples. */
export function referenceVideos(): ReferenceVideo[] {
  if (!hasSharedData) return []
  const folder = sharedData('reference/frames')!
  return fs
    .readdirSync(folder)
    .filter((f) => f.endsWith('.frames.csv'))
    .flatMap((f) => {
      const name = f.replace('.frames.csv', '')
      const file = ['video', 'video/tricky', 'gait'].map((d) => sharedData(`${d}/${name}`)).find(Boolean)
      if (!file) return []
      const rows = fs
        .readFileSync(path.join(folder, f), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
      return [
        {
          name,
          path: file,
          times: rows.map((r) => Number(r[1])),
          keys: rows.map((r) => r[3]?.trim() === '1'),
        },
      ]
    })
}

/** A folder for one test file, removed after it. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-media-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function ffmpeg(...args: string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args])
}

export interface DecodedFrame {
  readonly seconds: number
  readonly md5: string
}

/** What `ffmpeg -fps_mode passthrough` shows of a file's first picture stream. */
export async function decodedFrames(file: string, stream = 0): Promise<DecodedFrame[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', '-noautorotate', '-i', file, '-map', `0:v:${stream}`],
      ...['-fps_mode', 'passthrough', '-enc_time_base', '1/90000', '-f', 'framemd5', '-'],
    ],
    { maxBuffer: 1 << 28 },
  )
  const tb = /#tb 0: (\d+)\/(\d+)/.exec(stdout)!
  return stdout
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const columns = line.split(',').map((c) => c.trim())
      return { seconds: (Number(columns[2]) * Number(tb[1])) / Number(tb[2]), md5: columns[5]! }
    })
}
