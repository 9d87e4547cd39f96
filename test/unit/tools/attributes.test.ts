import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { updateTrack } from '#media/core/commands/index.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import type { AttributeDefinition } from '#media/core/document/records.ts'
import { ATTRIBUTE_DEFAULTS } from '#media/core/document/records.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let s: TestStudio
const definition = (fields: Partial<AttributeDefinition> & { key: string }): AttributeDefinition => ({
  ...ATTRIBUTE_DEFAULTS,
  name: fields.key,
  kind: 'choice',
  choices: [],
  required: false,
  ...fields,
})
const ATTRIBUTES = [
  definition({ key: 'verb', choices: ['cut', 'grasp', 'clip'], choiceKeys: ['c', 'g', ''] }),
  definition({ key: 'target', choices: ['duct', 'artery'], required: true }),
  definition({ key: 'seen', kind: 'boolean' }),
  definition({ key: 'signs', kind: 'choices', choices: ['smoke', 'blood'] }),
]

beforeEach(async () => {
  s = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA..AA..BB' }] })
  const { set } = s.session.store.labels.peek()
  const labels = set.labels.map((l) => (l.id === 'step-A' ? { ...l, attributes: ATTRIBUTES } : l))
  s.session.store.setLabels(new LabelBook({ ...set, labels }))
})
afterEach(() => s[Symbol.dispose]())
const attributes = (nth = 0) => s.annotations('Step')[nth]!.attributes

describe('attributes by key', () => {
  test('Alt Enter begins with the one that is required; its keys set it, then the next has them', async () => {
    s.session.select(['step-0'])
    s.key('Alt+Enter')
    expect(s.editor.attributes.active.peek()).toBe('target')
    s.key('2')
    expect(attributes()).toEqual({ target: 'artery' })
    expect(s.editor.attributes.active.peek()).toBe('seen')
    s.key('1').key('2').key('1')
    expect(attributes()).toEqual({ target: 'artery', seen: true, signs: ['smoke', 'blood'] })
    expect(await s.saved()).toHaveLength(4)
  })

  test('the schema’s keys go before digits, and labels keep theirs when it is over', () => {
    s.session.select(['step-0'])
    s.key('Alt+Enter').key('ArrowUp').key('G')
    expect(attributes()).toEqual({ verb: 'grasp' })
    s.key('Escape')
    expect(s.editor.attributes.active.peek()).toBeNull()
    expect(s.session.selection.peek().size).toBe(1)
    s.at(30).key('X')
    expect(s.list('Step')).toContain('x 30–30')
  })

  test('several at once get the same; where they differ that is said', () => {
    s.session.select(['step-0'])
    s.key('Alt+Enter').key('1').key('Escape')
    s.session.select(['step-0', 'step-4'])
    const target = s.editor.attributes.states().find((state) => state.definition.key === 'target')
    expect(target).toMatchObject({ mixed: true, missing: true, value: null })
    s.key('Alt+Enter').key('2')
    expect([attributes(0), attributes(1)]).toEqual([{ target: 'artery' }, { target: 'artery' }])
  })

  test('with a label that has none, nothing is in common', () => {
    s.session.select(['step-0', 'step-8'])
    s.key('Alt+Enter')
    expect(s.editor.attributes.active.peek()).toBeNull()
    expect(s.notice).toContain('no attributes in common')
  })

  test('Backspace takes the value away and leaves the annotation', () => {
    s.session.select(['step-0'])
    s.key('Alt+Enter').key('1').key('ArrowUp').key('Backspace')
    expect(attributes()).toEqual({})
    expect(s.list('Step')).toHaveLength(3)
  })
})

describe('legal combinations', () => {
  beforeEach(() => {
    const rows = [
      ['cut', 'duct'],
      ['clip', 'artery'],
      ['grasp', 'duct'],
    ]
    s.session.run(updateTrack, {
      id: 'step',
      changes: { combinations: { fields: ['verb', 'target'], rows } },
    })
    s.session.select(['step-0'])
  })

  test('what is set narrows what is offered, with the reason', () => {
    s.key('Alt+Enter').key('2').key('Escape')
    const verb = s.editor.attributes.states().find((state) => state.definition.key === 'verb')
    expect(verb?.choices.map((c) => [c.value, c.notWith])).toEqual([
      ['cut', 'artery'],
      ['grasp', 'artery'],
      ['clip', null],
    ])
  })

  test('the key of an illegal choice says so and changes nothing', () => {
    s.key('Alt+Enter').key('2').key('ArrowUp').key('ArrowUp').key('C')
    expect(attributes()).toEqual({ target: 'artery' })
    expect(s.notice).toBe('verb cut may not stand with artery.')
  })
})
