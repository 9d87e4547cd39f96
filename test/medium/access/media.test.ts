import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { adoptFile } from '#server/assets/index.ts'
import { handleMedia, signMediaUrl } from '#server/delivery/index.ts'
import type { MediaPart } from '#server/delivery/media-url.ts'
import { startWorker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { assetFile } from '#server/platform/storage.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone } from '#test/kit/jobs.ts'
import { serve, signedIn } from '#test/kit/people.ts'
import { type Asker, type Cast, makeCast, makeWorld, ROLE_NAMES, type World } from './world.ts'

const { dataDir } = await testDatabase()
const { origin } = await serve([handleMedia])

/** One address of every kind there is: a new kind does not compile without a row here. */
type Addresses = Record<MediaPart['kind'], string[]>

let cast: Cast
let world: World
let assetId: string
let addresses: Addresses
let worker: Awaited<ReturnType<typeof startWorker>>

beforeAll(async () => {
  cast = await makeCast()
  world = await makeWorld(cast)
  worker = await startWorker()
  const clip = await barcodeClip('cfr30', { seconds: 2, sound: true })
  const { projectId } = world
  const adopted = await adoptFile({
    path: clip.path,
    fileName: 'clip.mp4',
    projectId,
    userId: cast.owner.userId,
    how: 'copy',
  })
  assetId = adopted.assetId
  await jobsDone(assetId, 100)
  // As a file has it that was prepared before waveforms were kept by stream.
  fs.copyFileSync(assetFile(assetId, 'peaks-0.bin'), assetFile(assetId, 'peaks.bin'))
  const asset = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
  const samples = path.join(dataDir, 'force.csv')
  fs.writeFileSync(
    samples,
    `time,Fz\n${Array.from({ length: 200 }, (_, i) => `${i / 100},${i}`).join('\n')}\n`,
  )
  const signal = await adoptFile({
    path: samples,
    recordingId: adopted.recordingId,
    fileName: 'force.csv',
    projectId,
    userId: cast.owner.userId,
    how: 'copy',
  })
  await jobsDone(signal.assetId, 100)
  addresses = {
    ...addressesOf(asset.manifest as unknown as AssetManifest),
    signal: [`/media/a/${signal.assetId}/signal/0/0.bin`],
  }
})
afterAll(() => worker.stop())

function addressesOf(manifest: AssetManifest): Omit<Addresses, 'signal'> {
  const at = (path: string) => `/media/a/${assetId}/${path}`
  const parts = (letter: 'v' | 's', kind: 'video' | 'audio') =>
    manifest.renditions
      .filter((rendition) => rendition.kind === kind && rendition.state === 'ready')
      .flatMap(({ name }) =>
        ['playlist.m3u8', 'init.mp4', '0.m4s'].map((part) => at(`${letter}/${name}/${part}`)),
      )
  return {
    manifest: [at('manifest.json')],
    index: [at('index.bin')],
    master: [at('master.m3u8')],
    source: [at('source')],
    peaks: [at('peaks.bin')],
    waveform: [at('sound/0/waveform.bin'), at('sound/0/waveform/0/0.bin')],
    close: [at('sound/0/close/0.bin')],
    spectrum: [at('sound/0/spectrum/linear-16000-20-mix/0/0.bin')],
    loudness: [at('sound/0/loudness.bin')],
    thumbs: [at('thumbs/0.jpg')],
    v: parts('v', 'video'),
    s: parts('s', 'audio'),
  }
}

const KINDS: (keyof Addresses)[] = [
  'manifest',
  'index',
  'master',
  'source',
  'peaks',
  'waveform',
  'close',
  'spectrum',
  'loudness',
  'thumbs',
  'v',
  's',
  'signal',
]
const ask = (path: string, cookie = '', method = 'GET') =>
  fetch(`${origin}${path}`, { method, headers: cookie ? { cookie } : {} })
const cookieFor = (asker: Asker) => (asker === 'stranger' ? '' : cast[asker].cookie)

describe.each(KINDS)('%s', (kind) => {
  test('is there to be asked for', () => {
    expect(addresses[kind].length).toBeGreaterThan(0)
  })

  test.each(ROLE_NAMES)('is given to a member who is %s', async (role) => {
    for (const path of addresses[kind]) {
      const answer = await ask(path, cookieFor(role))
      expect(answer.status, path).toBe(200)
      expect((await answer.arrayBuffer()).byteLength, path).toBeGreaterThan(0)
      expect(answer.headers.get('cache-control'), path).not.toMatch(/public/)
    }
  })

  test.each(['stranger', 'foreigner', 'admin'] as const)('does not exist for a %s', async (asker) => {
    const nothing = await ask('/media/a/no-such-asset/manifest.json', cookieFor(asker))
    const words = await nothing.text()
    for (const path of addresses[kind])
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(path, cookieFor(asker), method)
        expect(answer.status, path).toBe(404)
        if (method === 'GET') expect(await answer.text(), path).toBe(words)
        expect(answer.headers.get('etag'), path).toBeNull()
      }
  })

  test('opens by a signed address, until it expires, and for nothing else', async () => {
    for (const [i, path] of addresses[kind].entries()) {
      const signed = signMediaUrl(path, 60)
      expect((await ask(signed)).status, path).toBe(200)
      expect((await ask(signMediaUrl(path, -1))).status, path).toBe(404)
      const forged = signed.replace(/sig=(.)/, (_, c) => `sig=${c === 'A' ? 'B' : 'A'}`)
      expect((await ask(forged)).status, path).toBe(404)
      const later = signed.replace(/exp=(\d+)/, (_, at) => `exp=${Number(at) + 1}`)
      expect((await ask(later)).status, path).toBe(404)
      const another = addresses[kind][i + 1] ?? addresses.manifest[0]
      if (another !== path)
        expect((await ask(`${another}${signed.slice(signed.indexOf('?'))}`)).status, path).toBe(404)
    }
  })
})

test('a revoked session, an ended one and a lost role read nothing from the next request on', async () => {
  const path = addresses.v[2]!
  const viewer = await signedIn(cast.viewer.userId)
  expect((await ask(path, viewer.cookie)).status).toBe(200)
  await db().session.update({ where: { id: viewer.actor.sessionId }, data: { expiresAt: new Date(0) } })
  expect((await ask(path, viewer.cookie)).status).toBe(404)
  const second = await signedIn(cast.viewer.userId)
  await cast.viewer.api.people.revokeSession({ sessionId: second.actor.sessionId })
  expect((await ask(path, second.cookie)).status).toBe(404)
  const member = { projectId_userId: { projectId: world.projectId, userId: cast.viewer.userId } }
  await db().member.delete({ where: member })
  expect((await ask(path, cast.viewer.cookie)).status).toBe(404)
  await db().member.create({ data: { ...member.projectId_userId, role: 'viewer' } })
  expect((await ask(path, cast.viewer.cookie)).status).toBe(200)
})

test('a removed recording gives nothing to anybody, signed addresses included', async () => {
  const { recordingId } = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
  const signed = signMediaUrl(addresses.source[0]!, 60)
  await cast.editor.api.recordings.remove({ recordingId })
  for (const path of Object.values(addresses).flat())
    expect((await ask(path, cast.owner.cookie)).status, path).toBe(404)
  expect((await ask(signed)).status).toBe(404)
  await cast.editor.api.recordings.restore({ recordingId })
  expect((await ask(signed)).status).toBe(200)
})

test('reading is audited, by whom and how', async () => {
  const { recordingId } = await db().asset.findUniqueOrThrow({ where: { id: assetId } })
  await sleep(50)
  const rows = await db().auditRow.findMany({ where: { recordingId, action: 'recording.read' } })
  const readers = new Set(rows.map((row) => row.userId))
  for (const role of ROLE_NAMES) expect(readers).toContain(cast[role].userId)
  expect(readers).toContain(null)
  expect(readers).not.toContain(cast.foreigner.userId)
})

test('made-up addresses are 404 even for the owner', async () => {
  for (const path of [
    `/media/a/${assetId}/`,
    `/media/a/${assetId}/secret`,
    `/media/a/${assetId}/v/..%2f..%2fsecret/init.mp4`,
    `/media/a/${assetId}/thumbs/-1.jpg`,
    `/media/a/${assetId}/sound/9/waveform.bin`,
    `/media/a/${assetId}/sound/0/waveform/99/0.bin`,
    `/media/a/${assetId}/sound/0/waveform/0/999.bin`,
    `/media/a/${assetId}/sound/0/close/99999.bin`,
    `/media/a/${assetId}/sound/0/spectrum/linear-16000-20-7/0/0.bin`,
    `/media/a/${assetId}/sound/0/spectrum/linear-16000-21-mix/0/0.bin`,
    `/media/a/${assetId}/sound/0/spectrum/linear-16000-20-mix/0/99999.bin`,
    `/media/a/${assetId}/v/source/999999.m4s`,
    `/media/a/${assetId}/v/nothing/init.mp4`,
    '/media/',
    '/media/b/x',
  ])
    expect((await ask(path, cast.owner.cookie)).status, path).toBe(404)
})
