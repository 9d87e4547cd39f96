import { describe, expect, it } from 'vitest'
import { TEXTS } from '#app/_text/texts.ts'
import { between, type ListedRow, listed, shownState } from '#app/(library)/_parts/recordings/list-order.ts'
import { playable, rowState as rowStateIn } from '#app/(library)/_parts/recordings/row-state.ts'
import { spread, thumbAt } from '#app/(library)/_parts/recordings/thumbs.ts'

const rowState = (of: ListedRow) => rowStateIn(of, TEXTS.en)

type Asset = ListedRow['assets'][number]

const asset = (over: Partial<Asset> = {}): Asset => ({
  id: 'a1',
  fileName: 'case.mp4',
  bytes: 1000,
  state: 'ready',
  problem: null,
  duration: 100,
  offset: 0,
  rate: 1,
  codec: 'avc1',
  width: 1920,
  height: 1080,
  thumbnails: null,
  job: null,
  ...over,
})

const row = (id: string, over: Partial<ListedRow> = {}): ListedRow => ({
  id,
  name: id,
  note: '',
  stage: 'open',
  createdAt: new Date(2026, 0, 1),
  updatedAt: new Date(2026, 0, 1),
  deletedAt: null,
  duration: 100,
  state: 'ready',
  assets: [asset()],
  annotations: 0,
  people: [],
  ribbon: [],
  project: { id: 'p', name: 'Gallbladders', role: 'owner' },
  ...over,
})

const ids = (rows: ListedRow[]): string => rows.map((one) => one.id).join(' ')

describe('what the library lists', () => {
  const rows = [
    row('Case 10', { updatedAt: new Date(2026, 0, 3), duration: 500 }),
    row('Case 2', { updatedAt: new Date(2026, 0, 5), duration: null, state: 'preparing' }),
    row('Walk', {
      updatedAt: new Date(2026, 0, 4),
      stage: 'review',
      people: [{ userId: 'u', name: 'Ada Sol' }],
    }),
  ]
  const view = { search: '', state: 'all', sort: 'changed' } as const

  it('puts the newest change first', () => expect(ids(listed(rows, view))).toBe('Case 2 Walk Case 10'))
  it('sorts names as people count', () =>
    expect(ids(listed(rows, { ...view, sort: 'name' }))).toBe('Case 2 Case 10 Walk'))
  it('puts what has no length last', () =>
    expect(ids(listed(rows, { ...view, sort: 'length' }))).toBe('Case 10 Walk Case 2'))
  it('filters by what is shown', () => {
    expect(ids(listed(rows, { ...view, state: 'review' }))).toBe('Walk')
    expect(ids(listed(rows, { ...view, state: 'preparing' }))).toBe('Case 2')
  })
  it('finds every word, wherever it stands', () => {
    expect(ids(listed(rows, { ...view, search: ' ADA gall ' }))).toBe('Walk')
    expect(ids(listed(rows, { ...view, search: 'case.mp4 10' }))).toBe('Case 10')
    expect(ids(listed(rows, { ...view, search: 'nothing' }))).toBe('')
  })
  it('leaves the given list as it was', () => {
    const before = ids(rows)
    listed(rows, { ...view, sort: 'name' })
    expect(ids(rows)).toBe(before)
  })
})

describe('a range of rows', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
  it.each([
    ['b', 'd', 'b c d'],
    ['d', 'b', 'b c d'],
    [null, 'c', 'c'],
    ['gone', 'a', 'a'],
    ['a', 'gone', ''],
  ])('from %s to %s', (from, to, result) => expect(between(rows, from, to).join(' ')).toBe(result))
})

describe('a state in words', () => {
  const job = { id: 'j', name: 'ingest-asset', step: 'Reading the frames', progress: 0.432, secondsLeft: 118 }
  it('says how far the preparation is', () => {
    expect(
      rowState(
        row('x', { state: 'preparing', duration: null, assets: [asset({ state: 'preparing', job })] }),
      ),
    ).toEqual({
      tone: 'accent',
      text: 'Preparing 43 %',
      more: 'Reading the frames, 2 min left',
      progress: 0.432,
      retry: null,
    })
  })
  it('says it in German, the step too', () => {
    const preparing = row('x', {
      state: 'preparing',
      duration: null,
      assets: [asset({ state: 'preparing', job: { ...job, step: 'Making 3 versions for playing' } })],
    })
    expect(rowStateIn(preparing, TEXTS.de)).toMatchObject({
      text: 'In Vorbereitung, 43 %',
      more: '3 Fassungen entstehen, noch 2 min',
    })
  })
  it('says that a job waits', () => {
    const waiting = { ...job, step: '', progress: 0, secondsLeft: null }
    const state = rowState(
      row('x', { state: 'preparing', duration: null, assets: [asset({ state: 'preparing', job: waiting })] }),
    )
    expect(state.text).toBe('Waiting to be prepared')
    expect(state.more).toBeNull()
  })
  it('says that it can be played while more is made', () => {
    const state = rowState(row('x', { state: 'preparing', assets: [asset({ state: 'preparing', job })] }))
    expect(state).toMatchObject({ text: 'Playable already', more: 'Reading the frames, 2 min left' })
  })
  it('gives the sentence of a failure and what can be tried again', () => {
    const failed = asset({ id: 'bad', state: 'failed', problem: 'The file is cut off after 12 s.' })
    expect(rowState(row('x', { state: 'failed', assets: [failed] }))).toMatchObject({
      tone: 'error',
      more: 'The file is cut off after 12 s.',
      retry: 'bad',
    })
    const two = rowState(row('x', { state: 'failed', assets: [asset(), failed] }))
    expect(two.more).toBe('case.mp4: The file is cut off after 12 s.')
  })
  it('keeps the word on the work while more versions are made', () => {
    const state = rowState(row('x', { stage: 'complete', assets: [asset({ job })] }))
    expect(state).toMatchObject({ text: 'Complete', tone: 'ok', progress: 0.432 })
  })
  it('knows a recording without files', () => {
    expect(shownState({ state: 'empty', stage: 'review' })).toBe('empty')
    expect(rowState(row('x', { state: 'empty', assets: [] })).text).toBe('No media yet')
  })
  it('opens in the studio as soon as a length is known', () => {
    expect(playable({ duration: 0 })).toBe(true)
    expect(playable({ duration: null })).toBe(false)
  })
})

describe('pictures of a strip', () => {
  const facts = { every: 1, width: 160, height: 90, columns: 10, rows: 10, count: 250 }
  it('finds a picture in its sheet', () => {
    expect(thumbAt(facts, 0)).toEqual({ sheet: 0, x: 0, y: 0 })
    expect(thumbAt(facts, 11)).toEqual({ sheet: 0, x: 160, y: 90 })
    expect(thumbAt(facts, 205)).toEqual({ sheet: 2, x: 800, y: 0 })
  })
  it('spreads over the whole length, never past the end', () => {
    expect(spread(facts, 3).map((thumb) => thumb.sheet)).toEqual([0, 1, 2])
    expect(spread({ ...facts, count: 2 }, 3)).toHaveLength(2)
    expect(spread({ ...facts, count: 0 }, 3)).toHaveLength(0)
  })
})
