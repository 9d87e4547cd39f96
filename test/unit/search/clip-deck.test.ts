/** Clips one after the other, with clocks that are moved by hand. */
import { signal } from '@preact/signals-core'
import { expect, test } from 'vitest'
import { type Clip, rangeOf } from '#app/_studio/clips/clip.ts'
import { ClipDeck } from '#app/_studio/clips/clip-deck.ts'
import type { LentPlayer } from '#app/_studio/clips/lent-player.ts'
import { frameNo, type Tick, tick } from '#media/core/time/tick.ts'

const FRAME = 100
const LENGTH = 1000 * FRAME

/** Frames of 100 ticks; `played` says what was asked for. */
function handClock() {
  const playing = signal(false)
  let now = 0
  let rest: number | null = null
  const clock = {
    played: [] as string[],
    disposed: false,
    playing,
    frameAt: (t: Tick) => frameNo(Math.min(999, Math.max(0, Math.floor(t / FRAME)))),
    boundsOf: (n: number) => ({ start: tick(n * FRAME), end: tick((n + 1) * FRAME) }),
    now: () => tick(now),
    duration: tick(LENGTH),
    pause: () => {
      playing.value = false
    },
    seek: (t: Tick) => {
      now = t
      clock.played.push(`seek ${t}`)
    },
    playRange: (start: Tick, end: Tick, restAt: Tick) => {
      now = start
      rest = restAt
      clock.played.push(`${start}-${end} rest ${restAt}`)
      playing.value = true
    },
    /** The range is over, or somebody pauses in the middle. */
    end: () => {
      now = rest!
      playing.value = false
    },
    [Symbol.dispose]: () => {
      clock.disposed = true
    },
  }
  return clock
}

function setUp(clips: Clip[], broken: string[] = []) {
  const clocks = new Map<string, ReturnType<typeof handClock>>()
  const deck = new ClipDeck({
    fileOf: () => ({ assetId: 'a', offset: 0 }),
    scheduler: { [Symbol.dispose]() {} } as never,
    lend: async (recordingId) => {
      if (broken.includes(recordingId)) throw new Error('It is gone.')
      const clock = handClock()
      clocks.set(recordingId, clock)
      return {
        recordingId,
        clock,
        manifest: null,
        baseUrl: '',
        [Symbol.dispose]: clock[Symbol.dispose],
      } as unknown as LentPlayer
    },
  })
  deck.roll.value = { before: 0, after: 0 }
  deck.setClips(clips)
  return { deck, clock: (id: string) => clocks.get(id)!, clocks }
}
const clip = (key: string, recordingId: string, start: number, end: number): Clip => ({
  key,
  recordingId,
  start,
  end,
})
const rest = () => new Promise((done) => setTimeout(done, 0))

test('plays one after the other, across recordings, and stops behind the last', async () => {
  const { deck, clock } = setUp([clip('1', 'A', 250, 480), clip('2', 'A', 900, 900), clip('3', 'B', 0, 100)])
  deck.playAll()
  await rest()
  expect(clock('A').played).toEqual(['200-500 rest 400'])
  clock('A').end()
  await rest()
  expect(deck.at.value).toBe(1)
  expect(clock('A').played.at(-1)).toBe('900-1000 rest 900')
  clock('A').end()
  await rest()
  expect([deck.at.value, deck.player.value?.recordingId]).toEqual([2, 'B'])
  clock('B').end()
  await rest()
  expect([deck.at.value, deck.running.value]).toEqual([2, false])
})

test('a person’s pause stops the row where it is', async () => {
  const { deck, clock } = setUp([clip('1', 'A', 0, 500), clip('2', 'A', 900, 950)])
  deck.playAll()
  await rest()
  clock('A').pause()
  await rest()
  expect([deck.at.value, deck.running.value]).toEqual([0, false])
})

test('a chosen clip rests on the start of its first frame; next goes on playing while it runs', async () => {
  const { deck, clock } = setUp([clip('1', 'A', 250, 480), clip('2', 'A', 700, 800)])
  await deck.show(0)
  expect(clock('A').played).toEqual(['seek 200'])
  deck.next()
  await rest()
  expect(clock('A').played.at(-1)).toBe('seek 700')
  deck.playAll()
  deck.previous()
  await rest()
  expect(clock('A').played.at(-1)).toBe('200-500 rest 400')
})

test('a clip that cannot be shown says why, and the next one plays', async () => {
  const { deck, clock } = setUp([clip('1', 'X', 0, 100), clip('2', 'A', 0, 100)], ['X'])
  deck.playAll()
  await rest()
  expect([deck.problem.value, deck.running.value]).toEqual(['It is gone.', false])
  await deck.show(1, { play: true })
  expect([deck.problem.value, clock('A').played.length]).toEqual([null, 1])
})

test('another list keeps the clip that is in it, else nothing is shown; recordings that are left are given back', async () => {
  const { deck, clocks } = setUp([clip('1', 'A', 0, 100), clip('2', 'B', 0, 100), clip('3', 'C', 0, 100)])
  await deck.show(1)
  deck.setClips([clip('2', 'B', 0, 100)])
  expect(deck.at.value).toBe(0)
  deck.setClips([clip('9', 'A', 0, 100)])
  expect([deck.at.value, deck.player.value]).toEqual([-1, null])
  await deck.show(0)
  await rest()
  expect(clocks.get('B')!.disposed).toBe(true)
  deck[Symbol.dispose]()
  await rest()
  expect(clocks.get('A')!.disposed).toBe(true)
})

test('pre-roll and post-roll end at the recording’s own ends, on frames', () => {
  const clock = handClock() as never
  const second = 705_600_000
  expect(rangeOf(clock, clip('1', 'A', 250, 480), { before: 0, after: 0 })).toEqual({
    start: 200,
    end: 500,
    rest: 400,
  })
  expect(rangeOf(clock, clip('1', 'A', 250, 480), { before: 1, after: 1 })).toEqual({
    start: 0,
    end: LENGTH,
    rest: LENGTH - FRAME,
  })
  expect(second).toBeGreaterThan(LENGTH)
})
