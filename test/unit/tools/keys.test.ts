import { afterEach, describe, expect, test } from 'vitest'
import { KeyRegistry } from '#app/_studio/keys/keys.ts'
import { labelChords } from '#app/_studio/timeline/timeline-keys.ts'
import { LABEL_DEFAULTS } from '#media/core/document/records.ts'
import { type StudioOptions, TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio
const open = async (...tracks: StudioOptions['tracks']) => {
  studio = await TestStudio.open({ tracks })
  return studio
}
afterEach(() => studio?.[Symbol.dispose]())

describe('labels by key', () => {
  test('the key starts on the shown frame and ends on the shown frame, while it plays', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(12).clock.play()
    s.key('X')
    // Stored at once: a crash would lose the length, not the annotation.
    expect(s.list('Step')).toEqual(['x 12–12'])
    s.clock.advance(1)
    s.key('X')
    expect(s.list('Step')).toEqual(['x 12–37'])
    expect(s.clock.playing.peek()).toBe(true)
    expect(await s.saved()).toHaveLength(2)
  })

  test('it works at rest and stepping too', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(50).key('Y').clock.step(3)
    s.key('Y')
    expect(s.list('Step')).toEqual(['y 50–53'])
  })

  test('where one excludes the other, the next ends the former', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(10).key('X').at(20).key('Y').at(30).key('Y')
    expect(s.list('Step')).toEqual(['x 10–19', 'y 20–30'])
  })

  test('where they may overlap, both run', async () => {
    const s = await open({ name: 'Tool', policy: 'allowed', text: '..........' })
    s.at(10).key('X').at(20).key('Y').at(30).key('X').at(40).key('Y')
    expect(s.list('Tool')).toEqual(['x 10–30', 'y 20–40'])
  })

  test('gapless phases close the former and run to the end', async () => {
    const s = await open({ name: 'Phase', policy: 'gapless', text: '..........' })
    s.at(0).key('X').at(25).key('Y').at(60).key('Z')
    expect(s.list('Phase')).toEqual(['x 0–24', 'y 25–59', 'z 60–99'])
    expect(s.keyer.running.peek()).toEqual([])
  })

  test('an event lies on the shown frame', async () => {
    const s = await open({ name: 'Event', kind: 'events', text: '..........' })
    s.at(33).key('Z')
    expect(s.list('Event')).toEqual(['z 33'])
  })

  test('one undo takes back the end, the next the start; the key then starts anew', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(10).key('X').at(20).key('X')
    s.key('Mod+Z')
    expect(s.list('Step')).toEqual(['x 10–10'])
    s.key('Mod+Z')
    expect(s.list('Step')).toEqual([])
    s.at(70).key('X')
    expect(s.list('Step')).toEqual(['x 70–70'])
  })

  test('an annotation that was undone while it ran is forgotten', async () => {
    const s = await open({ name: 'Step', text: '..........' })
    s.at(10).key('X').key('Mod+Z')
    s.at(40).key('X')
    expect(s.list('Step')).toEqual(['x 40–40'])
  })

  test('in a foreign label’s way it stays as it is and says why', async () => {
    const s = await open({ name: 'Step', text: '...BB.....' })
    s.at(10).key('X').at(60).key('X')
    expect(s.list('Step')).toEqual(['x 10–10', 'B 30–49'])
    expect(s.notice).toContain('Step B')
  })
})

describe('editing keys', () => {
  test('S cuts at the shown frame, M joins again', async () => {
    const s = await open({ name: 'Step', text: 'AAAAAA....' })
    s.click(s.x(20), s.y('Step')).at(33).key('S')
    expect(s.list('Step')).toEqual(['A 0–32', 'A 33–59'])
    s.click(s.x(10), s.y('Step')).key('M')
    expect(s.list('Step')).toEqual(['A 0–59'])
  })

  test('S on nothing says what to do', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.at(60).key('S')
    expect(s.notice).toContain('Nothing to split here')
  })

  test('Delete removes the selected, and on a gapless track the former runs on', async () => {
    const s = await open({ name: 'Phase', policy: 'gapless', text: 'AAAABBBBCC' })
    s.click(s.x(60), s.y('Phase')).key('Delete')
    expect(s.text('Phase')).toBe('AAAAAAAACC')
    s.key('Mod+Z')
    expect(s.text('Phase')).toBe('AAAABBBBCC')
  })

  test('Shift I and Shift O bring the edges to the shown frame', async () => {
    const s = await open({ name: 'Step', text: '...BBB....' })
    s.click(s.x(40), s.y('Step')).at(20).key('Shift+I').at(72).key('Shift+O')
    expect(s.list('Step')).toEqual(['B 20–72'])
  })

  test('edges are walked with the arrows, the shown frame is the first after each', async () => {
    const s = await open({ name: 'Step', text: '..BB..CC..' })
    const stops: number[] = []
    s.at(0)
    for (let i = 0; i < 4; i++) stops.push(s.key('ArrowDown').clock.shown.peek()!.frame)
    expect(stops).toEqual([20, 40, 60, 80])
    for (let i = 0; i < 3; i++) stops.push(s.key('ArrowUp').clock.shown.peek()!.frame)
    expect(stops.slice(4)).toEqual([60, 40, 20])
  })

  test('Escape lets go of one thing after the other', async () => {
    const s = await open({ name: 'Step', text: 'AA........' })
    s.click(s.x(5), s.y('Step')).arm('Step', 'x')
    s.key('Escape')
    expect(s.session.armed.peek()).toBeNull()
    expect(s.session.selection.peek().size).toBe(1)
    s.key('Escape')
    expect(s.session.selection.peek().size).toBe(0)
  })
})

test('a label whose key is taken gets it with Shift, the next with Alt', () => {
  const keys = new KeyRegistry(null)
  keys.register({ id: 'player.pause', title: 'Pause', group: 'Playback', keys: ['K'], run() {} })
  const label = (id: string, key: string | null) => ({
    ...LABEL_DEFAULTS,
    id,
    name: id,
    color: '#123456',
    key,
  })
  const chords = labelChords([label('a', 'k'), label('b', 'k'), label('c', '1'), label('d', null)], keys)
  expect([...chords.values()]).toEqual(['Shift+K', 'Alt+K', '1', null])
})
