/** Search over real rows: across recordings, after edits, blind, and never beyond what somebody may read. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#media/core/document/ids.ts'
import { parseQuery } from '#media/core/search/parse.ts'
import type { Query } from '#media/core/search/query.ts'
import { closeBoss } from '#server/jobs/boss.ts'
import { db } from '#server/platform/db.ts'
import { closeBus } from '#server/realtime/bus.ts'
import { LONG, readColumns } from '#server/search/index.ts'
import { testDatabase } from '#test/kit/database.ts'
import { seededRandom } from '#test/kit/random.ts'
import { type Cast, makeCast, makeWorld, type World } from '../access/world.ts'

await testDatabase()
afterAll(async () => {
  await closeBoss()
  await closeBus()
})

const S = 705_600_000
let cast: Cast
let world: World
let second: string
beforeAll(async () => {
  cast = await makeCast()
})

interface Mark {
  label: string
  from: number
  to?: number
  recordingId?: string
  layerId?: string
  note?: string
  attributes?: Record<string, unknown>
  authorId?: string
}

async function mark({
  label,
  from,
  to = from,
  recordingId = world.recordingId,
  ...more
}: Mark): Promise<string> {
  const id = newId()
  const { layerId = 'shared', attributes = {}, ...rest } = more
  await db().annotation.create({
    data: {
      ...{ recordingId, id, layerId, trackId: 'phase', labelId: label },
      ...{ start: BigInt(from * S), end: BigInt(to * S), attributes: attributes as object, ...rest },
    },
  })
  await db().recording.update({ where: { id: recordingId }, data: { revision: { increment: 1 } } })
  return id
}

const queryOf = (text: string): Query => {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.query
}
const ask = (text: string, who: keyof Cast = 'viewer', more: { offset?: number; limit?: number } = {}) =>
  cast[who].api.search.find({ projectId: world.projectId, query: queryOf(text), ...more })
const found = async (text: string, who: keyof Cast = 'viewer') =>
  (await ask(text, who)).hits.map(
    (h) => `${h.recordingId === second ? 'two' : 'one'} ${h.labelId} ${h.start / S}`,
  )

beforeEach(async () => {
  world = await makeWorld(cast)
  const recording = await db().recording.create({
    data: {
      projectId: world.projectId,
      name: 'Two',
      stage: 'review',
      createdAt: new Date(Date.now() + 1000),
      layers: { create: { id: 'shared', name: 'Shared', kind: 'people', locked: false } },
      tracks: {
        create: {
          ...{ id: 'phase', kind: 'intervals', name: 'Phase', order: 1, policy: 'allowed' },
          ...{ labelIds: [], height: 32, locked: false, hidden: false },
        },
      },
    },
  })
  second = recording.id
  await mark({ label: 'prep', from: 0, to: 10, note: 'Très long' })
  await mark({ label: 'close', from: 12, to: 20, attributes: { grade: 3 } })
  await mark({ label: 'prep', from: 5, to: 6, recordingId: second, authorId: cast.annotator.userId })
  await mark({ label: 'close', from: 60, to: 61, recordingId: second })
})

describe('across the recordings of a project', () => {
  test('conditions, names and paging', async () => {
    expect(await found('label:Preparation')).toEqual(['one prep 0', 'two prep 5'])
    expect(await found('tres')).toEqual(['one prep 0'])
    expect(await found('grade>2')).toEqual(['one close 12'])
    expect(await found('stage:review')).toEqual(['two prep 5', 'two close 60'])
    expect(await found('author:Annotator')).toEqual(['two prep 5'])
    expect(await found('author:me', 'annotator')).toEqual(['two prep 5'])
    const page = await ask('is:annotation', 'viewer', { offset: 1, limit: 2 })
    expect(page.hits.map((h) => h.start / S)).toEqual([12, 5])
    expect(page).toMatchObject({
      count: 4,
      recordings: [
        { name: 'One', count: 2 },
        { name: 'Two', count: 2 },
      ],
      searched: { recordings: 2, marks: 4 },
    })
  })

  test('sequences stay within a recording and say what belongs together', async () => {
    const { hits } = await ask('label:Closing within 5s after label:Preparation')
    expect(hits).toMatchObject([
      { labelId: 'close', start: 12 * S, partner: { labelId: 'prep', start: 0, end: 10 * S } },
    ])
    const chain = await ask('label:Preparation then label:Closing within 30s')
    expect(chain.hits).toMatchObject([
      { start: 0, clip: { start: 0, end: 20 * S }, next: [{ labelId: 'close', start: 12 * S }] },
    ])
    expect(await found('label:Closing not within 5s after label:Preparation')).toEqual(['two close 60'])
  })

  test('what has changed since is found as it is now', async () => {
    expect(await found('label:Closing dur>7s')).toEqual(['one close 12'])
    await mark({ label: 'close', from: 100, to: 120, recordingId: second })
    expect(await found('label:Closing dur>7s')).toEqual(['one close 12', 'two close 100'])
  })

  test('comments are found where they are pinned', async () => {
    await db().comment.create({
      data: {
        ...{ recordingId: second, id: newId(), start: BigInt(7 * S), end: BigInt(7 * S) },
        ...{ text: 'Is this the cystic duct?', authorId: cast.editor.userId, createdAt: '' },
      },
    })
    await db().recording.update({ where: { id: second }, data: { revision: { increment: 1 } } })
    expect((await ask('cystic')).hits).toMatchObject([
      { labelId: null, note: 'Is this the cystic duct?', author: 'Editor', start: 7 * S },
    ])
  })

  test('a removed recording is not searched', async () => {
    await cast.editor.api.recordings.remove({ recordingId: second })
    expect(await found('is:annotation')).toEqual(['one prep 0', 'one close 12'])
  })

  test('a search is in the log', async () => {
    await ask('label:Preparation')
    const rows = await db().auditRow.findMany({
      where: { projectId: world.projectId, action: 'project.searched' },
    })
    expect(rows).toMatchObject([
      { userId: cast.viewer.userId, detail: { query: 'label:Preparation', found: 2 } },
    ])
  })

  test('nobody searches a project they are not in, and nothing of another project is found', async () => {
    await expect(ask('prep', 'foreigner')).rejects.toThrow(/project/)
    const other = await makeWorld(cast)
    await mark({ label: 'prep', from: 900, recordingId: other.recordingId })
    expect(await found('label:Preparation')).toEqual(['one prep 0', 'two prep 5'])
  })
})

describe('blind', () => {
  beforeEach(async () => {
    await db().project.update({ where: { id: world.projectId }, data: { work: 'blind' } })
    const { recordingId } = world
    const layer = { recordingId, name: 'L', kind: 'people', locked: false }
    await db().layer.create({ data: { ...layer, id: 'hers', ownerId: cast.annotator.userId } })
    await db().layer.create({ data: { ...layer, id: 'his', ownerId: cast.editor.userId } })
    await mark({ label: 'prep', from: 30, to: 31, layerId: 'hers' })
    await mark({ label: 'prep', from: 40, to: 41, layerId: 'his', note: 'secret' })
    await db().comment.create({
      data: {
        ...{ recordingId, id: newId(), start: 0n, end: 0n, text: 'secret' },
        ...{ authorId: cast.editor.userId, createdAt: '' },
      },
    })
  })

  test('annotators find their own, by no question the others’', async () => {
    expect(await found('label:Preparation', 'annotator')).toEqual(['one prep 30'])
    expect(await found('secret', 'annotator')).toEqual([])
    expect(await found('label:Preparation before label:Preparation', 'annotator')).toEqual([])
    expect(await found('-label:nothing', 'viewer')).toEqual([])
    expect((await ask('label:Preparation', 'annotator')).count).toBe(1)
  })

  test('editors find all', async () => {
    expect(await found('secret', 'editor')).toEqual(['one null 0', 'one prep 40'])
  })

  test('nor is it around a clip', async () => {
    const window = { recordingId: world.recordingId, start: 0, end: 100 * S }
    const all = await cast.editor.api.search.around(window)
    const own = await cast.annotator.api.search.around(window)
    expect(all.tracks.flatMap((t) => t.marks.map((m) => m.start / S))).toEqual([0, 12, 30, 40])
    expect(own.tracks.flatMap((t) => t.marks.map((m) => m.start / S))).toEqual([30])
  })
})

test('a window holds exactly what shares time with it: short, long, and events', async () => {
  const random = seededRandom(8)
  const rows = Array.from({ length: 400 }, (_, i) => {
    const start = Math.floor(random() * 600)
    const length =
      random() < 0.2 ? 0 : random() < 0.3 ? 20 + Math.floor(random() * 200) : Math.floor(random() * 20)
    return { id: `w${i}`, start, end: start + length }
  })
  await db().annotation.deleteMany({ where: { recordingId: world.recordingId } })
  await db().annotation.createMany({
    data: rows.map(({ id, start, end }) => ({
      ...{ recordingId: world.recordingId, id, trackId: 'phase', layerId: 'shared', labelId: 'prep' },
      ...{ start: BigInt(start * S), end: BigInt(end * S) },
    })),
  })
  expect(rows.some((r) => (r.end - r.start) * S > LONG)).toBe(true)
  for (let k = 0; k < 30; k++) {
    const from = Math.floor(random() * 600)
    const to = from + 1 + Math.floor(random() * 60)
    const { tracks } = await cast.viewer.api.search.around({
      ...{ recordingId: world.recordingId, start: from * S, end: to * S },
    })
    const wanted = rows.filter(
      (r) => r.start < to && (r.end > from || (r.start === r.end && r.start >= from)),
    )
    expect(tracks.flatMap((t) => t.marks.map((m) => m.id)).sort()).toEqual(wanted.map((r) => r.id).sort())
  }
})

test('columns hold every row as it is, also with ids that are no UUIDs and negative times', async () => {
  const { recordingId } = world
  await mark({ label: 'prep', from: -3, to: -1, note: 'before\tthe\nstart', authorId: cast.owner.userId })
  await db().annotation.create({
    data: {
      ...{ recordingId, id: 'short-id', trackId: 'other', layerId: 'shared', labelId: 'x' },
      ...{ start: 9_007_199_254_740n, end: 9_007_199_254_741n, attributes: { list: ['a'] } },
    },
  })
  const read = (await readColumns(recordingId))!
  const rows = await db().annotation.findMany({ where: { recordingId }, orderBy: [{ start: 'asc' }] })
  const { columns } = read
  expect(columns.length).toBe(rows.length)
  rows.forEach((row, i) => {
    const text = columns.texts.get(i)
    expect({
      id: columns.idOf(i),
      start: BigInt(columns.starts[i]!),
      end: BigInt(columns.ends[i]!),
      trackId: columns.track.ids[columns.track.numbers[i]!],
      labelId: columns.label.ids[columns.label.numbers[i]!],
      authorId: columns.author.ids[columns.author.numbers[i]!] || null,
      note: text?.note ?? '',
      attributes: text?.attributes ?? {},
    }).toEqual({
      id: row.id,
      start: row.start,
      end: row.end,
      trackId: row.trackId,
      labelId: row.labelId,
      authorId: row.authorId,
      note: row.note,
      attributes: row.attributes,
    })
  })
  expect(await readColumns(randomUUID())).toBeNull()
})
