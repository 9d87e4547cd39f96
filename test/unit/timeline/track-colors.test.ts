import { describe, expect, test } from 'vitest'
import { contrast, labelTable } from '#app/_studio/timeline/label-table.ts'
import { colorsOf, sameColors } from '#app/_studio/timeline/track-colors.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import {
  type AnnotationRecord,
  ATTRIBUTE_DEFAULTS,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
} from '#media/core/document/records.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { annotation, second, track } from '#test/kit/doc.ts'

const attribute = (key: string, kind: 'choice' | 'number' | 'boolean' | 'text', more = {}) => ({
  ...ATTRIBUTE_DEFAULTS,
  key,
  name: key,
  kind,
  choices: [],
  required: false,
  ...more,
})
const book = new LabelBook({
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Colours',
  labels: [
    {
      ...LABEL_DEFAULTS,
      id: 'grasp',
      name: 'Grasp',
      color: '#0072b2',
      attributes: [
        attribute('hand', 'choice', { choices: ['left', 'right'] }),
        attribute('force', 'number', { min: 0, max: 7, unit: 'N' }),
        attribute('tool', 'text'),
        attribute('clean', 'boolean'),
      ],
    },
  ],
  tracks: [],
})
const labels = labelTable(book.set.labels)
const made = (
  attributes: AnnotationRecord['attributes'],
  authorId: string | null = null,
): AnnotationRecord => ({
  ...annotation('a', 't', 'grasp', second(0), second(1)),
  attributes,
  authorId,
})
const colors = (colorBy: string, annotations: AnnotationRecord[] = []) =>
  colorsOf(track('t', { colorBy }), {
    labels: book,
    labelTable: labels,
    nameOf: (id) => ({ u1: 'Ada', u2: 'Ben' })[id] ?? 'someone who left',
    annotations: () => annotations,
  })
const names = (colorBy: string, annotations: AnnotationRecord[]) => {
  const { table, styleOf } = colors(colorBy, annotations)
  return annotations.map((a) => table.styles[styleOf!(a)]!.name)
}

describe('what colours a track', () => {
  test('labels need no record', () => {
    expect(colors('label')).toEqual({ table: labels, styleOf: null })
  })

  test('authors by name, none as such', () => {
    const all = [made({}, 'u1'), made({}, null), made({}, 'u2'), made({}, 'gone')]
    expect(names('author', all)).toEqual(['Ada', 'no author', 'Ben', 'someone who left'])
  })

  test('a choice keeps its colour whatever else is there', () => {
    const alone = colors('attribute:hand', [made({ hand: 'right' })])
    const both = colors('attribute:hand', [made({ hand: 'left' }), made({ hand: 'right' }), made({})])
    const of = ({ table, styleOf }: typeof alone) => table.styles[styleOf!(made({ hand: 'right' }))]!.color
    expect(of(alone)).toBe(LABEL_COLORS[1])
    expect(of(both)).toBe(LABEL_COLORS[1])
    expect(sameColors(alone.table, both.table)).toBe(true)
    expect(names('attribute:hand', [made({})])).toEqual(['not set'])
  })

  test('values of a text are apart from each other and the same on every screen', () => {
    const values = ['hook', 'scissors', 'clip applier', 'grasper', 'irrigator', 'bag']
    const all = values.map((tool) => made({ tool }))
    const { table, styleOf } = colors('attribute:tool', all)
    const used = all.map((a) => table.styles[styleOf!(a)]!.color)
    expect(new Set(used).size).toBe(values.length)
    const again = colors('attribute:tool', all.toReversed())
    expect(all.map((a) => again.table.styles[again.styleOf!(a)]!.color)).toEqual(used)
  })

  test('numbers get a ramp of rising lightness between the ends of the definition', () => {
    expect(
      names('attribute:force', [made({ force: 0.5 }), made({ force: 6.9 }), made({ force: 7 }), made({})]),
    ).toEqual(['0 N to 1 N', '6 N to 7 N', '6 N to 7 N', 'not set'])
    const { styles } = colors('attribute:force').table
    const light = styles.slice(0, -1).map((s) => contrast(s.color, '#000000'))
    expect(light).toEqual(light.toSorted((a, b) => a - b))
  })

  test('yes and no', () => {
    expect(names('attribute:clean', [made({ clean: true }), made({ clean: false })])).toEqual(['yes', 'no'])
  })
})
