import fs from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#media/core/document/ids.ts'
import { csv } from '#media/core/formats/csv/index.ts'
import { eaf } from '#media/core/formats/eaf/index.ts'
import { parseNative } from '#media/core/formats/native-json/index.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { tick } from '#media/core/time/tick.ts'
import { adoptFile } from '#server/assets/index.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { startWorker, type Worker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { assetFile } from '#server/platform/storage.ts'
import { makeProject } from '#server/projects/index.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { testDatabase } from '#test/kit/database.ts'
import { jobsDone } from '#test/kit/jobs.ts'
import { type Person, person } from '#test/kit/people.ts'

await testDatabase()
let worker: Worker
let ann: Person
let projectId: string

beforeAll(async () => {
  ann = await person('Ann')
  projectId = (await makeProject({ name: 'Exports', template: 'procedure', ownerId: ann.userId })).id
  worker = await startWorker()
})
afterAll(async () => {
  await worker?.stop()
  await closeBoss()
  await closeBus()
})

const make = (recordingId: string, formatId: string) => ann.api.exports.make({ recordingId, formatId })

describe.each(['ntsc', 'vfr', 'offset', 'edits'] as const)('annotations on a %s clip', (variant) => {
  test('made on frame n are exported as frame n in every format', async () => {
    const clip = await barcodeClip(variant)
    const { recordingId, assetId } = await adoptFile({
      path: clip.path,
      fileName: `${variant}.mp4`,
      projectId,
      userId: ann.userId,
      how: 'copy',
    })
    await jobsDone(assetId)
    const index = decodeFrameIndex(await fs.readFile(assetFile(assetId, 'index.bin')))
    expect(index.length).toBe(clip.frames)
    await ann.api.documents.snapshot({ recordingId })
    const track = await db().track.findFirstOrThrow({
      where: { recordingId, kind: 'intervals', policy: 'gapless' },
    })
    const [first, last] = [17, 29]
    const record = {
      type: 'annotation' as const,
      id: newId(),
      trackId: track.id,
      layerId: (await db().layer.findFirstOrThrow({ where: { recordingId } })).id,
      labelId: track.labelIds[0]!,
      start: index.tickOf(first),
      end: index.endOf(last),
      attributes: {},
      note: 'first; "phase"',
      authorId: ann.userId,
      confidence: null,
      origin: null,
      speakerId: null,
      speech: null,
    }
    const answer = await ann.api.documents.push({
      recordingId,
      baseRev: 0,
      clientId: newId(),
      seq: 1,
      diff: { added: { [record.id]: record }, updated: {}, removed: {} },
      sentence: 'Made the first phase',
      undoes: null,
    })
    expect(answer).toMatchObject({ status: 'accepted', revision: 1 })

    const native = parseNative((await make(recordingId, 'native-json')).text)
    expect(native.frames[record.id]).toEqual([first, last])
    expect(native.recording.revision).toBe(1)
    expect(native.people[ann.userId]).toBe('Ann')
    expect(native.media?.frames?.count).toBe(clip.frames)

    const table = await make(recordingId, 'csv')
    const [header, row] = table.text
      .trim()
      .split('\r\n')
      .map((line) => line.split(',')) as [string[], string[]]
    expect([row[header.indexOf('first_frame')], row[header.indexOf('last_frame')]]).toEqual([
      String(first),
      String(last),
    ])
    expect(
      csv.read(table.text, { index, offset: tick(0), fileName: 'x.csv' }).tracks[0]?.annotations[0],
    ).toMatchObject({ start: record.start, end: record.end, note: record.note })

    const elan = await make(recordingId, 'eaf')
    const a = eaf.read(elan.text, { index, offset: tick(0), fileName: 'x.eaf' }).tracks[0]!.annotations[0]!
    // ELAN shows the picture of the written millisecond: it must be that very frame; the end is the first one outside.
    expect([index.frameAt(a.start), index.frameAt(a.end)]).toEqual([first, last + 1])
    expect(elan.losses.map((l) => l.code)).toContain('ids')

    const audited = await db().auditRow.findMany({
      where: { recordingId, action: 'export.made' },
      orderBy: { id: 'asc' },
    })
    expect(audited.map((r) => (r.detail as { format: string }).format)).toEqual(['native-json', 'csv', 'eaf'])
  })
})

test('an unknown format and a recording that is still being counted get a plain sentence', async () => {
  const { id: recordingId } = await ann.api.recordings.create({ projectId, name: 'Empty' })
  await expect(make(recordingId, 'docx')).rejects.toThrow(
    /There is no export format "docx". Use one of: native-json,/,
  )
  expect((await make(recordingId, 'native-json')).annotations).toBe(0)
  await db().asset.create({ data: { recordingId, fileName: 'soon.mp4', state: 'preparing' } })
  await expect(make(recordingId, 'csv')).rejects.toThrow(/still being counted/)
})
