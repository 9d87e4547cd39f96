/** Makes the sheets of small pictures. */
import path from 'node:path'
import type { FrameIndex } from '../../core/time/frame-index.ts'
import { secondsOf } from '../../core/time/tick.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import type { VideoStreamReport } from '../report.ts'
import { keysSuffice, type SheetLayout, sheetArgs, sheetLayout } from './plan.ts'

export interface Sheets {
  readonly layout: SheetLayout
  /** Files in order. */
  readonly files: readonly string[]
}

/** @throws MediaError */
export async function makeSheets(
  job: { source: string; stream: VideoStreamReport; index: FrameIndex; folder: string },
  options: { onProgress?: (fraction: number) => void; signal?: AbortSignal } = {},
): Promise<Sheets> {
  const layout = sheetLayout(job.stream, job.index.duration)
  const keysOnly = keysSuffice(job.index, layout)
  const output = path.join(job.folder, 'thumbs-%d.jpg')
  await runFfmpeg(sheetArgs({ source: job.source, stream: job.stream, layout, keysOnly, output }), {
    signal: options.signal,
    onProgress: (p) =>
      options.onProgress?.(Math.min(1, p.seconds / Math.max(1, secondsOf(job.index.duration)))),
  })
  const sheets = Math.ceil(layout.count / (layout.columns * layout.rows))
  const files = Array.from({ length: sheets }, (_, k) => path.join(job.folder, `thumbs-${k}.jpg`))
  return { layout, files }
}
