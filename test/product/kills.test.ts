/**
 * kill -9 of web, worker and Postgres at random moments while files are uploaded, prepared and labelled. What was
 * acknowledged is there afterwards, once; what was under way ends well. The seed of the moments is printed.
 */
import { createHash, randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Uploads } from '#app/_client/upload.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { rememberedUrl } from '#server/platform/postgres.ts'
import { sleep } from '#server/platform/processes.ts'
import { type ApiClient, apiClient } from '#test/kit/api-client.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { seededRandom } from '#test/kit/random.ts'
import { startServer, type TestServer } from '#test/kit/server.ts'

const seed = Number(process.env.SCRUBLINE_TEST_SEED ?? randomInt(2 ** 31))
const random = seededRandom(seed)
console.log(`moments of the kills: SCRUBLINE_TEST_SEED=${seed}`)

const PARTS = ['web', 'worker', 'postgres'] as const
type Part = (typeof PARTS)[number]

let server: TestServer
let cookie: string
let api: ApiClient
let projectId: string

beforeAll(async () => {
  server = await startServer()
  cookie = await server.signIn()
  api = apiClient(server.origin, cookie)
  projectId = (await api.projects.create.mutate({ name: 'Kills', template: 'procedure' })).id
})
afterAll(() => server.dispose())

function kill(part: Part): boolean {
  const pid = server.pids()[part]
  if (!pid) return false
  process.kill(pid, 'SIGKILL')
  return true
}

/** Kills the parts, each at a random moment, until the work is done; the number of kills that hit. */
async function killing(
  parts: readonly Part[],
  pause: readonly [number, number],
  work: Promise<unknown>,
): Promise<number> {
  let done = false
  const over = () => {
    done = true
  }
  work.then(over, over)
  let hits = 0
  for (let n = 0; !done; n++) {
    await Promise.race([sleep(pause[0] + random() * (pause[1] - pause[0])), work.catch(() => {})])
    if (!done && n < parts.length && kill(parts[n] as Part)) hits++
  }
  return hits
}

/** Does it again until it is answered, as every client of ours does. */
async function stubborn<T>(work: () => Promise<T>): Promise<T> {
  for (const began = Date.now(); ; await sleep(100)) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() - began > 60_000) throw error
    }
  }
}

async function rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  return stubborn(async () => {
    const client = new pg.Client({ connectionString: rememberedUrl(server.dataDir) as string })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<T>(sql, values)).rows
    } finally {
      await client.end()
    }
  })
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)

test('labelling: every acknowledged change is there, once and in order', async () => {
  const { id: recordingId } = await api.recordings.create.mutate({ projectId, name: 'Labelled' })
  const { document } = decodedOf(await api.documents.snapshot.query({ recordingId }))
  const layer = document.layers[0] as { id: string }
  const label = document.tracks.find((track) => track.kind === 'intervals' && track.labelIds.length > 0)
    ?.labelIds[0] as string
  const pushOne = (seq: number, added: Record<string, unknown>) =>
    stubborn(() =>
      api.documents.push.mutate({
        recordingId,
        baseRev: 0,
        clientId: 'killer',
        seq,
        diff: { added, updated: {}, removed: {} } as never,
        sentence: `Change ${seq}`,
        undoes: null,
      }),
    )
  const track = {
    type: 'track',
    id: 'kept',
    kind: 'intervals',
    name: 'Kept',
    order: 99,
    policy: 'allowed',
    parentId: null,
  }
  await pushOne(1, { kept: { ...track, labelIds: [label], height: 40, locked: false, hidden: false } })

  const acknowledged = new Map<string, number>()
  let more = true
  const labelling = (async () => {
    for (let seq = 2; more || seq < 60; seq++) {
      const id = `a-${seq}`
      const start = seq * 705_600_000
      const answer = await pushOne(seq, {
        [id]: {
          ...{
            type: 'annotation',
            id,
            trackId: 'kept',
            layerId: layer.id,
            labelId: label,
            start,
            end: start + 705_600_000,
          },
          ...{
            attributes: {},
            note: `note ${seq}`,
            authorId: null,
            confidence: null,
            origin: null,
            speakerId: null,
            speech: null,
          },
        },
      })
      expect(answer.status).toBe('accepted')
      acknowledged.set(id, (answer as { revision: number }).revision)
    }
  })()
  const parts = shuffled<Part>(['web', 'postgres', 'web', 'postgres', 'worker'])
  const enough = sleep(12_000).then(() => {
    more = false
    return labelling
  })
  const hits = await killing(parts, [300, 2_000], enough)
  await labelling
  // One that is just coming back cannot be killed.
  expect(hits).toBeGreaterThanOrEqual(3)

  const kept = await rows<{ id: string; note: string }>(
    'SELECT id, note FROM annotation WHERE "recordingId" = $1',
    [recordingId],
  )
  expect(kept.map((one) => one.id).sort()).toEqual([...acknowledged.keys()].sort())
  expect(kept.every((one) => one.note === `note ${one.id.slice(2)}`)).toBe(true)
  const revisions = await rows<{ number: number; seq: number }>(
    'SELECT number, seq FROM revision WHERE "recordingId" = $1 AND "clientId" = $2 ORDER BY number',
    [recordingId, 'killer'],
  )
  expect(new Set(revisions.map((one) => one.seq)).size).toBe(revisions.length)
  for (const [id, number] of acknowledged)
    expect(revisions).toContainEqual({ number, seq: Number(id.slice(2)) })
  const after = decodedOf(await stubborn(() => api.documents.snapshot.query({ recordingId })))
  expect(after.document.annotations.length).toBe(acknowledged.size)
})

test('upload: what the server said it has, it has; the file arrives whole, and once', async () => {
  const content = Buffer.alloc(30_000_000)
  const clip = fs.readFileSync((await barcodeClip('cfr30')).path)
  clip.copy(content)
  // The rest is one box that players skip, so that the big file is still a film.
  content.writeUInt32BE(content.length - clip.length, clip.length)
  content.write('free', clip.length + 4)
  for (let at = clip.length + 8; at < content.length; at++) content[at] = Math.floor(random() * 256)
  let sent = 0
  const uploads = new Uploads({
    endpoint: `${server.origin}/upload`,
    headers: { cookie },
    contentOf: () => content,
    chunkBytes: 256_000,
    delays: [150],
  })
  uploads.add([{ name: 'big.mp4', size: content.length, lastModified: 1 } as File], { projectId })
  const state = () =>
    uploads.getSnapshot()[0] as {
      phase: string
      sent: number
      recordingId: string | null
      problem: string | null
    }
  const uploading = (async () => {
    for (const began = Date.now(); state().phase !== 'done'; await sleep(5)) {
      if (state().phase === 'failed') throw new Error(`The upload failed: ${state().problem}`)
      if (Date.now() - began > 120_000)
        throw new Error(`The upload hangs at ${state().sent} (${state().phase})`)
      // What was acknowledged never shrinks.
      expect(state().sent).toBeGreaterThanOrEqual(sent)
      sent = state().sent
    }
  })()
  const parts = shuffled<Part>(['web', 'web', 'postgres'])
  const hits = await killing(parts, [30, 400], uploading)
  await uploading
  expect(hits).toBeGreaterThan(0)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const assets = await rows<{ recordingId: string; bytes: string }>(
    'SELECT "recordingId", bytes FROM asset WHERE sha256 = $1',
    [sha256],
  )
  expect(assets).toEqual([{ recordingId: state().recordingId, bytes: String(content.length) }])
  const blob = path.join(server.dataDir, 'blobs', sha256.slice(0, 2), sha256)
  expect(fs.readFileSync(blob).equals(content)).toBe(true)
  expect(await rows('SELECT id FROM upload WHERE "assetId" IS NULL')).toEqual([])
})

test('ingest: a recording whose worker and database are killed becomes ready all the same', async () => {
  // Long enough to be at work for some seconds also on a quick machine.
  const clip = await barcodeClip('gop250', { sound: true, seconds: 40 })
  const uploads = new Uploads({
    endpoint: `${server.origin}/upload`,
    headers: { cookie },
    contentOf: () => fs.readFileSync(clip.path),
    delays: [150],
  })
  uploads.add([{ name: 'ingest.mp4', size: fs.statSync(clip.path).size, lastModified: 1 } as File], {
    projectId,
  })
  const state = () => uploads.getSnapshot()[0] as { phase: string; recordingId: string | null }
  const unfinished = async () =>
    rows<{ state: string; name: string; problem: string | null }>(
      `SELECT r.state, r.name, r.problem FROM job_run r JOIN asset a ON a.id = r."assetId"
       WHERE a."recordingId" = $1 AND r.state <> 'done'`,
      [state().recordingId],
    )
  const preparing = (async () => {
    while (state().phase !== 'done') await sleep(20)
    for (const began = Date.now(); ; await sleep(250)) {
      const left = await unfinished()
      const failed = left.find((one) => one.state === 'failed' || one.state === 'cancelled')
      if (failed) throw new Error(`${failed.name} ${failed.state}: ${failed.problem}`)
      if (left.length === 0 && Date.now() - began > 2_000) return
      if (Date.now() - began > 170_000) throw new Error(`Not ready in time: ${JSON.stringify(left)}`)
    }
  })()
  const parts = shuffled<Part>(['worker', 'postgres', 'worker'])
  const atWork = async () => (await unfinished()).some((one) => one.state === 'running')
  while (!(await stubborn(atWork))) await sleep(10)
  const hits = await killing(parts, [10, 1_500], preparing)
  await preparing
  expect(hits).toBeGreaterThan(0)
  const [asset] = await rows<{ id: string; state: string; manifest: { frameCount?: number } }>(
    'SELECT id, state, manifest FROM asset WHERE "recordingId" = $1',
    [state().recordingId],
  )
  expect(asset?.state).toBe('ready')
  const renditions = await rows<{ name: string; state: string; path: string | null }>(
    'SELECT name, state, path FROM rendition WHERE "assetId" = $1',
    [asset?.id],
  )
  expect(renditions.length).toBeGreaterThan(0)
  expect(renditions.filter((one) => one.state !== 'ready')).toEqual([])
  // Nothing half-made is left in the work folder.
  await expect.poll(() => fs.readdirSync(path.join(server.dataDir, 'tmp')), { timeout: 30_000 }).toEqual([])
}, 240_000)

function decodedOf(snapshot: { data: string }): { document: ReturnType<typeof plainOf> } {
  return { document: plainOf(decodeSnapshot(Buffer.from(snapshot.data, 'base64'))) }
}

function plainOf(decoded: ReturnType<typeof decodeSnapshot>) {
  const all = [...decoded.model.records()]
  return {
    tracks: all.filter((one) => one.type === 'track'),
    layers: all.filter((one) => one.type === 'layer'),
    annotations: all.filter((one) => one.type === 'annotation'),
  }
}
