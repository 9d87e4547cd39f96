import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { timebase } from '#media/core/time/timebase.ts'
import { type StudioOptions, TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio
const open = async (...tracks: StudioOptions['tracks']) => {
  studio = await TestStudio.open({ tracks })
  return studio
}
afterEach(() => studio?.[Symbol.dispose]())
const select = (s: TestStudio, track: string, ...nth: number[]) =>
  s.session.select(nth.map((k) => s.annotations(track)[k]!.id))

describe('nudge', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('the end goes by frames, the picture follows it for a moment and the playhead is back', async () => {
    const s = await open({ name: 'Step', text: '..AAA.....' })
    s.at(90)
    select(s, 'Step', 0)
    s.key('Alt+ArrowRight')
    expect(s.list('Step')).toEqual(['A 20–50'])
    expect(s.clock.shown.peek()?.frame).toBe(50)
    expect(s.timeline.inHand.peek()).toMatchObject({ edge: 'end' })
    s.key('Alt+Shift+ArrowLeft')
    expect(s.list('Step')).toEqual(['A 20–40'])
    expect(s.clock.shown.peek()?.frame).toBe(40)
    vi.runAllTimers()
    expect(s.clock.shown.peek()?.frame).toBe(90)
    expect(s.timeline.inHand.peek()).toBeNull()
    s.key('Mod+Z')
    expect(s.list('Step')).toEqual(['A 20–50'])
  })

  test('a key held down is one change', async () => {
    const s = await open({ name: 'Step', text: '..AAA.....' })
    select(s, 'Step', 0)
    s.hold('Alt+ArrowRight')
    for (let k = 0; k < 6; k++) s.hold('Alt+ArrowRight', true)
    s.letGo('Alt+ArrowRight')
    expect(s.list('Step')).toEqual(['A 20–56'])
    s.key('Mod+Z')
    expect(s.list('Step')).toEqual(['A 20–49'])
    expect(s.session.undoable.peek()).toBeNull()
  })

  test('the active edge is chosen by key: start, the whole, the end again', async () => {
    const s = await open({ name: 'Step', text: '..AAA.....' })
    select(s, 'Step', 0)
    s.key(';').key('Alt+ArrowLeft')
    expect(s.list('Step')).toEqual(['A 19–49'])
    s.key(';').key('Alt+ArrowRight').key('Alt+ArrowRight')
    expect(s.list('Step')).toEqual(['A 21–51'])
    s.key(';').key('Alt+ArrowLeft')
    expect(s.list('Step')).toEqual(['A 21–50'])
  })

  test('on a gapless track the neighbour follows; events move', async () => {
    const s = await open(
      { name: 'Phase', policy: 'gapless', text: 'AAAABBBBCC' },
      { name: 'Event', kind: 'events', text: '.x........' },
    )
    select(s, 'Phase', 0)
    s.key('Alt+ArrowRight')
    expect(s.list('Phase')).toEqual(['A 0–40', 'B 41–79', 'C 80–99'])
    select(s, 'Event', 0)
    s.key('Alt+ArrowRight')
    expect(s.list('Event')).toEqual(['x 11'])
  })

  test('several at once, each on its own frames, at a variable rate', async () => {
    studio = await TestStudio.open({
      tracks: [{ name: 'Step', text: 'AA..BB..CC' }],
      base: timebase(1, 90_000),
      lengths: [3003, 1501, 6006, 3003],
    })
    select(studio, 'Step', 0, 1)
    studio.key('Alt+ArrowRight').key('Alt+ArrowRight')
    expect(studio.list('Step')).toEqual(['A 0–21', 'B 40–61', 'C 80–99'])
  })

  test('in a neighbour’s way the edge stays where it could be, and the neighbour is named', async () => {
    const s = await open({ name: 'Step', text: 'AAAA.BBBB.' })
    select(s, 'Step', 0)
    s.hold('Alt+Shift+ArrowRight')
    s.hold('Alt+Shift+ArrowRight', true)
    expect(s.list('Step')[0]).toBe('A 0–49')
    s.letGo('Alt+Shift+ArrowRight')
    expect(s.list('Step')[0]).toBe('A 0–49')
    expect(s.session.notice.peek()).toMatchObject({ rule: 'overlap', annotationId: 'step-5' })
    s.key('Alt+W')
    expect([...s.session.selection.peek()]).toEqual(['step-5'])
  })

  test('whoever moves on meanwhile is not taken back', async () => {
    const s = await open({ name: 'Step', text: '..AAA.....' })
    s.at(90)
    select(s, 'Step', 0)
    s.key('Alt+ArrowRight').at(70)
    vi.runAllTimers()
    expect(s.clock.shown.peek()?.frame).toBe(70)
  })

  test('Escape while the key is down leaves nothing', async () => {
    const s = await open({ name: 'Step', text: '..AAA.....' })
    s.at(90)
    select(s, 'Step', 0)
    s.hold('Alt+ArrowRight').key('Escape').letGo('Alt+ArrowRight')
    expect(s.list('Step')).toEqual(['A 20–49'])
    expect(s.clock.shown.peek()?.frame).toBe(90)
    expect(s.session.undoable.peek()).toBeNull()
  })
})

describe('label keys held', () => {
  test('hold: the key going down starts, coming up ends', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.keyer.setMode('hold')
    s.at(12).clock.play()
    s.hold('X').clock.advance(1)
    s.letGo('X')
    expect(s.list('Step')).toEqual(['x 12–37'])
  })

  test('toggle: however long it is held, letting go ends nothing', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(12).hold('X').at(30).hold('X', true).letGo('X')
    expect(s.keyer.running.peek()).toHaveLength(1)
    s.at(40).key('X')
    expect(s.list('Step')).toEqual(['x 12–40'])
  })

  test('with Shift a single press does the other', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(10).hold('Shift+X').at(20).letGo('Shift+X')
    expect(s.list('Step')).toEqual(['x 10–20'])
    s.keyer.setMode('hold')
    s.at(40).key('Shift+Y').at(60)
    expect(s.keyer.running.peek()).toHaveLength(1)
    s.key('Y')
    expect(s.list('Step')).toEqual(['x 10–20', 'y 40–60'])
  })

  test('the mode is changed by key', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.key('Alt+H')
    expect(s.keyer.mode.peek()).toBe('hold')
  })

  test('phases have no end of their own: holding changes nothing there', async () => {
    const s = await open({ name: 'Phase', policy: 'gapless', text: '..........' })
    s.keyer.setMode('hold')
    s.at(10).hold('X').at(40).letGo('X')
    s.at(60).key('Y')
    expect(s.list('Phase')).toEqual(['x 10–59', 'y 60–99'])
  })
})

describe('inside another', () => {
  const tracks = [
    { name: 'Phase', policy: 'gapless' as const, text: 'AAAABBBBCC' },
    { name: 'Step', text: '..........', parent: 'Phase' },
  ]

  test('with a label of the child track armed, a drag over the parent draws the child', async () => {
    const s = await open(...tracks)
    s.arm('Step', 'x').drag([s.x(45), s.y('Phase')], [s.x(60), s.y('Phase')])
    expect(s.list('Phase')).toEqual(['A 0–39', 'B 40–79', 'C 80–99'])
    expect(s.list('Step')).toEqual(['x 45–60'])
  })

  test('it is kept inside the parent', async () => {
    const s = await open(...tracks)
    s.arm('Step', 'x').drag([s.x(60), s.y('Phase')], [s.x(95), s.y('Phase')])
    expect(s.list('Step')).toEqual(['x 60–79'])
  })

  test('with Ctrl nothing needs to be armed; the label last used is taken', async () => {
    const s = await open(tracks[0]!, { name: 'Step', text: 'yy........', parent: 'Phase' })
    s.click(s.x(5), s.y('Step'))
    s.drag([s.x(45), s.y('Phase')], [s.x(50), s.y('Phase')], { mod: true })
    expect(s.list('Step')).toEqual(['y 0–19', 'y 45–50'])
    s.click(s.x(60), s.y('Phase'), { mod: true })
    expect(s.session.selection.peek().has('phase-4')).toBe(true)
  })

  test('Shift Enter fills the parent; full already, it says so and where', async () => {
    const s = await open(...tracks)
    s.click(s.x(60), s.y('Phase')).arm('Step', 'z').key('Shift+Enter')
    expect(s.list('Step')).toEqual(['z 40–79'])
    s.session.select(['phase-4'])
    s.key('Shift+Enter')
    expect(s.notice).toContain('is full')
  })

  test('Escape leaves nothing', async () => {
    const s = await open(...tracks)
    s.arm('Step', 'x').pointerDown(s.x(45), s.y('Phase')).pointerMove(s.x(60), s.y('Phase'))
    expect(s.list('Step')).toEqual(['x 45–60'])
    s.key('Escape')
    expect(s.list('Step')).toEqual([])
    expect(s.session.undoable.peek()).toBeNull()
  })
})

describe('ripple', () => {
  test('Shift moves the one under the pointer and all after it on its track', async () => {
    const s = await open(
      { name: 'Step', text: 'AA..BB.C..' },
      { name: 'Tool', policy: 'allowed', text: '.....DD...' },
    )
    s.key('N')
    s.drag([s.x(45), s.y('Step')], [s.x(55), s.y('Step')], { shift: true })
    expect(s.list('Step')).toEqual(['A 0–19', 'B 50–69', 'C 80–89'])
    expect(s.list('Tool')).toEqual(['D 50–69'])
    expect(await s.saved()).toHaveLength(1)
  })

  test('with Ctrl as well, on every track that is not locked', async () => {
    const s = await open(
      { name: 'Step', text: 'AA..BB.C..' },
      { name: 'Tool', policy: 'allowed', text: '.....DD...' },
      { name: 'Fixed', text: '.....EE...', locked: true },
    )
    s.key('N')
    s.drag([s.x(45), s.y('Step')], [s.x(40), s.y('Step')], { shift: true, mod: true })
    expect(s.list('Step')).toEqual(['A 0–19', 'B 35–54', 'C 65–74'])
    expect(s.list('Tool')).toEqual(['D 45–64'])
    expect(s.list('Fixed')).toEqual(['E 50–69'])
  })

  test('Escape puts all of it back', async () => {
    const s = await open({ name: 'Step', text: 'AA..BB.C..' })
    s.pointerDown(s.x(45), s.y('Step'), { shift: true }).pointerMove(s.x(60), s.y('Step'), { shift: true })
    s.key('Escape')
    expect(s.text('Step')).toBe('AA..BB.C..')
  })
})

describe('stretch', () => {
  test('a handle moves its end and everything between in proportion', async () => {
    const s = await open({ name: 'Step', text: 'AA..BB....' })
    select(s, 'Step', 0, 1)
    s.key('Alt+T').key('N')
    s.drag([s.edge(60), 100], [s.edge(90), 100])
    expect(s.list('Step')).toEqual(['A 0–29', 'B 60–89'])
    expect(await s.saved()).toHaveLength(1)
    s.key('Escape')
    expect(s.timeline.stretching.peek()).toBe(false)
  })

  test('the shown frame is an anchor', async () => {
    const s = await open({ name: 'Step', text: '..AA..BB..' })
    select(s, 'Step', 0, 1)
    s.at(49).key('Alt+O')
    expect(s.list('Step')).toEqual(['A 20–29', 'B 40–49'])
  })

  test('away from the handles a press does what it always does', async () => {
    const s = await open({ name: 'Step', text: 'AA..BB....' })
    select(s, 'Step', 0)
    s.key('Alt+T')
    s.click(s.x(50), s.y('Step'))
    expect([...s.session.selection.peek()]).toEqual(['step-4'])
  })
})

describe('box', () => {
  test('Shift adds to what is selected', async () => {
    const s = await open(
      { name: 'Step', text: 'AA..BB..CC' },
      { name: 'Tool', policy: 'allowed', text: '..........' },
    )
    s.click(s.x(5), s.y('Step'))
    s.drag([s.x(35), s.y('Tool')], [s.x(60), s.y('Step')], { shift: true })
    expect([...s.session.selection.peek()].sort()).toEqual(['step-0', 'step-4'])
  })

  test('Alt takes away from it', async () => {
    const s = await open(
      { name: 'Step', text: 'AA..BB..CC' },
      { name: 'Tool', policy: 'allowed', text: '..........' },
    )
    select(s, 'Step', 0, 1, 2)
    s.drag([s.x(35), s.y('Tool')], [s.x(60), s.y('Step')], { alt: true })
    expect([...s.session.selection.peek()].sort()).toEqual(['step-0', 'step-8'])
  })
})

test('Page Down and Page Up select along the track; the playhead stays', async () => {
  const s = await open({ name: 'Step', text: 'AA..BB..CC' })
  s.at(30)
  const chosen = () => [...s.session.selection.peek()].join()
  const along = ['PageDown', 'PageDown', 'PageDown', 'PageUp'].map((key) => s.key(key) && chosen())
  expect(along).toEqual(['step-4', 'step-8', 'step-8', 'step-4'])
  expect(s.clock.shown.peek()?.frame).toBe(30)
})

describe('the picture while moving', () => {
  test('it follows the nearer end and comes back', async () => {
    const s = await open({ name: 'Step', text: '..AAAA....' })
    s.at(90).key('N')
    s.pointerDown(s.x(25), s.y('Step')).pointerMove(s.x(35), s.y('Step'))
    expect(s.clock.shown.peek()?.frame).toBe(30)
    s.pointerUp(s.x(35), s.y('Step'))
    expect(s.clock.shown.peek()?.frame).toBe(90)
    s.pointerDown(s.x(65), s.y('Step')).pointerMove(s.x(55), s.y('Step'))
    expect(s.clock.shown.peek()?.frame).toBe(59)
    s.key('Escape')
    expect(s.clock.shown.peek()?.frame).toBe(90)
  })
})
