/** Registry of file formats: one folder and one line each. */
import { captions } from './captions/index.ts'
import { csv } from './csv/index.ts'
import { ctm } from './ctm/index.ts'
import { eaf } from './eaf/index.ts'
import type { Format } from './format.ts'
import { nativeJson } from './native-json/index.ts'
import { rttm } from './rttm/index.ts'
import { srt } from './srt/index.ts'
import { textGrid } from './textgrid/index.ts'
import { traceCsv } from './trace-csv/index.ts'
import { tsv } from './tsv/index.ts'
import { webvtt } from './webvtt/index.ts'
import { whisperJson } from './whisper-json/index.ts'

export const FORMATS: readonly Format[] = [
  nativeJson,
  csv,
  tsv,
  eaf,
  textGrid,
  webvtt,
  captions,
  srt,
  whisperJson,
  rttm,
  ctm,
  traceCsv,
]

export const formatById = (id: string): Format | null => FORMATS.find((f) => f.id === id) ?? null

/** The format a file most likely has; null when none fits. */
export function sniffFormat(fileName: string, text: string): Format | null {
  const head = text.slice(0, 4096)
  let best: Format | null = null
  let most = 0.3
  for (const f of FORMATS) {
    const score = f.sniff(fileName, head)
    if (score > most) {
      best = f
      most = score
    }
  }
  return best
}

export type {
  ExportInput,
  Format,
  Imported,
  ImportedAnnotation,
  ImportedTrack,
  Loss,
  MediaReference,
  ReadProblem,
  Written,
} from './format.ts'
export { FormatError } from './format.ts'
