/**
 * The database and the search engine with 1,000,000 annotations, on a real Postgres of its own with durability on: a
 * window of a document against the plain index, taking in rows against Prisma's createMany, and sequences. Each number
 * stands beside its rival of the same run; the two go in turns.
 */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { ColumnRow, Numbered, SearchColumns } from '#media/core/search/columns.ts'
import { find } from '#media/core/search/find.ts'
import { parseQuery } from '#media/core/search/parse.ts'
import { allen, holds } from '#media/core/search/relations.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { writeRecords } from '#server/documents/rows.ts'
import { closeDb, db, prepared } from '#server/platform/db.ts'
import { migrate } from '#server/platform/migrate.ts'
import { startPostgres } from '#server/platform/postgres.ts'
import { readColumns, WINDOW } from '#server/search/index.ts'
import { seededRandom } from '#test/kit/random.ts'
import { median } from './kit/measure.ts'

const SEED = 20261123
const ROWS = 1_000_000
/** Ten recordings of an hour with 100,000 annotations each. */
const RECORDINGS = 10
const HOUR = 3600 * TICKS_PER_SECOND
const LABELS = ['preparation', 'dissection', 'clipping', 'bleeding', 'smoke', 'grasper', 'hook', 'irrigation']
const TRACKS = 20

export interface SearchBench {
  /** p95 of a window of ten seconds, by the same with the plain index on recording and start. */
  readonly viewportRatio: number
  /** Rows a second by rows a second of createMany. */
  readonly importSpeedup: number
  /** The slowest of the sequences below over 1,000,000 annotations, best of nine, ms. */
  readonly sequenceMs: number
}

export async function run(print: (line: string) => void = console.log): Promise<SearchBench> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-bench-'))
  await fs.chmod(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir })
  try {
    process.env.DATABASE_URL = postgres.url
    process.env.SCRUBLINE_DATA = dataDir
    await migrate(postgres.url)
    print(
      `${ROWS.toLocaleString('en')} annotations in ${RECORDINGS} recordings, seed ${SEED}; Postgres with fsync on`,
    )
    const recordings = await makeRecordings()
    const importSpeedup = await importing(print, recordings)
    const viewportRatio = await windows(print, recordings)
    await readings(print, recordings)
    const sequenceMs = sequences(print)
    return { viewportRatio, importSpeedup, sequenceMs }
  } finally {
    await closeDb()
    await postgres.stop()
    await fs.rm(dataDir, { recursive: true, force: true })
  }
}

async function makeRecordings(): Promise<string[]> {
  const project = await db().project.create({ data: { name: 'Bench', template: 'procedure' } })
  const ids: string[] = []
  for (let i = 0; i < RECORDINGS; i++) {
    const { id } = await db().recording.create({ data: { projectId: project.id, name: `Case ${i}` } })
    ids.push(id)
  }
  return ids
}

/** Mostly a few seconds, one in fifty some minutes, one in ten an event; frames of 30 a second; in order of time, as files are. */
function makeAnnotations(random: () => number, count: number): AnnotationRecord[] {
  const frame = TICKS_PER_SECOND / 30
  const whole = (n: number) => Math.floor(random() * n)
  const starts = Float64Array.from({ length: count }, () => whole(HOUR / frame) * frame).sort()
  return Array.from({ length: count }, (_, i): AnnotationRecord => {
    const kind = random()
    const frames = kind < 0.1 ? 0 : kind < 0.12 ? 900 + whole(18_000) : 1 + whole(240)
    const start = starts[i]!
    return {
      type: 'annotation',
      id: newId(),
      trackId: `track-${whole(TRACKS)}`,
      layerId: `layer-${whole(2)}`,
      labelId: LABELS[whole(LABELS.length)]!,
      start: tick(start),
      end: tick(start + frames * frame),
      attributes: kind < 0.2 ? { severity: 'low' } : {},
      note: kind > 0.98 ? 'Look at this again' : '',
      authorId: 'somebody',
      confidence: null,
      origin: 'import:csv',
      speakerId: null,
      speech: null,
    }
  })
}

/** Turns of the two ways; the last turns fill the table for what comes after. */
async function importing(print: (line: string) => void, recordings: readonly string[]): Promise<number> {
  const random = seededRandom(SEED)
  const small = ROWS / RECORDINGS / 5
  const ours: number[] = []
  const theirs: number[] = []
  for (const [turn, recordingId] of recordings.entries()) {
    const rows = makeAnnotations(random, ROWS / RECORDINGS)
    const first = rows.slice(0, turn < 3 ? small : 0)
    if (first.length) {
      const began = performance.now()
      await db().annotation.createMany({
        data: first.map(({ type, start, end, speech, ...row }) => ({
          ...row,
          recordingId,
          start: BigInt(start),
          end: BigInt(end),
        })),
      })
      theirs.push((first.length / (performance.now() - began)) * 1000)
    }
    const rest = rows.slice(first.length)
    const began = performance.now()
    await db().$transaction((tx) => writeRecords(tx, recordingId, rest, () => true), { timeout: 600_000 })
    ours.push((rest.length / (performance.now() - began)) * 1000)
  }
  const speed = (n: number) => `${Math.round(n).toLocaleString('en')} rows/s`
  print(
    `import: ours ${speed(median(ours))} (best ${speed(Math.max(...ours))}), createMany ${speed(median(theirs))}`,
  )
  return median(ours) / median(theirs)
}

const PLAIN = `
  SELECT "id", "trackId", "layerId", "labelId", "start", "end" FROM "annotation"
  WHERE "recordingId" = $1 AND "start" < $3::bigint AND ("end" > $2::bigint OR "start" >= $2::bigint) LIMIT $4`

async function windows(print: (line: string) => void, recordings: readonly string[]): Promise<number> {
  const random = seededRandom(SEED + 1)
  await db().$executeRawUnsafe('VACUUM ANALYZE "annotation"')
  const ours: number[] = []
  const plain: number[] = []
  let rows = 0
  const width = 10 * TICKS_PER_SECOND
  for (let i = 0; i < 440; i++) {
    const recordingId = recordings[Math.floor(random() * recordings.length)]!
    const start = Math.floor(random() * (HOUR - width))
    const values = [recordingId, start, start + width, 100_000]
    const t0 = performance.now()
    const found = await prepared<{ id: string }>('bench-window', WINDOW, values)
    const t1 = performance.now()
    const same = await prepared<{ id: string }>('bench-plain', PLAIN, values)
    const t2 = performance.now()
    if (found.length !== same.length) throw new Error(`${found.length} rows against ${same.length}`)
    rows += found.length
    if (i < 40) continue
    ours.push(t1 - t0)
    plain.push(t2 - t1)
  }
  const p = (values: number[], q: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * q)]!
  const ms = (values: number[]) => `p50 ${p(values, 0.5).toFixed(2)}, p95 ${p(values, 0.95).toFixed(2)} ms`
  print(`window of 10 s (${Math.round(rows / 440)} rows): ours ${ms(ours)}; plain index ${ms(plain)}`)
  return p(ours, 0.95) / p(plain, 0.95)
}

/** How the engine comes by its columns: all of a recording's, against rows narrowed by label in the database. */
async function readings(print: (line: string) => void, recordings: readonly string[]): Promise<void> {
  const whole: number[] = []
  const narrowed: number[] = []
  for (const recordingId of recordings.slice(0, 4)) {
    const t0 = performance.now()
    const read = await readColumns(recordingId)
    const t1 = performance.now()
    const rows = await prepared<object>(
      'bench-narrowed',
      `SELECT "id", "trackId", "layerId", "labelId", "start", "end" FROM "annotation"
        WHERE "recordingId" = $1 AND "labelId" = ANY($2)`,
      [recordingId, LABELS.slice(0, 2)],
    )
    const t2 = performance.now()
    if (read?.columns.length !== ROWS / RECORDINGS || !rows.length) throw new Error('rows are missing')
    whole.push(t1 - t0)
    narrowed.push(t2 - t1)
  }
  print(
    `100,000 rows for the engine: columns ${median(whole).toFixed(0)} ms once a revision; two labels as rows ${median(narrowed).toFixed(0)} ms each search`,
  )
}

const QUERIES = [
  'label:bleeding within 5s after label:clipping',
  'label:bleeding overlapping label:smoke',
  'label:grasper not inside label:dissection',
  'label:hook crossing label:irrigation',
  'label:clipping then within 10s label:bleeding then within 10s label:irrigation within 30s',
  'label:bleeding within 5s after label:clipping same track same layer',
]

function sequences(print: (line: string) => void): number {
  const random = seededRandom(SEED + 2)
  const columns = bareColumns(makeAnnotations(random, ROWS))
  const names = {
    recording: { id: 'r', name: 'R', stage: 'open' },
    labelName: (id: string) => id,
    trackName: (id: string) => id,
    layerName: (id: string) => id,
    personName: (id: string) => id,
    userId: 'u',
  }
  let slowest = 0
  for (const text of QUERIES) {
    const parsed = parseQuery(text)
    if (!parsed.ok) throw new Error(parsed.message)
    let count = 0
    let wall = Number.POSITIVE_INFINITY
    let cpu = Number.POSITIVE_INFINITY
    for (let k = 0; k < 9; k++) {
      const used = process.cpuUsage()
      const began = performance.now()
      count = find(columns, names, parsed.query).count
      wall = Math.min(wall, performance.now() - began)
      cpu = Math.min(cpu, process.cpuUsage(used).user / 1000)
    }
    slowest = Math.max(slowest, wall)
    const times = `${wall.toFixed(0).padStart(5)} ms (${cpu.toFixed(0)} ms of processor)`
    print(`${times}  ${count.toLocaleString('en').padStart(9)} answers  ${text}`)
  }
  print(
    `${nestedLoops(columns).toFixed(0)} ms for the first of these by comparing all with all (from one in 200)`,
  )
  return slowest
}

/** The rival: every bleeding with every clipping, for one bleeding in 200, times 200. */
function nestedLoops(columns: SearchColumns): number {
  const rowsOf = (label: string) => {
    const n = columns.label.ids.indexOf(label)
    return Array.from(columns.label.numbers.keys()).filter((row) => columns.label.numbers[row] === n)
  }
  const at = (row: number) => ({ start: columns.starts[row]!, end: columns.ends[row]! })
  const some = rowsOf('bleeding').filter((_, i) => i % 200 === 0)
  const others = rowsOf('clipping').map(at)
  const within = 5 * TICKS_PER_SECOND
  const began = performance.now()
  let found = 0
  for (const row of some) {
    const a = at(row)
    if (others.some((b) => holds('after', within, a, b))) found++
  }
  if (!found || allen(at(some[0]!), at(some[0]!)) !== 'equals') throw new Error('nothing was compared')
  return (performance.now() - began) * 200
}

function bareColumns(
  rows: readonly Pick<ColumnRow, 'start' | 'end' | 'labelId' | 'trackId' | 'layerId'>[],
): SearchColumns {
  const sorted = [...rows].sort((a, b) => a.start - b.start)
  const number = (of: (row: (typeof rows)[number]) => string): Numbered => {
    const ids = [...new Set(sorted.map(of))]
    const known = new Map(ids.map((id, n) => [id, n]))
    return { ids, numbers: Uint16Array.from(sorted, (row) => known.get(of(row))!) }
  }
  return {
    length: sorted.length,
    starts: Float64Array.from(sorted, (row) => row.start),
    ends: Float64Array.from(sorted, (row) => row.end),
    label: number((row) => row.labelId),
    track: number((row) => row.trackId),
    layer: number((row) => row.layerId),
    author: { ids: [''], numbers: new Uint16Array(sorted.length) },
    texts: new Map(),
    idOf: String,
  }
}
