import { afterEach, describe, expect, test } from 'vitest'
import { planChange } from '#app/_studio/tools/bulk/change-plan.ts'
import { ANY, findAnnotations } from '#app/_studio/tools/bulk/find-annotations.ts'
import { create, setAttribute, setNote, updateTrack } from '#media/core/commands/index.ts'
import { doc, second } from '#test/kit/doc.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio | undefined
afterEach(() => {
  studio?.[Symbol.dispose]()
  studio = undefined
})

describe('find', () => {
  const d = doc`
    step(refused)  |AA.BBBB..A|
    tool           |.cc...d...|
    mark*          |.x....y...|
  `
  const state = { document: d.document, labels: d.labels }
  const ids = (wanted: Partial<typeof ANY>) => findAnnotations(state, { ...ANY, ...wanted }).map((a) => a.id)

  test('without a wish, everything in order of time', () => {
    expect(ids({})).toEqual(['A0', 'c0', 'x0', 'B0', 'd0', 'y0', 'A1'])
  })
  test('by label, track, length', () => {
    expect(ids({ labelIds: ['A'] })).toEqual(['A0', 'A1'])
    expect(ids({ trackIds: ['tool', 'mark'] })).toEqual(['c0', 'x0', 'd0', 'y0'])
    expect(ids({ least: second(2), most: second(4) })).toEqual(['A0', 'c0', 'B0'])
    expect(ids({ most: 0 })).toEqual(['x0', 'y0'])
  })
  test('by author: "" stands for files and models', () => {
    expect(ids({ authorIds: [''] })).toHaveLength(7)
    expect(ids({ authorIds: ['ann'] })).toEqual([])
  })
  test('by layer', () => {
    expect(ids({ layerIds: ['another'] })).toEqual([])
    expect(ids({ layerIds: ['layer'] })).toHaveLength(7)
  })
  test('by attribute, text and what is lacking', () => {
    const wanted = setAttribute(state, { ids: ['A0'], key: 'severity', value: 'major' })
    if (wanted.ok) d.document.apply(wanted.diff)
    const noted = setNote(state, { id: 'd0', note: 'Smoke hides the Field' })
    if (noted.ok) d.document.apply(noted.diff)
    expect(ids({ attribute: { key: 'severity', value: 'Major' } })).toEqual(['A0'])
    expect(ids({ attribute: { key: 'severity', value: '' } })).toEqual(['A0'])
    expect(ids({ attribute: { key: 'severity', value: 'minor' } })).toEqual([])
    expect(ids({ text: 'smoke' })).toEqual(['d0'])
    expect(ids({ incomplete: true })).toEqual(['A1'])
  })
})

describe('a change of many', () => {
  test('what fits is one change; what is refused says which rule and what is in the way', async () => {
    studio = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA.BB...C.' }], frames: 120 })
    const s = studio
    s.key('N')
    const by = s.index.tickOf(20)
    const { duration } = s.index
    const ids = ['step-0', 'step-3']
    const together = planChange(s.session.state, ids, { kind: 'shift', by, align: (t) => t, duration })
    expect(together).toMatchObject({ fits: ids, refused: [], sentence: 'Moved 2 annotations' })
    const plan = planChange(s.session.state, ['step-0', 'step-8'], {
      kind: 'shift',
      by,
      align: (t) => t,
      duration,
    })
    expect(plan.fits).toEqual(['step-8'])
    expect(plan.refused).toMatchObject([{ id: 'step-0', rule: 'overlap', inTheWay: 'step-3' }])
    expect(plan.refused[0]!.message).toContain('Step B')
    expect(
      s.editor.change(plan.fits, { kind: 'shift', by: s.index.tickOf(10), align: (t) => t, duration }),
    ).toBe(true)
    expect(s.list('Step')).toEqual(['A 0–19', 'B 30–49', 'C 90–99'])
    expect(await s.saved()).toHaveLength(1)
  })

  test('nothing is shifted out of the recording, and nothing is cut short at its end', async () => {
    studio = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA.BB...CC' }] })
    const { index, session } = studio
    const ids = ['step-0', 'step-3', 'step-8']
    const shift = (frames: number) =>
      planChange(session.state, ids, {
        kind: 'shift',
        by: frames * index.tickOf(1),
        align: (t) => t,
        duration: index.duration,
      })
    expect(shift(5)).toMatchObject({
      fits: ['step-0', 'step-3'],
      refused: [{ id: 'step-8', rule: 'length' }],
    })
    expect(shift(-5).refused).toMatchObject([{ id: 'step-0', rule: 'length' }])
  })

  test('to another track: labels that it does not take stay, with the reason', async () => {
    studio = await TestStudio.open({
      tracks: [
        { name: 'Step', text: 'AA.BB.....' },
        { name: 'Tool', text: '..........' },
      ],
    })
    const plan = planChange(studio.session.state, ['step-0'], { kind: 'track', trackId: 'tool' })
    expect(plan).toMatchObject({ fits: [], sentence: null, refused: [{ rule: 'label' }] })
  })

  test('locked tracks are told annotation by annotation', async () => {
    studio = await TestStudio.open({
      tracks: [
        { name: 'Step', text: 'AA.BB.....' },
        { name: 'Fixed', text: 'CC........', locked: true },
      ],
    })
    const plan = planChange(studio.session.state, ['step-0', 'fixed-0'], { kind: 'delete' })
    expect(plan.fits).toEqual(['step-0'])
    expect(plan.refused).toMatchObject([{ id: 'fixed-0', rule: 'locked' }])
  })

  test('what is in a layer already is not copied to it', async () => {
    studio = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA........' }] })
    const plan = planChange(studio.session.state, ['step-0'], { kind: 'copy', layerId: 'mine' })
    expect(plan).toMatchObject({ fits: [], sentence: null, refused: [{ id: 'step-0', rule: 'exists' }] })
  })

  test('two that fit alone and not together: one is kept, the other is told', async () => {
    studio = await TestStudio.open({
      tracks: [
        { name: 'Tool', policy: 'allowed', text: 'A.........' },
        { name: 'Step', text: '..........' },
      ],
    })
    const s = studio
    const labels = s.track('Tool').labelIds
    s.session.run(updateTrack, { id: 'step', changes: { labelIds: [...labels] } })
    s.session.run(create, {
      id: 'over',
      trackId: 'tool',
      layerId: 'mine',
      labelId: labels[0]!,
      start: s.index.tickOf(5),
      end: s.index.tickOf(25),
    })
    const plan = planChange(s.session.state, ['tool-0', 'over'], { kind: 'track', trackId: 'step' })
    expect(plan.fits).toHaveLength(1)
    expect(plan.refused).toMatchObject([{ rule: 'overlap' }])
  })
})
