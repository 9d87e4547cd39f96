/**
 * A person who presses everything: random gestures and keys on tracks of every policy. After each, every edge lies on a
 * frame and the rules hold; at the end undo leads back to exactly what was there at first, and redo forward again.
 */
import { expect, test } from 'vitest'
import { timebase } from '#media/core/time/timebase.ts'
import { brokenRules } from '#test/kit/invariants.ts'
import { seededRandom } from '#test/kit/random.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

const TRACKS = ['Phase', 'Step', 'Trim', 'Tool', 'Event']
const KEYS = [
  'X',
  'Y',
  'S',
  'M',
  'Delete',
  'Escape',
  'Shift+I',
  'Shift+O',
  'N',
  'Mod+Z',
  'Mod+Shift+Z',
  'ArrowDown',
  'ArrowUp',
  'Enter',
  '.',
  'Alt+ArrowRight',
  'Alt+Shift+ArrowLeft',
  ';',
  'Mod+D',
  'Mod+X',
  'Alt+T',
  'Alt+O',
  'Shift+Enter',
]
const PER_SEED = 120

async function run(seed: number): Promise<void> {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  using s = await TestStudio.open({
    base: timebase(1, 90_000),
    lengths: [3003, 1501, 6006, 3003],
    tracks: [
      { name: 'Phase', policy: 'gapless', text: 'AAAABBBBCC' },
      { name: 'Step', policy: 'refused', text: 'AA..BB..CC' },
      { name: 'Trim', policy: 'trims', text: '.AAA.BBB..' },
      { name: 'Tool', policy: 'allowed', text: 'AA.BBB..C.' },
      { name: 'Event', kind: 'events', text: '.x..y...z.' },
    ],
  })
  const state = () => JSON.stringify(TRACKS.map((name) => s.annotations(name)))
  const frame = () => Math.floor(random() * s.index.length)
  const first = state()
  for (let step = 0; step < PER_SEED; step++) {
    const what = random()
    const track = pick(TRACKS)
    if (what < 0.25) s.arm(track, pick(['x', 'y', 'z']))
    if (what < 0.6) {
      const modifiers = { alt: random() < 0.2, shift: random() < 0.2, mod: random() < 0.15 }
      const from: [number, number] = [random() < 0.5 ? s.edge(frame()) : s.x(frame()), s.y(track)]
      s.pointerDown(...from, modifiers)
      for (let k = 0; k < 3; k++) s.pointerMove(s.x(frame()), s.y(pick(TRACKS)), modifiers)
      if (random() < 0.15) s.key('Escape')
      s.pointerUp(s.x(frame()), s.y(track), modifiers)
    } else if (what < 0.9) {
      s.at(frame()).key(pick(KEYS))
    } else s.click(s.x(frame()), s.y(track), { shift: random() < 0.4 })
    // Throws when an edge is not a frame's.
    for (const name of TRACKS) s.list(name)
    const records = [
      ...s.session.store.tracks,
      ...s.session.store.layers,
      ...TRACKS.flatMap((t) => s.annotations(t)),
    ]
    expect(brokenRules(records), `seed ${seed}, step ${step}`).toEqual([])
  }
  s.timeline.cancelGesture()
  const last = state()
  let undone = 0
  for (; s.session.undoable.peek() !== null && undone < 500; undone++) s.session.undo()
  expect(state(), `seed ${seed}, all undone`).toBe(first)
  for (let k = 0; k < undone; k++) s.session.redo()
  expect(state(), `seed ${seed}, all redone`).toBe(last)
}

test.each([1, 2, 3, 4, 5, 6])('seed %d', run)

test('a fresh seed', () => run(Math.floor(Math.random() * 2 ** 31)))
