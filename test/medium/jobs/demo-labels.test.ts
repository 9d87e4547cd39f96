import { afterAll, expect, test } from 'vitest'
import { FrameIndex } from '#media/core/time/frame-index.ts'
import { FRAMES, RATE, trueLabels } from '#server/demo/index.ts'
import { readDocument } from '#server/documents/index.ts'
import { writeTrueLabels } from '#server/jobs/make-demo/write-true-labels.ts'
import { db } from '#server/platform/db.ts'
import { makeProject } from '#server/projects/index.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { testDatabase } from '#test/kit/database.ts'
import { makeTestProject } from '#test/kit/jobs.ts'

await testDatabase()
afterAll(closeBus)

const index = new FrameIndex({
  timebase: { num: 1, den: RATE },
  pts: Float64Array.from({ length: FRAMES }, (_, n) => n),
  endPts: FRAMES,
  flags: new Uint8Array(FRAMES),
  byteStart: new Float64Array(0),
  byteLength: new Uint32Array(0),
  constantRate: { num: RATE, den: 1 },
  notes: [],
})

test('the true labels of the demo go into a document of the template whole, and only once', async () => {
  const { userId } = await makeTestProject()
  const owner = { name: 'Demo', description: '', template: 'procedure' as const, ownerId: userId }
  const { id: projectId } = await db().$transaction((tx) => makeProject(owner, tx))
  const recording = await db().recording.create({ data: { projectId, name: 'Demo' } })
  const count = trueLabels().length
  expect(await writeTrueLabels(projectId, recording.id, index)).toBe(count)
  expect(await writeTrueLabels(projectId, recording.id, index)).toBe(count)

  const { snapshot } = await readDocument(recording.id, projectId, null)
  const marks = snapshot.records.filter((r) => r.type === 'annotation')
  expect(marks.length).toBe(count)
  const frames = marks.map((m) => [
    m.trackId,
    m.labelId,
    index.frameAt(m.start),
    index.frameAt(Math.max(m.start, m.end - 1)),
  ])
  const wanted = trueLabels().map((l) => [l.track, l.label, l.first, l.last])
  const sorted = (rows: unknown[][]): string[] => rows.map((row) => row.join(' ')).sort()
  expect(sorted(frames)).toEqual(sorted(wanted))
})
