import { describe, expect, test } from 'vitest'
import { type ColumnRow, columnsOf, rowsOfRecords } from '#media/core/search/columns.ts'
import { attributeMeets, matchingRows, type SearchNames } from '#media/core/search/filter.ts'
import { fold } from '#media/core/search/fold.ts'
import { parseQuery } from '#media/core/search/parse.ts'
import { plainNames } from './search-kit.ts'

const row = (id: string, more: Partial<ColumnRow> = {}): ColumnRow => ({
  id,
  start: Number(id.slice(1)),
  end: Number(id.slice(1)) + 1,
  labelId: 'l-bleed',
  trackId: 'anomaly',
  layerId: 'shared',
  authorId: 'u1',
  note: '',
  attributes: {},
  ...more,
})
const columns = columnsOf([
  row('r0', { attributes: { severity: 'High', count: 3, seen: true, tools: ['hook', 'clip'] } }),
  row('r1', { labelId: 'l-jp', note: 'Größe der Café-Öffnung' }),
  row('r2', { layerId: 'mine', authorId: null, attributes: { severity: 'low', count: 12 } }),
  row('r3', { labelId: 'l-ar', trackId: 'phase', end: 10 }),
  row('r4', { labelId: '', authorId: 'u2', note: 'Please look again' }),
])
const LABELS: Record<string, string> = { 'l-bleed': 'Bleeding', 'l-jp': '出血', 'l-ar': 'نزيف' }
const names: SearchNames = plainNames({
  labelName: (id) => LABELS[id],
  personName: (id) => ({ u1: 'Ána Ruiz', u2: 'Bo' })[id],
  userId: 'u2',
})

function ids(text: string, who: SearchNames = names): string {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return [...matchingRows(columns, who, parsed.query.find)].map((r) => columns.idOf(r)).join(' ')
}

describe('conditions', () => {
  test.each([
    ['label:bleeding', 'r0 r2'],
    ['label:Bleed*', 'r0 r2'],
    ['label:bleed', ''],
    ['label:出血,نزيف', 'r1 r3'],
    ['-label:Bleeding is:annotation', 'r1 r3'],
    ['bleed', 'r0 r2'],
    ['出', 'r1'],
    ['cafe', 'r1'],
    ['GROSSE', 'r1'],
    ['"look again"', 'r4'],
    ['hook', 'r0'],
    ['is:comment', 'r4'],
    ['author:"ana ruiz"', 'r0 r1 r3'],
    ['author:me', 'r4'],
    ['author:nobody', 'r2'],
    ['track:phase', 'r3'],
    ['layer:mine', 'r2'],
    ['recording:"case 7"', 'r0 r1 r2 r3 r4'],
    ['recording:Case*', 'r0 r1 r2 r3 r4'],
    ['recording:other', ''],
    ['-stage:open', ''],
    ['severity=high', 'r0'],
    ['severity!=high', 'r1 r2 r3'],
    ['count>3', 'r2'],
    ['count>=3', 'r0 r2'],
    ['count < 10', 'r0'],
    ['severity~o', 'r2'],
    ['tools=clip', 'r0'],
    ['seen=yes', 'r0'],
    ['missing:severity', 'r1 r3'],
    ['has:severity', 'r0 r2'],
    ['-has:severity is:annotation', 'r1 r3'],
  ])('%s', (text, wanted) => {
    expect(ids(text)).toBe(wanted)
  })

  test('durations are ticks', () => {
    const at = (text: string) => {
      const parsed = parseQuery(text)
      if (!parsed.ok) throw new Error(parsed.message)
      const { query } = parsed
      const seconds = columnsOf([row('r0', { end: 705_600_000 * 5 }), row('r1', { end: 705_600_001 })])
      return [...matchingRows(seconds, names, query.find)].length
    }
    expect(at('dur>=5s')).toBe(1)
    expect(at('dur>5s')).toBe(0)
    expect(at('dur<=1s')).toBe(1)
    expect(at('dur>500ms')).toBe(2)
  })

  test('layers that are not seen find nothing, by no condition', () => {
    const blind = { ...names, layers: new Set(['shared']) }
    expect(ids('bleeding', blind)).toBe('r0')
    expect(ids('-label:nothing', blind)).not.toContain('r2')
    expect(ids('layer:mine', blind)).toBe('')
    expect(ids('is:comment', blind)).toBe('r4')
    expect(ids('is:comment', { ...blind, userId: 'u1' })).toBe('')
  })
})

test('values of attributes', () => {
  expect(attributeMeets('3', '=', '3.0')).toBe(true)
  expect(attributeMeets('1,5', '<', '2')).toBe(true)
  expect(attributeMeets(false, '=', 'no')).toBe(true)
  expect(attributeMeets([], 'missing', '')).toBe(true)
  expect(attributeMeets(['a', 'b'], '≠', 'a')).toBe(false)
  expect(attributeMeets('b', '>', 'a')).toBe(true)
})

test('folding keeps what tells words apart in other scripts', () => {
  expect(fold('ÀÉÎ Straße İ')).toBe('aei strasse i')
  expect(fold('Ω')).toBe(fold('ω'))
  expect(fold('ﬁn')).toBe('fin')
  expect(fold('漢')).not.toBe(fold('字'))
})

test('comments lie where the annotation lies that they are about', () => {
  const rows = rowsOfRecords([
    {
      type: 'comment',
      id: 'c1',
      start: 5 as never,
      end: 5 as never,
      annotationId: 'r0',
      threadId: null,
      text: 'Why?',
      authorId: 'u1',
      createdAt: '',
      resolvedBy: null,
    },
    {
      type: 'annotation',
      confidence: null,
      origin: null,
      speakerId: null,
      speech: null,
      ...row('r0'),
      start: 0 as never,
      end: 1 as never,
    },
  ])
  expect(rows.find((r) => r.id === 'c1')).toMatchObject({ layerId: 'shared', note: 'Why?', labelId: '' })
})
