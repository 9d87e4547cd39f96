import { afterEach, expect, test } from 'vitest'
import type { SnapSource } from '#app/_studio/timeline/snap-options.ts'
import { AT_START } from '#media/core/asset/placement.ts'
import { addBookmark } from '#media/core/commands/index.ts'
import { PeaksBuilder } from '#media/core/signal/peaks.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let s: TestStudio
afterEach(() => s[Symbol.dispose]())

/** Something of every kind, each at a frame of its own. */
async function open() {
  s = await TestStudio.open({
    tracks: [
      { name: 'Step', text: 'A.........' },
      { name: 'Tool', text: '..BB......' },
    ],
  })
  const tickOf = (frame: number) => s.index.tickOf(frame)
  s.at(50)
  s.session.run(addBookmark, { at: tickOf(60), name: 'Look' })
  // Loud for 80 frames, then silent.
  const peaks = new PeaksBuilder(1, 1, tickOf(1))
  peaks.push(Int16Array.from({ length: 100 }, (_, k) => (k < 80 ? 20_000 : 0)))
  s.timeline.snap.setMarks('file', { placement: AT_START, cuts: [tickOf(70)], peaks: peaks.finish() })
  return s
}

/** What an edge near a frame is attracted by. */
const at = (frame: number, other = false) => {
  const snapped = s.timeline.snapper(new Set())(s.edge(frame) + 3, other)
  return `${snapped.to ?? 'nothing'} ${s.index.frameAt(snapped.time)}`
}

test('everything attracts, and says what it is', async () => {
  await open()
  expect([20, 50, 60, 70, 80].map((frame) => at(frame))).toEqual([
    'edges 20',
    'playhead 50',
    'bookmarks 60',
    'cuts 70',
    'silence 80',
  ])
  expect(s.timeline.guideTo.peek()).toBe('silence')
  expect(at(90)).toBe('nothing 90')
})

test('each can be switched off by itself', async () => {
  await open()
  const places: [SnapSource, number][] = [
    ['edges', 20],
    ['playhead', 50],
    ['bookmarks', 60],
    ['cuts', 70],
    ['silence', 80],
  ]
  for (const [source, frame] of places) {
    s.timeline.snap.toggle(source)
    expect(at(frame)).toBe(`nothing ${frame}`)
    s.timeline.snap.toggle(source)
    expect(at(frame)).toBe(`${source} ${frame}`)
  }
})

test('Alt is the other way round: off where it is on, on where it is off', async () => {
  await open()
  expect(at(70, true)).toBe('nothing 70')
  s.key('N')
  expect(at(70)).toBe('nothing 70')
  expect(at(70, true)).toBe('cuts 70')
})

test('a longer least length takes silences away', async () => {
  await open()
  s.timeline.snap.set({ milliseconds: 5000 })
  expect(at(80)).toBe('nothing 80')
})
