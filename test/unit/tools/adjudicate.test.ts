import { afterEach, describe, expect, test } from 'vitest'
import { compareLayers, unanswered } from '#app/_studio/tools/adjudicate/disagreements.ts'
import { addLayer, create, createEvent } from '#media/core/commands/index.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { annotation, layer, second, track } from '#test/kit/doc.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

type Row = [id: string, label: string, from: number, to: number]

function documentOf(a: Row[], b: Row[], policy: 'allowed' | 'gapless' = 'allowed') {
  const rows = (list: Row[], layerId: string) =>
    list.map(([id, label, from, to]) => annotation(id, 't', label, second(from), second(to), { layerId }))
  return new DocumentModel([
    track('t', { policy }),
    layer('a'),
    layer('b'),
    layer('c', { kind: 'adjudicated' }),
    ...rows(a, 'a'),
    ...rows(b, 'b'),
  ])
}
const kinds = (model: DocumentModel, tolerance = 0) =>
  compareLayers(model, 'a', 'b', tolerance).disagreements.map(
    (d) => `${d.kind} ${d.a?.id ?? '–'} ${d.b?.id ?? '–'}`,
  )

describe('where two layers differ', () => {
  test('labels, edges beyond the tolerance, and what one of them alone has', () => {
    const model = documentOf(
      [
        ['a1', 'X', 0, 10],
        ['a2', 'Y', 10, 20],
        ['a3', 'Z', 30, 40],
        ['a4', 'X', 50, 52],
      ],
      [
        ['b1', 'X', 0, 10],
        ['b2', 'Z', 10, 20],
        ['b3', 'Z', 31, 43],
        ['b5', 'X', 70, 75],
      ],
    )
    expect(kinds(model)).toEqual(['label a2 b2', 'edge a3 b3', 'only-a a4 –', 'only-b – b5'])
    expect(kinds(model, second(3))).toEqual(['label a2 b2', 'only-a a4 –', 'only-b – b5'])
  })

  test('what lies twice in one layer and once in the other is agreed once and open once', () => {
    const model = documentOf(
      [
        ['a1', 'X', 0, 10],
        ['a2', 'X', 0, 10],
      ],
      [['b1', 'X', 0, 10]],
    )
    const { agreed, disagreements } = compareLayers(model, 'a', 'b', 0)
    expect(agreed).toHaveLength(1)
    expect(disagreements).toHaveLength(1)
    expect(disagreements[0]!.kind).toBe('only-a')
    // An answer in the agreed layer answers one of the two.
    model.apply({
      added: { c1: annotation('c1', 't', 'X', second(0), second(10), { layerId: 'c' }) },
      updated: {},
      removed: {},
    })
    expect(unanswered([...agreed, ...disagreements], model, 'c', 0)).toHaveLength(1)
  })

  test('stacked agreements are all kept', () => {
    const stacked = (p: string): Row[] => [
      [`${p}1`, 'X', 0, 10],
      [`${p}2`, 'Y', 2, 8],
      [`${p}3`, 'X', 0, 10],
    ]
    const { agreed, disagreements } = compareLayers(documentOf(stacked('a'), stacked('b')), 'a', 'b', 0)
    expect(agreed).toHaveLength(3)
    expect(disagreements).toEqual([])
  })

  test('events within the tolerance agree, near ones differ, far ones are alone', () => {
    const model = documentOf(
      [
        ['a1', 'X', 1, 1],
        ['a2', 'X', 10, 10],
      ],
      [
        ['b1', 'X', 1.5, 1.5],
        ['b2', 'X', 14, 14],
      ],
    )
    expect(kinds(model)).toEqual(['edge a1 b1', 'only-a a2 –', 'only-b – b2'])
    expect(kinds(model, second(1))).toEqual(['only-a a2 –', 'only-b – b2'])
  })
})

describe('settling them', () => {
  let s: TestStudio
  afterEach(() => s[Symbol.dispose]())

  async function open() {
    s = await TestStudio.open({
      tracks: [
        { name: 'Step', policy: 'allowed', text: 'AA..BB..CC' },
        { name: 'Event', kind: 'events', text: '.x....y...' },
      ],
    })
    s.session.run(addLayer, { id: 'other', name: 'Other', ownerId: null, kind: 'people' })
    const add = (labelId: string, from: number, to: number) =>
      s.session.run(create, {
        trackId: 'step',
        layerId: 'other',
        labelId,
        start: s.index.tickOf(from),
        end: s.index.endOf(to),
      })
    add('step-A', 0, 19)
    add('step-B', 40, 65)
    add('step-x', 80, 99)
    s.session.run(createEvent, {
      trackId: 'event',
      layerId: 'other',
      labelId: 'event-x',
      at: s.index.tickOf(10),
    })
    s.key('Alt+J')
    return s
  }
  const settled = () =>
    s.session.store
      .lanesOf('step')
      .flatMap(([layerId, lane]) =>
        s.session.store.layer(layerId)?.kind === 'adjudicated' ? [...lane.all()] : [],
      )
      .map((a) => `${a.labelId} ${s.index.frameAt(a.start)}–${s.index.frameAt(a.end - 1)}`)

  test('it goes to the first difference, selects both and shows where they differ', async () => {
    await open()
    expect(s.editor.adjudicator.open.peek().map((d) => d.kind)).toEqual(['edge', 'only-a', 'label'])
    expect(s.session.selection.peek().size).toBe(2)
    expect(s.clock.shown.peek()?.frame).toBe(60)
  })

  test('a key answers and goes on; what both agree on comes at once', async () => {
    await open()
    expect(s.editor.adjudicator.agreedOpen.peek()).toBe(2)
    s.key('5').key('2').key('0').key('1')
    expect(settled()).toEqual(['step-A 0–19', 'step-B 40–65', 'step-C 80–99'])
    expect(s.editor.adjudicator.open.peek()).toEqual([])
    expect(s.editor.adjudicator.agreedOpen.peek()).toBe(0)
  })

  test('joined: from the earlier start to the later end', async () => {
    await open()
    s.key('4')
    expect(settled()).toEqual(['step-B 40–65'])
  })

  test('undo brings the question back', async () => {
    await open()
    s.key('1')
    expect(s.editor.adjudicator.open.peek()).toHaveLength(2)
    s.key('Mod+Z')
    expect(s.editor.adjudicator.open.peek()).toHaveLength(3)
  })

  test('Page Down and Page Up go round without an answer', async () => {
    await open()
    const at = () => s.editor.adjudicator.current.peek()?.kind
    expect([at(), s.key('PageDown') && at(), s.key('PageDown') && at(), s.key('PageDown') && at()]).toEqual([
      'edge',
      'only-a',
      'label',
      'edge',
    ])
    s.key('PageUp')
    expect(at()).toBe('label')
  })

  test('with one layer alone it says what is missing', async () => {
    s = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA........' }] })
    s.key('Alt+J')
    expect(s.notice).toContain('Two layers')
  })
})

test('the next label key relabels what is selected; all of one label are found by key', async () => {
  using s = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AAB.AAB.AA' }] })
  s.click(s.x(5), s.y('Step')).key('Mod+Shift+A')
  expect(s.session.selection.peek().size).toBe(3)
  s.key('Alt+X').key('X')
  expect(s.list('Step')).toEqual(['x 0–19', 'B 20–29', 'x 40–59', 'B 60–69', 'x 80–99'])
  expect(await s.saved()).toHaveLength(1)
  s.key('Alt+X').key('Escape').at(35).key('Y')
  expect(s.list('Step')).toContain('y 35–35')
})
