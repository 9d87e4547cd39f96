/** A data folder with one recording and one viewer, and the same segments as plain files for the other server. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { encodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { buildFrameIndex, openVideo, probe } from '#media/ingest/index.ts'
import { addUser, startSession } from '#server/people/index.ts'
import { db } from '#server/platform/db.ts'
import { migrate } from '#server/platform/migrate.ts'
import { startPostgres } from '#server/platform/postgres.ts'
import { assetFile } from '#server/platform/storage.ts'

export interface Scene extends AsyncDisposable {
  readonly assetId: string
  readonly cookie: string
  /** Folder of 0.m4s, 1.m4s … and source.mp4 (a link). */
  readonly files: string
  readonly segmentBytes: readonly number[]
  readonly sourceBytes: number
}

export async function makeScene(source: string): Promise<Scene> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-bench-'))
  fs.chmodSync(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir })
  process.env.SCRUBLINE_DATA = dataDir
  process.env.DATABASE_URL = postgres.url
  await migrate(postgres.url)
  const report = await probe(source)
  const index = await buildFrameIndex(source, report)
  const userId = await addUser({
    name: 'Vera',
    email: 'vera@example.org',
    password: 'correct horse battery',
    admin: false,
  })
  const cookie =
    (await startSession(userId, { ip: '127.0.0.1', userAgent: 'bench' }, 'bench')).split(';')[0] ?? ''
  const project = await db().project.create({ data: { name: 'Bench', template: 'procedure' } })
  await db().member.create({ data: { projectId: project.id, userId, role: 'viewer' } })
  const recording = await db().recording.create({ data: { projectId: project.id, name: 'Bench' } })
  const bytes = BigInt(fs.statSync(source).size)
  await db().blob.create({ data: { sha256: 'b'.repeat(64), bytes, reference: source } })
  const asset = await db().asset.create({
    data: {
      recordingId: recording.id,
      sha256: 'b'.repeat(64),
      bytes,
      fileName: 'bench.mp4',
      state: 'ready',
      probe: JSON.parse(JSON.stringify(report)),
    },
  })
  fs.mkdirSync(path.dirname(assetFile(asset.id, 'index.bin')), { recursive: true })
  fs.writeFileSync(assetFile(asset.id, 'index.bin'), encodeFrameIndex(index, { bytes: true }))
  const files = path.join(dataDir, 'files')
  fs.mkdirSync(files)
  const video = await openVideo(source, { index })
  const segmentBytes: number[] = []
  for (let k = 0; k < video.segments.length; k++) {
    const segment = await video.segment(k)
    segmentBytes.push(segment.length)
    fs.writeFileSync(path.join(files, `${k}.m4s`), segment)
  }
  await video.close()
  fs.symlinkSync(source, path.join(files, 'source.mp4'))
  return {
    assetId: asset.id,
    cookie,
    files,
    segmentBytes,
    sourceBytes: Number(bytes),
    async [Symbol.asyncDispose]() {
      await db().$disconnect()
      await postgres.stop()
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
