import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { type UploadState, Uploads, type UploadsOptions } from '#app/_client/upload.ts'
import { db } from '#server/platform/db.ts'
import { blobPath, uploadsDir } from '#server/platform/storage.ts'
import { adoptUpload } from '#server/uploads/adopt-upload.ts'
import { uploadFile } from '#server/uploads/files.ts'
import { adoptFinishedUploads, handleUpload, removeAbandonedUploads } from '#server/uploads/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, type Person, person, serve } from '#test/kit/people.ts'

await testDatabase()
const { origin } = await serve([handleUpload])

let ann: Person
let vera: Person
let eve: Person
let projectId: string

beforeAll(async () => {
  ann = await person('Ann')
  vera = await person('Vera')
  eve = await person('Eve')
  projectId = await project('Theatre')
  await addMember(projectId, ann.userId, 'annotator')
  await addMember(projectId, vera.userId, 'viewer')
})

const project = async (name: string) =>
  (await db().project.create({ data: { name, template: 'procedure' } })).id
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const b64 = (text: string) => Buffer.from(text).toString('base64')
const metadata = (more: Record<string, string> = {}) =>
  Object.entries({ filename: 'a.mp4', projectId, ...more })
    .map(([key, value]) => `${key} ${b64(value)}`)
    .join(',')

interface Ask {
  method: string
  path?: string
  cookie?: string
  headers?: Record<string, string>
  body?: Buffer
}
const ask = ({ method, path = '', cookie, headers = {}, body }: Ask) =>
  fetch(`${origin}/upload${path}`, {
    method,
    headers: { 'tus-resumable': '1.0.0', ...(cookie && { cookie }), ...headers },
    ...(body && { body: new Uint8Array(body) }),
  })

async function begin(bytes: number, who = ann, more: Record<string, string> = {}): Promise<string> {
  const answer = await ask({
    method: 'POST',
    cookie: who.cookie,
    headers: { 'upload-length': String(bytes), 'upload-metadata': metadata(more) },
  })
  expect(answer.status, await answer.text()).toBe(201)
  return answer.headers.get('location')!.replace('/upload', '')
}
const patch = (path: string, offset: number, body: Buffer, who = ann) =>
  ask({
    method: 'PATCH',
    path,
    cookie: who.cookie,
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  })
const head = (path: string, who = ann) => ask({ method: 'HEAD', path, cookie: who.cookie })

/** The browser's own upload queue, sending bytes from memory. */
function queue(contents: Map<File, Buffer>, options: UploadsOptions = {}): Uploads {
  return new Uploads({
    endpoint: `${origin}/upload`,
    headers: { cookie: ann.cookie },
    contentOf: (file) => contents.get(file)!,
    chunkBytes: 256 * 1024,
    delays: [50],
    ...options,
  })
}
function fakeFile(name: string, content: Buffer, contents: Map<File, Buffer>): File {
  const file = { name, size: content.length, lastModified: 1 } as File
  contents.set(file, content)
  return file
}
async function settled(uploads: Uploads, ms = 20_000): Promise<readonly UploadState[]> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    if (uploads.getSnapshot().every((state) => state.phase === 'done' || state.phase === 'failed'))
      return uploads.getSnapshot()
    await sleep(20)
  }
  throw new Error(`not settled: ${JSON.stringify(uploads.getSnapshot())}`)
}

describe('a whole upload', () => {
  test('of several files at once keeps every byte and tells the recording', async () => {
    const contents = new Map<File, Buffer>()
    const files = ['one.mp4', 'two.mp4', 'three.mp4'].map((name) =>
      fakeFile(name, randomBytes(700_001), contents),
    )
    const uploads = queue(contents)
    uploads.add(files, { projectId })
    const states = await settled(uploads)
    for (const [i, state] of states.entries()) {
      const content = contents.get(files[i]!)!
      expect(state).toMatchObject({ phase: 'done', sent: 700_001, duplicate: false })
      const asset = await db().asset.findFirstOrThrow({ where: { recordingId: state.recordingId! } })
      expect(asset).toMatchObject({ fileName: files[i]!.name, sha256: sha(content), bytes: 700_001n })
      expect(sha(await fs.readFile(blobPath(sha(content))))).toBe(sha(content))
    }
    expect(await fs.readdir(uploadsDir())).toEqual([])
    expect(await db().jobRun.count({ where: { projectId, name: 'ingest-asset' } })).toBe(3)
    const rows = await db().auditRow.findMany({ where: { projectId, action: 'asset.uploaded' } })
    expect(rows.map((row) => row.userId)).toEqual([ann.userId, ann.userId, ann.userId])
  })

  test('of the same bytes again is recognised', async () => {
    const contents = new Map<File, Buffer>()
    const content = randomBytes(50_000)
    const first = queue(contents)
    first.add([fakeFile('first.mp4', content, contents)], { projectId })
    const [one] = await settled(first)
    const second = queue(contents)
    second.add([fakeFile('again.mp4', content, contents)], { projectId })
    const [two] = await settled(second)
    expect(two).toMatchObject({ phase: 'done', duplicate: true, recordingId: one!.recordingId })
    expect(await db().asset.count({ where: { sha256: sha(content) } })).toBe(1)
  })

  test('with a hostile name is shown as text and never used as a path', async () => {
    const content = randomBytes(1000)
    const path = await begin(1000, ann, { filename: '../../x😀\u202e\0.mp4' })
    const last = await patch(path, 0, content)
    const asset = await db().asset.findUniqueOrThrow({ where: { id: last.headers.get('scrubline-asset')! } })
    expect(asset.fileName).toBe('../../x😀.mp4')
    const recording = await db().recording.findUniqueOrThrow({ where: { id: asset.recordingId } })
    expect(recording.name).toBe('x😀')
    expect(await fs.stat(blobPath(sha(content)))).toMatchObject({ size: 1000 })
  })

  test('into a recording adds a file to it', async () => {
    const recording = await db().recording.create({ data: { projectId, name: 'Two cameras' } })
    const path = await begin(300, ann, { recordingId: recording.id })
    const last = await patch(path, 0, randomBytes(300))
    expect(last.headers.get('scrubline-recording')).toBe(recording.id)
  })
})

describe('an interrupted upload', () => {
  test('goes on from where the server is after the connection was cut', async () => {
    const contents = new Map<File, Buffer>()
    const content = randomBytes(2_000_000)
    const proxy = await cuttingProxy(900_000)
    const uploads = queue(contents, { endpoint: `${proxy.origin}/upload` })
    const seen = new Set<string>()
    uploads.subscribe(() => seen.add(uploads.getSnapshot()[0]?.phase ?? ''))
    uploads.add([fakeFile('cut.mp4', content, contents)], { projectId })
    const [state] = await settled(uploads)
    expect(state).toMatchObject({ phase: 'done' })
    expect(seen).toContain('retrying')
    expect(proxy.cuts).toBe(1)
    // Nothing that had arrived was sent again.
    expect(proxy.bytes).toBeLessThan(content.length + 1_200_000)
    expect(await db().asset.count({ where: { sha256: sha(content) } })).toBe(1)
  })

  test('asked for after the last answer was lost is told its recording, and adopted once', async () => {
    const content = randomBytes(10_000)
    const path = await begin(10_000)
    const answers = await Promise.all([patch(path, 0, content), sleep(5).then(() => head(path))])
    const assetId = answers[0]!.headers.get('scrubline-asset')
    expect(assetId).toBeTruthy()
    for (let i = 0; i < 3; i++) {
      const again = await head(path)
      expect(again.status).toBe(200)
      expect(again.headers.get('upload-offset')).toBe('10000')
      expect(again.headers.get('scrubline-asset')).toBe(assetId)
    }
    expect((await patch(path, 10_000, Buffer.alloc(0))).status).toBeGreaterThanOrEqual(400)
    expect(await db().asset.count({ where: { sha256: sha(content) } })).toBe(1)
  })

  test('complete when the process died is adopted at the next start, once', async () => {
    const content = randomBytes(20_000)
    const path = await begin(20_000)
    const id = path.slice(1)
    await patch(path, 0, content.subarray(0, 5_000))
    await fs.appendFile(uploadFile(id), content.subarray(5_000))
    expect(await adoptFinishedUploads()).toBe(1)
    expect(await adoptFinishedUploads()).toBe(0)
    const assets = await db().asset.findMany({ where: { sha256: sha(content) } })
    expect(assets.length).toBe(1)
    // As after a death between the asset's rows and the upload's own: the same asset is found again.
    const upload = await db().upload.update({ where: { id }, data: { assetId: null } })
    await fs.writeFile(uploadFile(id), content)
    expect(await adoptUpload(id)).toMatchObject({ assetId: assets[0]!.id, recordingId: upload.recordingId })
    expect(await db().asset.count({ where: { sha256: sha(content) } })).toBe(1)
  })

  test('that nobody touches for a week is removed, a younger one is kept', async () => {
    const old = await begin(1000)
    const young = await begin(1000)
    await patch(old, 0, randomBytes(10))
    const eightDays = new Date(Date.now() - 8 * 86_400_000)
    await db().$executeRaw`UPDATE "upload" SET "updatedAt" = ${eightDays} WHERE "id" = ${old.slice(1)}`
    expect(await removeAbandonedUploads()).toBe(1)
    expect((await head(old)).status).toBe(404)
    expect(await fs.access(uploadFile(old.slice(1))).catch(() => 'gone')).toBe('gone')
    expect((await head(young)).status).toBe(200)
  })

  test('given up by its person leaves nothing', async () => {
    const path = await begin(1000)
    await patch(path, 0, randomBytes(10))
    expect((await ask({ method: 'DELETE', path, cookie: ann.cookie })).status).toBe(204)
    expect(await db().upload.count({ where: { id: path.slice(1) } })).toBe(0)
    expect((await head(path)).status).toBe(404)
  })
})

describe('who may', () => {
  test('begin: members from annotator up, nobody else', async () => {
    const headers = { 'upload-length': '10', 'upload-metadata': metadata() }
    expect((await ask({ method: 'POST', headers })).status).toBe(401)
    expect((await ask({ method: 'POST', headers, cookie: eve.cookie })).status).toBe(404)
    const viewer = await ask({ method: 'POST', headers, cookie: vera.cookie })
    expect(viewer.status).toBe(403)
    expect(await viewer.text()).toMatch(/takes the role of an annotator/)
    const foreign = { ...headers, origin: 'https://evil.example' }
    expect((await ask({ method: 'POST', headers: foreign, cookie: ann.cookie })).status).toBe(403)
  })

  test('go on: only who began it, on every kind of request', async () => {
    const other = await person('Otto')
    await addMember(projectId, other.userId, 'owner')
    const path = await begin(1000)
    for (const who of [other, eve]) {
      expect((await head(path, who)).status).toBe(404)
      expect((await patch(path, 0, randomBytes(10), who)).status).toBe(404)
      expect((await ask({ method: 'DELETE', path, cookie: who.cookie })).status).toBe(404)
    }
    expect((await ask({ method: 'HEAD', path })).status).toBe(401)
    expect((await ask({ method: 'OPTIONS' })).status).toBe(401)
    expect((await ask({ method: 'GET', path, cookie: ann.cookie })).status).toBe(404)
    expect((await head(path)).headers.get('upload-offset')).toBe('0')
  })

  test('go on: no longer when the role is gone', async () => {
    const tim = await person('Tim')
    await addMember(projectId, tim.userId, 'annotator')
    const path = await begin(1000, tim)
    await db().member.update({
      where: { projectId_userId: { projectId, userId: tim.userId } },
      data: { role: 'viewer' },
    })
    expect((await patch(path, 0, randomBytes(10), tim)).status).toBe(403)
  })

  test('add to a recording: only of that project', async () => {
    const elsewhere = await project('Elsewhere')
    const recording = await db().recording.create({ data: { projectId: elsewhere, name: 'Secret' } })
    const headers = { 'upload-length': '10', 'upload-metadata': metadata({ recordingId: recording.id }) }
    expect((await ask({ method: 'POST', headers, cookie: ann.cookie })).status).toBe(404)
  })
})

describe('bad requests', () => {
  test('more than the disk holds is refused with both sizes', async () => {
    const headers = {
      'upload-length': String(2 ** 52),
      'upload-metadata': metadata({ filename: 'huge.mp4' }),
    }
    const answer = await ask({ method: 'POST', headers, cookie: ann.cookie })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toMatch(
      /^"huge\.mp4" has 4\.5 PB, but only .+ are free for uploads on the server\./,
    )
    const contents = new Map<File, Buffer>()
    const file = { name: 'huge.mp4', size: 2 ** 52, lastModified: 1 } as File
    contents.set(file, Buffer.alloc(10))
    expect(await db().upload.count({ where: { fileName: 'huge.mp4' } })).toBe(0)
  })

  test('more bytes than announced, a wrong offset, no length, no project, a made-up id', async () => {
    const path = await begin(100)
    const tooMany = await patch(path, 0, randomBytes(200)).catch(() => null)
    if (tooMany) expect(tooMany.status).toBe(413)
    expect(Number((await head(path)).headers.get('upload-offset'))).toBeLessThanOrEqual(100)
    expect((await patch(await begin(100), 50, randomBytes(10))).status).toBe(409)
    const noLength = { 'upload-defer-length': '1', 'upload-metadata': metadata() }
    expect((await ask({ method: 'POST', headers: noLength, cookie: ann.cookie })).status).toBe(400)
    const noProject = { 'upload-length': '1', 'upload-metadata': `filename ${b64('x')}` }
    const answer = await ask({ method: 'POST', headers: noProject, cookie: ann.cookie })
    expect([answer.status, await answer.text()]).toEqual([400, 'Say which project the file belongs to.'])
    for (const id of ['..%2f..%2fetc%2fpasswd', '%00', 'f'.repeat(32), '../secret'])
      expect((await head(`/${id}`)).status, id).toBe(404)
  })

  test('a refusal reaches the person who chose the file, and the next file goes on', async () => {
    const contents = new Map<File, Buffer>()
    const uploads = queue(contents, { atOnce: 1 })
    uploads.add([fakeFile('no.mp4', randomBytes(10), contents)], { projectId: 'nowhere' })
    uploads.add([fakeFile('yes.mp4', randomBytes(10), contents)], { projectId })
    const [no, yes] = await settled(uploads)
    expect(no).toMatchObject({
      phase: 'failed',
      problem: 'This project does not exist, or you may not see it.',
    })
    expect(yes).toMatchObject({ phase: 'done' })
  })
})

describe('the queue of a tab', () => {
  test('pauses without losing what arrived, and goes on', async () => {
    const contents = new Map<File, Buffer>()
    const content = randomBytes(3_000_000)
    const uploads = queue(contents, { chunkBytes: 100_000 })
    const [id] = uploads.add([fakeFile('pause.mp4', content, contents)], { projectId })
    const state = () => uploads.getSnapshot()[0]!
    while (state().sent < 1_000_000) await sleep(1)
    uploads.pause(id!)
    await sleep(100)
    const { id: uploadId } = await db().upload.findFirstOrThrow({ where: { fileName: 'pause.mp4' } })
    const kept = (await fs.stat(uploadFile(uploadId))).size
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(content.length)
    expect(state()).toMatchObject({ phase: 'paused', bytesPerSecond: null })
    expect(uploads.busy).toBe(false)
    await sleep(200)
    expect((await fs.stat(uploadFile(uploadId))).size).toBe(kept)
    uploads.resume(id!)
    await settled(uploads)
    expect(state().phase).toBe('done')
    expect(await db().upload.count({ where: { fileName: 'pause.mp4' } })).toBe(1)
    expect(await db().asset.count({ where: { sha256: sha(content) } })).toBe(1)
    uploads.dismiss(id!)
    expect(uploads.getSnapshot()).toEqual([])
  })

  test('gives up on request: bytes and row are gone, the next file starts', async () => {
    const contents = new Map<File, Buffer>()
    const uploads = queue(contents, { chunkBytes: 50_000, atOnce: 1 })
    const first = fakeFile('given-up.mp4', randomBytes(5_000_000), contents)
    const second = fakeFile('next.mp4', randomBytes(1000), contents)
    const [id] = uploads.add([first, second], { projectId })
    expect(uploads.getSnapshot().map((state) => state.phase)).toEqual(['sending', 'waiting'])
    while ((uploads.getSnapshot()[0]?.sent ?? 0) < 200_000) await sleep(1)
    const { id: uploadId } = await db().upload.findFirstOrThrow({ where: { fileName: 'given-up.mp4' } })
    await uploads.cancel(id!)
    expect((await settled(uploads)).map((state) => [state.fileName, state.phase])).toEqual([
      ['next.mp4', 'done'],
    ])
    expect(await db().upload.count({ where: { fileName: 'given-up.mp4' } })).toBe(0)
    expect(await fs.access(uploadFile(uploadId)).catch(() => 'gone')).toBe('gone')
  })
})

test('a long upload does not grow the memory', async () => {
  const bytes = 256 * 1024 * 1024
  const path = await begin(bytes)
  const part = randomBytes(1024 * 1024)
  const before = process.memoryUsage().rss
  let most = 0
  await new Promise<void>((resolve, reject) => {
    const req = http.request(`${origin}/upload${path}`, {
      method: 'PATCH',
      headers: {
        cookie: ann.cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes,
      },
    })
    req.on('error', reject)
    req.on('response', (res) => {
      res.resume()
      expect(res.statusCode).toBe(204)
      res.on('end', resolve)
    })
    let left = bytes / part.length
    const write = () => {
      most = Math.max(most, process.memoryUsage().rss)
      while (left-- > 0) if (!req.write(part)) return void req.once('drain', write)
      req.end()
    }
    write()
  })
  expect(most - before).toBeLessThan(128 * 1024 * 1024)
})

/** Passes requests on, and cuts the first one whose body exceeds so many bytes in all. */
async function cuttingProxy(after: number): Promise<{ origin: string; cuts: number; bytes: number }> {
  const facts = { origin: '', cuts: 0, bytes: 0 }
  const { origin: own } = await serve([
    (req, res) =>
      new Promise((resolve) => {
        const out = http.request(`${origin}${req.url}`, { method: req.method, headers: req.headers })
        out.on('response', (answer) => {
          res.writeHead(answer.statusCode ?? 500, answer.headers)
          answer.pipe(res)
        })
        out.on('error', () => res.destroy())
        req.on('data', (part: Buffer) => {
          facts.bytes += part.length
          if (facts.bytes > after && facts.cuts === 0) {
            facts.cuts++
            out.destroy()
            req.socket.destroy()
            return
          }
          out.write(part)
        })
        req.on('end', () => out.end())
        res.on('close', () => resolve(true))
      }),
  ])
  facts.origin = own
  return facts
}
