/** Many new annotations by COPY, which takes rows in twice as fast as any statement. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { AnnotationRecord } from '#media/core/document/records.ts'

const COPY = `
  COPY "annotation" ("recordingId", "id", "trackId", "layerId", "labelId", "start", "end",
    "attributes", "note", "authorId", "confidence", "origin", "speakerId", "speech") FROM STDIN`

/** Characters that are sent at once. */
const PIECE = 1 << 16

export async function copyAnnotations(
  connection: pg.Client,
  recordingId: string,
  rows: readonly AnnotationRecord[],
): Promise<void> {
  // The stream ends a moment before the connection takes the next question.
  const free = new Promise<unknown>((done) => connection.once('drain', done).once('end', done))
  await pipeline(Readable.from(lines(recordingId, rows)), connection.query(copyFrom(COPY)))
  await free
}

function* lines(recordingId: string, rows: readonly AnnotationRecord[]): IterableIterator<Buffer> {
  const first = field(recordingId)
  let piece = ''
  for (const r of rows) {
    piece += `${first}\t${field(r.id)}\t${field(r.trackId)}\t${field(r.layerId)}\t${field(r.labelId)}\t${r.start}\t${r.end}`
    piece += `\t${field(JSON.stringify(r.attributes))}\t${field(r.note)}\t${field(r.authorId)}`
    piece += `\t${r.confidence ?? NULL}\t${field(r.origin)}\t${field(r.speakerId)}`
    piece += `\t${r.speech === null ? NULL : field(JSON.stringify(r.speech))}\n`
    if (piece.length < PIECE) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece) yield Buffer.from(piece)
}

const NULL = '\\N'
const SPECIAL = /[\\\t\n\r]/
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** As the text form of COPY has it. */
function field(text: string | null): string {
  if (text === null) return NULL
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => ESCAPED[c]!) : text
}
