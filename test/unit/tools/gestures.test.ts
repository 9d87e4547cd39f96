import { afterEach, describe, expect, test } from 'vitest'
import { timebase } from '#media/core/time/timebase.ts'
import { type StudioOptions, TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio
const open = async (...tracks: StudioOptions['tracks']) => {
  studio = await TestStudio.open({ tracks })
  return studio
}
afterEach(() => studio[Symbol.dispose]())

describe('select', () => {
  test('a click selects, Shift adds and takes away, empty ground lets go; the playhead stays', async () => {
    const s = await open({ name: 'Step', text: 'AA..BB..CC' })
    s.at(77)
    s.click(s.x(5), s.y('Step'))
    expect([...s.session.selection.peek()]).toEqual(['step-0'])
    s.click(s.x(45), s.y('Step'), { shift: true })
    expect([...s.session.selection.peek()]).toEqual(['step-0', 'step-4'])
    s.click(s.x(5), s.y('Step'), { shift: true })
    expect([...s.session.selection.peek()]).toEqual(['step-4'])
    s.click(s.x(30), s.y('Step'))
    expect(s.session.selection.peek().size).toBe(0)
    expect(s.clock.shown.peek()?.frame).toBe(77)
    expect(await s.saved()).toEqual([])
  })

  test('a box over two tracks selects what it meets', async () => {
    const s = await open(
      { name: 'Step', text: 'AA..BB..CC' },
      { name: 'Event', kind: 'events', text: '.x..y...z.' },
    )
    s.drag([s.x(30), s.y('Step')], [s.x(70), s.y('Event')])
    expect([...s.session.selection.peek()].sort()).toEqual(['event-4', 'step-4'])
    s.pointerDown(s.x(30), s.y('Step')).pointerMove(s.x(95), s.y('Step'))
    expect(s.session.selection.peek().size).toBe(2)
    s.key('Escape')
    expect([...s.session.selection.peek()].sort()).toEqual(['event-4', 'step-4'])
  })
})

describe('draw', () => {
  test('from the frame of the press to the frame of the release, both inside', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.arm('Step', 'x').drag([s.x(34), s.y('Step')], [s.x(52), s.y('Step')])
    expect(s.list('Step')).toEqual(['A 0–19', 'x 34–52'])
    expect(await s.saved()).toHaveLength(1)
    expect([...s.session.selection.peek()]).toEqual([s.annotations('Step')[1]!.id])
  })

  test('backwards gives the same, and a click one frame', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.arm('Step', 'x').drag([s.x(52), s.y('Step')], [s.x(34), s.y('Step')])
    s.click(s.x(80), s.y('Step'))
    expect(s.list('Step')).toEqual(['A 0–19', 'x 34–52', 'x 80–80'])
  })

  test('Escape leaves nothing, not even in the history', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.arm('Step', 'x').pointerDown(s.x(34), s.y('Step')).pointerMove(s.x(52), s.y('Step'))
    expect(s.list('Step').length).toBe(2)
    s.key('Escape')
    expect(s.list('Step')).toEqual(['A 0–19'])
    expect(s.session.undoable.peek()).toBeNull()
    expect(await s.saved()).toEqual([])
  })

  test('over another where that is refused: nothing is made and the reason names both', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.arm('Step', 'x').drag([s.x(12), s.y('Step')], [s.x(52), s.y('Step')])
    expect(s.list('Step')).toEqual(['A 0–19'])
    expect(s.notice).toContain('Step A')
  })

  test('a label of another track is refused with a sentence', async () => {
    const s = await open({ name: 'Step', text: 'AA........' }, { name: 'Tool', text: 'B.........' })
    s.arm('Tool', 'x').drag([s.x(34), s.y('Step')], [s.x(52), s.y('Step')])
    expect(s.text('Step')).toBe('AA........')
    expect(s.notice).toBe('“Tool x” is not a label of the track “Step”.')
  })

  test('an event lies on the frame under the pointer', async () => {
    const s = await open({ name: 'Event', kind: 'events', text: '..........' })
    s.arm('Event', 'x').click(s.x(42), s.y('Event'))
    expect(s.list('Event')).toEqual(['x 42'])
  })
})

describe('trim', () => {
  test('an edge goes to the frame; the picture follows it and comes back', async () => {
    const s = await open({ name: 'Step', text: 'AAAA......' })
    s.at(90)
    s.pointerDown(s.edge(40) - 1, s.y('Step')).pointerMove(s.x(56) + 4, s.y('Step'))
    expect(s.clock.shown.peek()?.frame).toBe(56)
    s.pointerUp(s.x(56) + 4, s.y('Step'))
    expect(s.list('Step')).toEqual(['A 0–56'])
    expect(s.clock.shown.peek()?.frame).toBe(90)
    expect(await s.saved()).toEqual(['Moved the end of Step A to 00:00:02'])
  })

  test('near a neighbour’s edge it snaps to it, with snapping off or Alt it does not', async () => {
    const s = await open({ name: 'Step', text: 'AAAA......' }, { name: 'Tool', text: '......BB..' })
    const to = s.edge(60) - 6
    const from: [number, number] = [s.edge(40) - 1, s.y('Step')]
    s.timeline.show({ start: 0, ticksPerPixel: s.timeline.viewport.peek().ticksPerPixel / 1 })
    s.drag(from, [to, s.y('Step')])
    expect(s.list('Step')).toEqual(['A 0–59'])
    s.session.undo()
    s.drag(from, [to, s.y('Step')], { alt: true })
    expect(s.list('Step')).toEqual(['A 0–58'])
    s.session.undo()
    s.key('N').drag(from, [to, s.y('Step')])
    expect(s.list('Step')).toEqual(['A 0–58'])
  })

  test('on a gapless track the neighbour gives way: one edge, one entry', async () => {
    const s = await open({ name: 'Phase', policy: 'gapless', text: 'AAAABBBBCC' })
    s.drag([s.edge(40) - 1, s.y('Phase')], [s.edge(55), s.y('Phase')])
    expect(s.list('Phase')).toEqual(['A 0–54', 'B 55–79', 'C 80–99'])
    s.session.undo()
    expect(s.text('Phase')).toBe('AAAABBBBCC')
    expect(s.session.undoable.peek()).toBeNull()
    expect(s.session.redoable.peek()).not.toBeNull()
    s.session.redo()
    expect(s.list('Phase')[0]).toBe('A 0–54')
  })

  test('Alt rolls the shared edge of neighbours that touch', async () => {
    const s = await open({ name: 'Step', text: 'AAAABBBB..' })
    s.drag([s.edge(40) - 1, s.y('Step')], [s.edge(33), s.y('Step')], { alt: true })
    expect(s.list('Step')).toEqual(['A 0–32', 'B 33–79'])
  })
})

describe('move', () => {
  test('frames stay whole and the length is kept', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.drag([s.x(10), s.y('Step')], [s.x(43), s.y('Step')])
    expect(s.list('Step')).toEqual(['A 33–52'])
  })

  test('with a variable frame rate both ends still lie on frames', async () => {
    studio = await TestStudio.open({
      tracks: [{ name: 'Step', text: 'AA........' }],
      base: timebase(1, 90_000),
      lengths: [3003, 1501, 6006, 3003, 7000],
    })
    const s = studio
    s.key('N')
    for (const to of [23, 41, 44, 62]) {
      const [a] = s.annotations('Step')
      const middle = s.timeline.scale.xOf((a!.start + a!.end) / 2)
      s.drag([middle, s.y('Step')], [s.x(to), s.y('Step')])
      // `list` throws when an edge is not a frame's.
      expect(s.list('Step').length).toBe(1)
    }
    expect(await s.saved()).toHaveLength(4)
  })

  test('several go together, and to another track one goes that takes its label', async () => {
    const s = await open({ name: 'Step', text: 'AA..BB....' })
    s.click(s.x(10), s.y('Step')).click(s.x(50), s.y('Step'), { shift: true })
    s.drag([s.x(50), s.y('Step')], [s.x(70), s.y('Step')])
    expect(s.list('Step')).toEqual(['A 20–39', 'B 60–79'])
    expect(await s.saved()).toHaveLength(1)
  })

  test('a locked track says so and stays', async () => {
    const s = await open({ name: 'Step', text: 'AA........', locked: true })
    s.drag([s.x(10), s.y('Step')], [s.x(50), s.y('Step')])
    expect(s.list('Step')).toEqual(['A 0–19'])
    expect(s.notice).toContain('locked')
  })

  test('a viewer drags nothing', async () => {
    studio = await TestStudio.open({ tracks: [{ name: 'Step', text: 'AA........' }], role: 'viewer' })
    studio.drag([studio.x(10), studio.y('Step')], [studio.x(50), studio.y('Step')])
    expect(studio.list('Step')).toEqual(['A 0–19'])
    expect(await studio.saved()).toEqual([])
  })
})

describe('scrub and pan', () => {
  test('the ruler moves the playhead, Escape takes it back', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.at(10).pointerDown(s.x(50), 10).pointerMove(s.x(60), 10)
    expect(s.clock.shown.peek()?.frame).toBe(60)
    s.key('Escape')
    expect(s.clock.shown.peek()?.frame).toBe(10)
    s.click(s.x(33), 10)
    expect(s.clock.shown.peek()?.frame).toBe(33)
  })

  test('the middle button moves the view', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.timeline.zoomAt(500, 0.25)
    const before = s.timeline.viewport.peek()
    s.drag([500, 50], [400, 50], { button: 1 })
    expect(s.timeline.viewport.peek().start).toBeCloseTo(before.start + 100 * before.ticksPerPixel, 0)
    expect(s.session.selection.peek().size).toBe(0)
  })

  test('a double click goes to the first frame of the annotation', async () => {
    const s = await open({ name: 'Step', text: '...BBB....' })
    s.timeline.doubleClick({
      x: s.x(44),
      y: s.y('Step'),
      button: 0,
      shift: false,
      mod: false,
      alt: false,
      space: false,
    })
    expect(s.clock.shown.peek()?.frame).toBe(30)
  })
})
