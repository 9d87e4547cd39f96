import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex, encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import {
  buildFrameIndex,
  openAudio,
  openVideo,
  type ProbeReport,
  probe,
  soundOrigin,
} from '#media/ingest/index.ts'
import { closeDelivery, handleMedia, signMediaUrl } from '#server/delivery/index.ts'
import { db } from '#server/platform/db.ts'
import { assetFile } from '#server/platform/storage.ts'
import { barcodeClip, codesOf } from '#test/kit/barcode.ts'
import { testDatabase } from '#test/kit/database.ts'
import { addMember, type Person, person, serve } from '#test/kit/people.ts'

const { dataDir } = await testDatabase()
const { origin } = await serve([handleMedia])

let vera: Person
let eve: Person
let recordingId: string
let assetId: string
let base: string
let source: string
let index: FrameIndex
let report: ProbeReport

beforeAll(async () => {
  vera = await person('Vera')
  eve = await person('Eve')
  const project = await db().project.create({ data: { name: 'Theatre', template: 'procedure' } })
  const other = await db().project.create({ data: { name: 'Elsewhere', template: 'procedure' } })
  await addMember(project.id, vera.userId, 'viewer')
  await addMember(other.id, eve.userId, 'owner')
  source = (await barcodeClip('cfr30', { sound: true })).path
  report = await probe(source)
  index = await buildFrameIndex(source, report)
  const recording = await db().recording.create({ data: { projectId: project.id, name: 'One' } })
  recordingId = recording.id
  const bytes = BigInt(fs.statSync(source).size)
  const blob = await db().blob.create({ data: { sha256: 'a'.repeat(64), bytes, reference: source } })
  const asset = await db().asset.create({
    data: {
      recordingId,
      sha256: blob.sha256,
      bytes,
      fileName: 'Fall "1" ü.mp4',
      state: 'ready',
      probe: JSON.parse(JSON.stringify(report)),
    },
  })
  assetId = asset.id
  base = `/media/a/${assetId}/`
  await db().asset.update({ where: { id: assetId }, data: { manifest: await manifest() } })
  fs.mkdirSync(path.dirname(assetFile(assetId, 'index.bin')), { recursive: true })
  fs.writeFileSync(assetFile(assetId, 'index.bin'), encodeFrameIndex(index, { bytes: true }))
  fs.writeFileSync(assetFile(assetId, 'peaks.bin'), 'peaks')
  fs.writeFileSync(assetFile(assetId, 'thumbs-0.jpg'), 'picture')
})

async function manifest(): Promise<AssetManifest> {
  const video = await openVideo(source, { index })
  const sound = await openAudio(source, { origin: soundOrigin(report, index) })
  await Promise.all([video.close(), sound.close()])
  const v = report.video[0]!
  return {
    version: 1,
    assetId,
    duration: index.duration,
    video: {
      frames: index.length,
      displayWidth: v.displayWidth,
      displayHeight: v.displayHeight,
      rotation: 0,
      sampleAspect: [1, 1],
      codec: v.codec,
      interlaced: false,
      constantRate: [30, 1],
      timecode: null,
      direct: true,
    },
    audio: { streams: 1 },
    renditions: [
      {
        name: 'source',
        kind: 'video',
        state: 'ready',
        codec: video.codec,
        width: video.width,
        height: video.height,
        bitrate: video.bitrate,
        segments: [...video.segments],
      },
      {
        name: 'scrub',
        kind: 'video',
        state: 'preparing',
        codec: '',
        width: 0,
        height: 0,
        bitrate: 0,
        segments: [],
      },
      {
        name: 'audio-0',
        kind: 'audio',
        state: 'ready',
        codec: sound.codec,
        channels: sound.channels,
        sampleRate: sound.sampleRate,
        bitrate: sound.bitrate,
        title: '',
        segments: [...sound.segments],
      },
    ],
    thumbnails: null,
    peaks: true,
    sounds: [],
    signal: null,
    cuts: [],
    warnings: [],
  }
}

const get = (
  address: string,
  who: Person | null = vera,
  headers: Record<string, string> = {},
  method = 'GET',
) => fetch(origin + address, { method, headers: { ...(who && { cookie: who.cookie }), ...headers } })
const bytesOf = async (r: Response): Promise<Buffer> => Buffer.from(await r.arrayBuffer())

const PARTS = [
  'manifest.json',
  'index.bin',
  'master.m3u8',
  'source',
  'peaks.bin',
  'thumbs/0.jpg',
  'v/source/playlist.m3u8',
  'v/source/init.mp4',
  'v/source/0.m4s',
  's/audio-0/playlist.m3u8',
  's/audio-0/init.mp4',
  's/audio-0/0.m4s',
]

describe('who may read', () => {
  test.each(PARTS)('%s: a member, nobody else', async (part) => {
    const answers = await Promise.all([
      get(base + part),
      get(base + part, null),
      get(base + part, eve),
      get(base + part, null, { cookie: 'scrubline.session_token=forged.signature' }),
      get(`/media/a/0190e000-0000-7000-8000-000000000000/${part}`),
    ])
    expect(answers.map((r) => r.status)).toEqual([200, 404, 404, 404, 404])
    const said = await Promise.all(answers.slice(1).map((r) => r.text()))
    expect(new Set(said)).toEqual(new Set(['There is nothing here.\n']))
  })

  test.each(PARTS)('%s: whoever holds its signed address, until it ends', async (part) => {
    const signed = signMediaUrl(base + part, 60)
    expect((await get(signed, null)).status).toBe(200)
    expect((await get(signed.replace(/exp=\d+/, 'exp=99999999999'), null)).status).toBe(404)
    expect(
      (
        await get(
          signed.replace(/sig=(.)/, (_, c) => `sig=${c === 'A' ? 'B' : 'A'}`),
          null,
        )
      ).status,
    ).toBe(404)
    expect((await get(signMediaUrl(base + part, -1), null)).status).toBe(404)
    const other = PARTS[(PARTS.indexOf(part) + 1) % PARTS.length]!
    expect((await get(signed.replace(part, other), null)).status).toBe(404)
  })

  test('a signed playlist leads to its segments, and they to nothing else', async () => {
    const master = await (await get(signMediaUrl(`${base}master.m3u8`, 60), null)).text()
    const playlistUrl = master.split('\n').find((l) => l.startsWith('v/'))!
    const playlist = await (await get(base + playlistUrl, null)).text()
    const segment = playlist.split('\n').find((l) => l.startsWith('0.m4s'))!
    expect((await get(`${base}v/source/${segment}`, null)).status).toBe(200)
    expect((await get(`${base}v/source/${segment.replace('0.m4s', '1.m4s')}`, null)).status).toBe(404)
    const init = /URI="(init\.mp4[^"]*)"/.exec(playlist)![1]!
    expect((await get(`${base}v/source/${init}`, null)).status).toBe(200)
  })

  test('a removed recording, and a member who left, see nothing more', async () => {
    await db().recording.update({ where: { id: recordingId }, data: { deletedAt: new Date() } })
    expect((await get(`${base}source`)).status).toBe(404)
    expect((await get(signMediaUrl(`${base}source`, 60), null)).status).toBe(404)
    await db().recording.update({ where: { id: recordingId }, data: { deletedAt: null } })
    expect((await get(`${base}source`)).status).toBe(200)
    const { projectId } = (await db().recording.findUnique({ where: { id: recordingId } }))!
    await db().member.delete({ where: { projectId_userId: { projectId, userId: vera.userId } } })
    expect((await get(`${base}v/source/0.m4s`)).status).toBe(404)
    await addMember(projectId, vera.userId, 'viewer')
    expect((await get(`${base}v/source/0.m4s`)).status).toBe(200)
  })

  test('reading is audited once an hour for each person, not per segment', async () => {
    const rows = await db().auditRow.findMany({ where: { action: 'recording.read', recordingId } })
    expect(rows.filter((r) => r.userId === vera.userId)).toHaveLength(1)
    expect(rows.filter((r) => r.userId === null)).toHaveLength(1)
    expect(rows.filter((r) => r.userId === eve.userId)).toHaveLength(0)
  })
})

describe('addresses that do not exist', () => {
  test.each([
    '/media/',
    '/media/a/',
    '/media/a/%2e%2e/source',
    '/media/b/x/source',
    'index.bin/',
    'index.bin/..',
    'secret',
    'constructor',
    '__proto__',
    'thumbs/00.jpg',
    'thumbs/1.jpg',
    'thumbs/-1.jpg',
    'v/source/99.m4s',
    'v/source/01.m4s',
    'v/source/0.mp4',
    'v/scrub/init.mp4',
    'v/..%2f..%2findex/init.mp4',
    'v/../../secret/init.mp4',
    'v/index.bin/init.mp4',
    's/audio-1/init.mp4',
    's/source/init.mp4',
    's/audio-0/0.m4s/',
  ])('%s', async (address) => {
    expect((await get(address.startsWith('/') ? address : base + address)).status).toBe(404)
  })

  test('other methods are refused', async () => {
    const answer = await get(`${base}source`, vera, {}, 'POST')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('bytes', () => {
  test('ranges of the original', async () => {
    const whole = fs.readFileSync(source)
    const ask = async (range: string) => {
      const r = await get(`${base}source`, vera, { range })
      return { status: r.status, range: r.headers.get('content-range'), bytes: await bytesOf(r) }
    }
    expect(await ask('bytes=10-19')).toEqual({
      status: 206,
      range: `bytes 10-19/${whole.length}`,
      bytes: whole.subarray(10, 20),
    })
    expect(await ask('bytes=-7')).toEqual({
      status: 206,
      range: `bytes ${whole.length - 7}-${whole.length - 1}/${whole.length}`,
      bytes: whole.subarray(-7),
    })
    const tail = await ask(`bytes=${whole.length - 5}-`)
    expect([tail.status, tail.bytes]).toEqual([206, whole.subarray(-5)])
    expect((await ask(`bytes=5-${whole.length * 2}`)).bytes).toEqual(whole.subarray(5))
    expect(await ask(`bytes=${whole.length}-`)).toMatchObject({
      status: 416,
      range: `bytes */${whole.length}`,
    })
    expect(await ask('bytes=-0')).toMatchObject({ status: 416 })
    expect(await ask('bytes=0-1,5-6')).toMatchObject({ status: 200, bytes: whole })
    expect(await ask('lines=1-2')).toMatchObject({ status: 200 })
    const stale = await get(`${base}source`, vera, { range: 'bytes=0-1', 'if-range': '"old"' })
    expect([stale.status, (await bytesOf(stale)).length]).toEqual([200, whole.length])
    const head = await get(`${base}source`, vera, { range: 'bytes=2-4' }, 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([206, '3'])
    expect((await bytesOf(await get(`${base}source`))).equals(whole)).toBe(true)
  })

  test('many ranges at once, some given up halfway, are each the right bytes', async () => {
    const whole = Buffer.from(Uint32Array.from({ length: 1_000_000 }, (_, i) => i * 2_654_435_761).buffer)
    fs.writeFileSync(assetFile(assetId, 'peaks.bin'), whole)
    closeDelivery()
    await Promise.all(
      Array.from({ length: 120 }, async (_, k) => {
        const start = (k * 7_919_777) % whole.length
        const end = Math.min(whole.length - 1, start + ((k * 104_729) % 1_500_000))
        const stop = new AbortController()
        const r = await fetch(`${origin}${base}peaks.bin`, {
          headers: { cookie: vera.cookie, range: `bytes=${start}-${end}` },
          signal: stop.signal,
        })
        expect(r.status).toBe(206)
        if (k % 5 === 0) return stop.abort()
        expect((await bytesOf(r)).equals(whole.subarray(start, end + 1)), `${start}-${end}`).toBe(true)
      }),
    )
    expect((await bytesOf(await get(`${base}peaks.bin`))).equals(whole)).toBe(true)
  })

  test('types, entity tags and caching', async () => {
    const seen = await Promise.all(
      PARTS.map(async (part) => {
        const r = await get(base + part)
        await r.arrayBuffer()
        const again = await get(base + part, vera, { 'if-none-match': r.headers.get('etag')! })
        const head = await get(base + part, vera, {}, 'HEAD')
        expect([again.status, await again.text()], part).toEqual([304, ''])
        expect(head.headers.get('etag')).toBe(r.headers.get('etag'))
        expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
        expect(r.headers.get('x-content-type-options')).toBe('nosniff')
        return [part, r.headers.get('content-type'), /immutable/.test(r.headers.get('cache-control')!)]
      }),
    )
    expect(seen).toEqual([
      ['manifest.json', 'application/json; charset=utf-8', false],
      ['index.bin', 'application/octet-stream', false],
      ['master.m3u8', 'application/vnd.apple.mpegurl', false],
      ['source', 'video/mp4', true],
      ['peaks.bin', 'application/octet-stream', false],
      ['thumbs/0.jpg', 'image/jpeg', false],
      ['v/source/playlist.m3u8', 'application/vnd.apple.mpegurl', false],
      ['v/source/init.mp4', 'video/mp4', false],
      ['v/source/0.m4s', 'video/mp4', false],
      ['s/audio-0/playlist.m3u8', 'application/vnd.apple.mpegurl', false],
      ['s/audio-0/init.mp4', 'audio/mp4', false],
      ['s/audio-0/0.m4s', 'audio/mp4', false],
    ])
    const tags = await Promise.all(
      PARTS.map(async (p) => (await get(base + p, vera, {}, 'HEAD')).headers.get('etag')),
    )
    expect(new Set(tags).size).toBe(tags.length)
    expect((await get(`${base}source`)).headers.get('content-disposition')).toBe(
      "inline; filename*=UTF-8''Fall%20%221%22%20%C3%BC.mp4",
    )
  })

  test('addresses from a playlist name their version and are kept for good; another version is not', async () => {
    const playlist = await (await get(`${base}v/source/playlist.m3u8`)).text()
    const named = [...playlist.matchAll(/(?:init\.mp4|\d+\.m4s)\?v=[^"\n]+/g)].map((m) => m[0])
    expect(named.length).toBe(3)
    for (const n of named) {
      const r = await get(`${base}v/source/${n}`)
      expect(r.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
      const other = await get(`${base}v/source/${n}x`)
      expect(other.headers.get('cache-control')).toBe('private, no-cache')
    }
    const before = (await get(`${base}v/source/0.m4s`, vera, {}, 'HEAD')).headers.get('etag')
    // Prepared anew: the index file is another one, so the same address is another thing.
    const later = new Date(Date.now() + 5_000)
    fs.utimesSync(assetFile(assetId, 'index.bin'), later, later)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect((await get(`${base}v/source/0.m4s`, vera, {}, 'HEAD')).headers.get('etag')).not.toBe(before)
  })

  test('the index comes compressed to who takes that, without byte places', async () => {
    const plain = await get(`${base}index.bin`, vera, { 'accept-encoding': 'identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    const bytes = await bytesOf(plain)
    const back = decodeFrameIndex(bytes)
    expect(back.ticks).toEqual(index.ticks)
    expect(back.data.byteStart.length).toBe(0)
    const zipped = await rawBody(`${base}index.bin`, 'gzip')
    expect(gunzipSync(zipped)).toEqual(bytes)
  })

  test('what the playlists list, put together, is the recording frame for frame', async () => {
    const master = await (await get(`${base}master.m3u8`)).text()
    expect(master).toMatch(
      /#EXT-X-STREAM-INF:BANDWIDTH=\d+,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=30\.000,NAME="source",AUDIO="sound"\nv\/source\/playlist\.m3u8/,
    )
    expect(master).not.toMatch(/scrub/)
    const playlist = await (await get(`${base}v/source/playlist.m3u8`)).text()
    const names = playlist.split('\n').filter((l) => /^\d+\.m4s\?v=[0-9a-z.-]+$/.test(l))
    const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, m) => sum + Number(m[1]), 0)
    expect(seconds).toBeCloseTo(4, 6)
    const parts = await Promise.all(
      ['init.mp4', ...names].map(async (n) => bytesOf(await get(`${base}v/source/${n}`))),
    )
    const file = path.join(dataDir, 'together.mp4')
    fs.writeFileSync(file, Buffer.concat(parts))
    expect(await codesOf(file)).toEqual(Array.from({ length: 120 }, (_, n) => n))
  })

  test('just-in-time pictures hold the same frames', async () => {
    const playlist = await (await get(`${base}v/jit/playlist.m3u8`)).text()
    const names = playlist.split('\n').filter((l) => /^\d+\.m4s\?v=[0-9a-z.-]+$/.test(l))
    const parts: Buffer[] = []
    for (const n of ['init.mp4', ...names]) parts.push(await bytesOf(await get(`${base}v/jit/${n}`)))
    const file = path.join(dataDir, 'jit.mp4')
    fs.writeFileSync(file, Buffer.concat(parts))
    expect(await codesOf(file)).toEqual(Array.from({ length: 120 }, (_, n) => n))
  })

  test('many readers at once, and an original that was moved away', async () => {
    closeDelivery()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, k) => get(`${base}v/source/${k % 2}.m4s`)),
    )
    expect(answers.map((r) => r.status)).toEqual(answers.map(() => 200))
    await Promise.all(answers.map((r) => r.arrayBuffer()))
    closeDelivery()
    await db().blob.update({ where: { sha256: 'a'.repeat(64) }, data: { reference: `${source}.moved` } })
    const gone = await get(`${base}source`)
    expect([gone.status, await gone.text()]).toEqual([
      503,
      expect.stringMatching(/was imported by reference and is no longer there/),
    ])
    await db().blob.update({ where: { sha256: 'a'.repeat(64) }, data: { reference: source } })
  })
})

async function rawBody(address: string, encoding: string): Promise<Buffer> {
  const http = await import('node:http')
  return new Promise((resolve, reject) => {
    http
      .get(origin + address, { headers: { cookie: vera.cookie, 'accept-encoding': encoding } }, (res) => {
        const chunks: Buffer[] = []
        expect(res.headers['content-encoding']).toBe(encoding)
        res.on('data', (c: Buffer) => chunks.push(c))
        res.on('end', () => resolve(Buffer.concat(chunks)))
      })
      .on('error', reject)
  })
}
