import { afterEach, describe, expect, test } from 'vitest'
import { type StudioOptions, TestStudio } from '#test/kit/test-studio.ts'

const studios: TestStudio[] = []
const open = async (...tracks: StudioOptions['tracks']) => {
  const studio = await TestStudio.open({ tracks })
  studios.push(studio)
  return studio
}
afterEach(() => {
  for (const studio of studios.splice(0)) studio[Symbol.dispose]()
})

/** As a browser does it: the key, then the event with the clipboard's text. */
const pasteKey = (s: TestStudio, text: string | null = s.clipboardText) => {
  s.key('Mod+V')
  s.editor.pasted(text ?? '')
}

describe('copy and paste', () => {
  test('to the shown frame, on the same track; one change; what is new is selected', async () => {
    const s = await open({ name: 'Step', text: 'AA.B......' })
    s.session.select(['step-0', 'step-3'])
    s.key('Mod+C').at(50)
    pasteKey(s)
    expect(s.list('Step')).toEqual(['A 0–19', 'B 30–39', 'A 50–69', 'B 80–89'])
    expect(s.session.selection.peek().size).toBe(2)
    expect(await s.saved()).toEqual(['Pasted 2 annotations at 00:00:02'])
  })

  test('onto the chosen track, where that takes the label', async () => {
    const s = await open({ name: 'Step', text: 'AA........' }, { name: 'Tool', text: '..........' })
    s.session.select(['step-0'])
    s.key('Mod+C').at(50)
    s.session.activeTrackId.value = s.track('Tool').id
    pasteKey(s)
    // Tool does not take the label of Step: it stays on its own track.
    expect(s.list('Step')).toEqual(['A 0–19', 'A 50–69'])
    expect(s.list('Tool')).toEqual([])
  })

  test('cut takes away, paste brings back what was there', async () => {
    const s = await open({ name: 'Step', text: '.AAA......' })
    s.session.select(['step-1'])
    s.key('Mod+X')
    expect(s.list('Step')).toEqual([])
    s.at(60)
    pasteKey(s)
    expect(s.list('Step')).toEqual(['A 60–89'])
    expect((await s.saved())[0]).toContain('Cut Step A')
  })

  test('another key than the browser’s asks the system’s clipboard', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.session.select(['step-0'])
    s.key('Mod+C').at(40)
    s.editor.pasteSoon()
    await new Promise((resolve) => setTimeout(resolve, 90))
    expect(s.list('Step')).toEqual(['A 0–19', 'A 40–59'])
  })

  test('in the way of another it is refused whole, and both are named', async () => {
    const s = await open({ name: 'Step', text: 'AAAA.B....' })
    s.session.select(['step-0'])
    s.key('Mod+C').at(30)
    pasteKey(s)
    expect(s.list('Step')).toEqual(['A 0–39', 'B 50–59'])
    expect(s.session.notice.peek()).toMatchObject({ kind: 'refused', rule: 'overlap' })
  })
})

describe('text that is not ours', () => {
  const cases: [string, string, string][] = [
    ['nothing', '', 'The clipboard is empty'],
    ['a sentence', 'Patient walks without aid', 'holds other text (“Patient walks without aid”)'],
    ['other JSON', '{"a":1}', 'holds other text'],
    ['a newer version', '{"scrublineClip":9}', 'newer Scrubline'],
    ['something broken', '{"scrublineClip":1,"items":[]}', 'damaged'],
  ]
  test.each(cases)('%s is told plainly', async (_name, text, sentence) => {
    const s = await open({ name: 'Step', text: 'AA........' })
    pasteKey(s, text)
    expect(s.notice).toContain(sentence)
    expect(s.session.undoable.peek()).toBeNull()
  })
})

describe('from recording to recording', () => {
  test('labels are found by name, others are said before; only what fits is pasted', async () => {
    const from = await open({ name: 'Step', text: 'AA.QQ.....' })
    from.session.select(['step-0', 'step-3'])
    from.key('Mod+C')
    const foreign = JSON.parse(from.clipboardText!)
    foreign.labels['step-A'] = 'step x'
    foreign.items[0].labelId = 'another-id'
    foreign.labels['another-id'] = 'STEP X'
    const to = await open({ name: 'Step', text: '..........' })
    to.at(20)
    pasteKey(to, JSON.stringify(foreign))
    const plan = to.editor.clipboard.question.peek()!
    expect(plan.byName).toEqual(['STEP X'])
    expect(plan.leftOut).toEqual([{ label: 'Step Q', count: 1, reason: 'no-label' }])
    expect(to.list('Step')).toEqual([])
    to.editor.clipboard.carryOut(plan)
    expect(to.list('Step')).toEqual(['x 20–39'])
  })

  test('frames of the other recording become frames of this one; what lies beyond the end is said', async () => {
    const from = await open({ name: 'Step', text: 'AA..BB....' })
    from.session.select(['step-0', 'step-4'])
    from.key('Mod+C')
    const to = await TestStudio.open({
      tracks: [{ name: 'Step', text: 'A..B......' }],
      lengths: [2, 1, 3],
    })
    studios.push(to)
    to.session.select(['step-0', 'step-3'])
    to.key('Delete').at(40)
    pasteKey(to, from.clipboardText)
    // `list` throws when an edge is not a frame's.
    expect(to.list('Step')).toHaveLength(2)
    to.session.undo()
    to.at(95)
    pasteKey(to, from.clipboardText)
    const plan = to.editor.clipboard.question.peek()!
    expect(plan.shortened).toBe(1)
    expect(plan.leftOut).toMatchObject([{ reason: 'beyond', count: 1 }])
  })
})

describe('duplicate', () => {
  test('straight after the selected; the clipboard stays as it was', async () => {
    const s = await open({ name: 'Step', text: 'AAB.......' })
    s.session.select(['step-0', 'step-2'])
    s.key('Mod+D')
    expect(s.list('Step')).toEqual(['A 0–19', 'B 20–29', 'A 30–49', 'B 50–59'])
    expect(s.clipboardText).toBeNull()
    expect(await s.saved()).toEqual(['Duplicated 2 annotations'])
  })

  test('an event goes to the shown frame', async () => {
    const s = await open({ name: 'Event', kind: 'events', text: '.x........' })
    s.session.select(['event-1'])
    s.at(70).key('Mod+D')
    expect(s.list('Event')).toEqual(['x 10', 'x 70'])
  })

  test('without room it says so', async () => {
    const s = await open({ name: 'Step', text: '....AAAAAA' })
    s.session.select(['step-4'])
    s.key('Mod+D')
    expect(s.notice).toContain('no room')
  })
})
