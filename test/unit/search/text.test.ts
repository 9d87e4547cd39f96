/** The typed form: read, written, read again; and what is said when it cannot be read. */
import { describe, expect, test } from 'vitest'
import { parseQuery } from '#media/core/search/parse.ts'
import { printQuery } from '#media/core/search/print.ts'
import {
  ATTRIBUTE_TESTS,
  COMPARISONS,
  type Condition,
  EMPTY_QUERY,
  NAME_FIELDS,
  type Query,
  querySchema,
  SAME,
} from '#media/core/search/query.ts'
import { GAPPED, RELATION_NAMES } from '#media/core/search/relations.ts'
import { parseLength, printLength } from '#media/core/search/words.ts'
import { seededRandom } from '#test/kit/random.ts'

const S = 705_600_000

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(`${parsed.message} (${parsed.from}–${parsed.to})`)
  return parsed.query
}
const text = (value: string): Condition => ({ field: 'text', value, not: false })

describe('reading', () => {
  test('the example of the manual', () => {
    expect(read('Bleeding within 5s after label:Clipping dur>2s')).toEqual({
      ...EMPTY_QUERY,
      find: [text('Bleeding')],
      relations: [
        {
          relation: 'after',
          not: false,
          within: 5 * S,
          to: [
            { field: 'label', values: ['Clipping'], not: false },
            { field: 'duration', test: '>', ticks: 2 * S, not: false },
          ],
        },
      ],
    })
  })

  test('chains', () => {
    expect(read('A then B then within 3 s C within 1m30s same track same layer')).toEqual({
      ...EMPTY_QUERY,
      find: [text('A')],
      steps: [
        { within: null, to: [text('B')] },
        { within: 3 * S, to: [text('C')] },
      ],
      whole: 90 * S,
      same: ['track', 'layer'],
    })
  })

  test('denied relations, and near', () => {
    expect(read('C not inside D').relations).toEqual([
      { relation: 'inside', not: true, within: null, to: [text('D')] },
    ])
    expect(read('A within 2s of B').relations[0]).toMatchObject({ relation: 'near', within: 2 * S })
    expect(read('A near B').relations[0]).toMatchObject({ relation: 'near', within: null })
  })

  test('quotation marks, signs and spaces around them', () => {
    expect(read('"then what" -label:"Clip, cut",Smoke severity >= 3 @label=x @"my key"~"a b"').find).toEqual([
      text('then what'),
      { field: 'label', values: ['Clip, cut', 'Smoke'], not: true },
      { field: 'attribute', key: 'severity', test: '≥', value: '3', not: false },
      { field: 'attribute', key: 'label', test: '=', value: 'x', not: false },
      { field: 'attribute', key: 'my key', test: 'contains', value: 'a b', not: false },
    ])
    expect(read('„Öffnung“ “two words”').find).toEqual([text('Öffnung'), text('two words')])
  })

  test('nothing typed asks for nothing', () => {
    expect(read('   ')).toEqual(EMPTY_QUERY)
  })
})

describe('what cannot be read', () => {
  test.each([
    ['A within after B', /length of time/, 'after'],
    ['A within 5s', /within how much time of what/i, 'within'],
    ['A within 5s inside B', /not with “inside”/, 'within'],
    ['A inside', /behind “inside”/, 'inside'],
    ['A not B', /After “not”/, 'B'],
    ['dur:5s', /compared/, 'dur:5s'],
    ['dur>soon', /“soon” is no length/, 'dur>soon'],
    ['label:', /behind “label:”/, 'label:'],
    ['colour:red', /nothing called “colour:”/, 'colour:red'],
    ['A same day', /track, layer or author/, 'day'],
    ['say "what', /no other one/, '"what'],
    ['A of B', /“of” cannot stand here/, 'of'],
    ['label:""', /nothing between/i, 'label:""'],
  ])('%s', (typed, message, place) => {
    const parsed = parseQuery(typed)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.message).toMatch(message)
    expect(typed.slice(parsed.from, parsed.to)).toContain(place)
    expect(parsed.to).toBeLessThanOrEqual(typed.length)
  })

  test('no text makes it stumble', () => {
    const random = seededRandom(99)
    const pieces = [
      'A',
      'within',
      '5s',
      '"',
      ':',
      '-',
      '>',
      'not',
      'then',
      'label:',
      '@',
      '“',
      '\\',
      ' ',
      '=',
    ]
    for (let k = 0; k < 3000; k++) {
      const typed = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
        const piece = pieces[Math.floor(random() * pieces.length)]!
        return random() < 0.5 ? `${piece} ` : piece
      }).join('')
      const parsed = parseQuery(typed)
      if (parsed.ok) expect(querySchema.safeParse(parsed.query).success).toBe(true)
      else expect(parsed.message, typed).toMatch(/\.$/)
    }
  })
})

test('what is written reads back as it was', () => {
  const random = seededRandom(2024)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const values = [
    'Bleeding',
    'within',
    'two words',
    'with "quotes"',
    '-minus',
    'a,b',
    '出血',
    'back\\slash',
    'a:b',
    '5s',
    '@at',
  ]
  const condition = (): Condition => {
    const not = random() < 0.3
    switch (Math.floor(random() * 4)) {
      case 0:
        return { field: 'text', value: pick(values), not }
      case 1:
        return {
          field: pick(NAME_FIELDS),
          values: random() < 0.5 ? [pick(values)] : [pick(values), pick(values)],
          not,
        }
      case 2:
        return { field: 'duration', test: pick(COMPARISONS), ticks: Math.floor(random() * 1e12), not }
      default: {
        const test_ = pick(ATTRIBUTE_TESTS)
        const bare = test_ === 'missing' || test_ === 'present'
        const key = pick(['severity', 'label', 'dur', 'my key', 'größe'])
        return { field: 'attribute', key, test: test_, value: bare ? '' : pick(values), not }
      }
    }
  }
  const filter = () => Array.from({ length: 1 + Math.floor(random() * 3) }, condition)
  for (let k = 0; k < 2000; k++) {
    const then = random() < 0.4 ? [{ within: random() < 0.5 ? 3 * S : null, to: filter() }] : []
    const query: Query = {
      version: 1,
      find: filter(),
      relations: Array.from({ length: Math.floor(random() * 3) }, () => {
        const relation = pick(RELATION_NAMES)
        const within = GAPPED.has(relation) && random() < 0.5 ? Math.floor(random() * 1e11) : null
        return { relation, not: random() < 0.3, within, to: filter() }
      }),
      steps: then,
      whole: then.length && random() < 0.5 ? 60 * S : null,
      same: random() < 0.3 ? [pick(SAME)] : [],
    }
    const written = printQuery(query)
    expect(read(written), written).toEqual(query)
  }
})

test('lengths of time', () => {
  expect(parseLength('1h2m3.5s')).toBe(3723.5 * S)
  expect(parseLength('90')).toBe(90 * S)
  expect(parseLength('2 min')).toBe(120 * S)
  expect(parseLength('five')).toBeNull()
  for (const ticks of [0, 1, S, 90 * S, S / 1000, 3600 * S, 12_345_678_901])
    expect(parseLength(printLength(ticks))).toBe(ticks)
})
