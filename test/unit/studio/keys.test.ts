import { expect, test, vi } from 'vitest'
import { chordLabel, chordOf } from '#app/_studio/keys/chord.ts'
import { KeyRegistry, type KeyStorage } from '#app/_studio/keys/keys.ts'

function press(key: string, more: Partial<Record<string, unknown>> = {}) {
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    defaultPrevented: false,
    isComposing: false,
    target: { tagName: 'DIV' } as unknown,
    preventDefault: vi.fn(),
    ...more,
  }
}

function storage(): KeyStorage & { data: Map<string, string> } {
  const data = new Map<string, string>()
  return { data, getItem: (k) => data.get(k) ?? null, setItem: (k, v) => void data.set(k, v) }
}

test.each([
  [press(' '), 'Space'],
  [press('j'), 'J'],
  [press('J', { shiftKey: true }), 'Shift+J'],
  [press('ArrowLeft', { ctrlKey: true }), 'Mod+ArrowLeft'],
  [press('ArrowLeft', { metaKey: true }), 'Mod+ArrowLeft'],
  [press('?', { shiftKey: true, code: 'Slash' }), '?'],
  [press('о', { code: 'KeyJ' }), 'J'],
  [press('Shift'), null],
])('the chord of a press %#', (p, chord) => {
  expect(chordOf(p)).toBe(chord)
})

test('chords are shown as keyboards name them', () => {
  expect(chordLabel('Mod+ArrowLeft', false)).toBe('Ctrl ←')
  expect(chordLabel('Mod+Shift+K', true)).toBe('⌘ Shift K')
  expect(chordLabel('+', false)).toBe('+')
})

test('a press runs its command and is taken from the page', () => {
  const keys = new KeyRegistry(null)
  const run = vi.fn()
  keys.register({ id: 'a', title: 'A', group: 'G', keys: ['Space'], run })
  const event = press(' ')
  expect(keys.press(event)).toBe(true)
  expect(run).toHaveBeenCalledOnce()
  expect(event.preventDefault).toHaveBeenCalledOnce()
  expect(keys.press(press('x'))).toBe(false)
})

test('typing is left alone, sliders and clicked buttons are not', () => {
  const keys = new KeyRegistry(null)
  const run = vi.fn()
  keys.register({ id: 'a', title: 'A', group: 'G', keys: ['Space', 'Mod+K', 'Mod+Z'], run })
  expect(keys.press(press(' ', { target: { tagName: 'INPUT', type: 'text' } }))).toBe(false)
  expect(keys.press(press(' ', { target: { tagName: 'DIV', isContentEditable: true } }))).toBe(false)
  expect(keys.press(press('z', { ctrlKey: true, target: { tagName: 'TEXTAREA' } }))).toBe(false)
  expect(run).not.toHaveBeenCalled()
  expect(keys.press(press('k', { ctrlKey: true, target: { tagName: 'INPUT' } }))).toBe(true)
  expect(keys.press(press(' ', { target: { tagName: 'INPUT', type: 'range' } }))).toBe(true)
  expect(keys.press(press(' ', { target: { tagName: 'BUTTON' } }))).toBe(true)
  expect(run).toHaveBeenCalledTimes(3)
})

test('a dialog keeps its keys', () => {
  const keys = new KeyRegistry(null)
  const run = vi.fn()
  keys.register({ id: 'a', title: 'A', group: 'G', keys: ['ArrowLeft'], run })
  const target = { tagName: 'BUTTON', closest: () => ({}) }
  expect(keys.press(press('ArrowLeft', { target }))).toBe(false)
  expect(run).not.toHaveBeenCalled()
})

test('a held key repeats only where the command wants it, and tells when it is let go', () => {
  const keys = new KeyRegistry(null)
  const step = vi.fn()
  const mark = vi.fn()
  const release = vi.fn()
  keys.register(
    { id: 'step', title: 'Step', group: 'G', keys: ['ArrowRight'], run: step },
    { id: 'mark', title: 'Mark', group: 'G', keys: ['M'], run: mark, release, repeat: false },
  )
  keys.press(press('ArrowRight'))
  keys.press(press('ArrowRight', { repeat: true }))
  keys.press(press('m'))
  keys.press(press('m', { repeat: true }))
  expect(step).toHaveBeenCalledTimes(2)
  expect(mark).toHaveBeenCalledTimes(1)
  keys.release({ code: 'KeyM' })
  keys.release({ code: 'KeyM' })
  expect(release).toHaveBeenCalledTimes(1)
})

test('the latest enabled command wins a chord and gives it back', () => {
  const keys = new KeyRegistry(null)
  const ran: string[] = []
  let on = false
  keys.register({ id: 'a', title: 'A', group: 'G', keys: ['P'], run: () => ran.push('a') })
  const second = keys.register({
    id: 'b',
    title: 'B',
    group: 'G',
    keys: ['P'],
    run: () => ran.push('b'),
    enabled: () => on,
  })
  keys.press(press('p'))
  on = true
  keys.press(press('p'))
  second[Symbol.dispose]()
  keys.press(press('p'))
  expect(ran).toEqual(['a', 'b', 'a'])
})

test('ids are unique', () => {
  const keys = new KeyRegistry(null)
  const command = { id: 'a', title: 'A', group: 'G', keys: [], run: () => {} }
  keys.register(command)
  expect(() => keys.register({ ...command })).toThrow('registered already')
})

test('rebinding is kept, reported and undone; damaged storage is survived', () => {
  const store = storage()
  const run = vi.fn()
  const make = () => {
    const keys = new KeyRegistry(store)
    keys.register(
      { id: 'a', title: 'A', group: 'G', keys: ['A'], run },
      { id: 'b', title: 'B', group: 'G', keys: ['B'], run: () => {} },
    )
    return keys
  }
  const keys = make()
  keys.rebind('a', ['B'])
  expect(keys.conflicts('B', 'a').map((c) => c.id)).toEqual(['b'])
  const again = make()
  expect(again.list().find((c) => c.command.id === 'a')).toMatchObject({ keys: ['B'], rebound: true })
  expect(again.chordFor('a')).toBe('B')
  again.rebind('a', null)
  expect(make().chordFor('a')).toBe('A')
  store.data.set('scrubline.keys', '{"a": 3, "b"')
  expect(make().chordFor('a')).toBe('A')
})

test('running by id respects whether the command can run', () => {
  const keys = new KeyRegistry(null)
  const run = vi.fn()
  keys.register({ id: 'a', title: 'A', group: 'G', keys: [], run, enabled: () => false })
  expect(keys.run('a')).toBe(false)
  expect(keys.run('nothing')).toBe(false)
  expect(run).not.toHaveBeenCalled()
})

test('a command of a mode goes before one that was registered later, as long as the mode lasts', () => {
  const log: string[] = []
  const keys = new KeyRegistry(null)
  let on = true
  const command = (id: string, more: object = {}) => ({
    ...{ id, title: id, group: 'Test', keys: ['ArrowRight'], run: () => void log.push(id) },
    ...more,
  })
  keys.register(command('mode', { mode: true, enabled: () => on }))
  keys.register(command('later'))
  const arrow = {
    ...{
      key: 'ArrowRight',
      code: 'ArrowRight',
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
    },
    ...{ repeat: false, defaultPrevented: false, isComposing: false, target: null, preventDefault: () => {} },
  }
  keys.press(arrow)
  on = false
  keys.press(arrow)
  expect(log).toEqual(['mode', 'later'])
})
