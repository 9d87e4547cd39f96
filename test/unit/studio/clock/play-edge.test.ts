import { expect, test } from 'vitest'
import { edgeAt } from '#app/_studio/clock/play-edge.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'

const FRAME = TICKS_PER_SECOND / 25
const frame = (n: number) => ({ start: tick(n * FRAME), end: tick((n + 1) * FRAME) })
const loop = { start: tick(10 * FRAME), end: tick(20 * FRAME) }

test('without a range nothing happens', () => {
  expect(edgeAt(frame(5), { loop: null, once: null }, 1)).toEqual({
    outside: false,
    rest: null,
    turnInMs: null,
  })
})

test('the turn is timed from some way before the end, at the rate played', () => {
  const range = { loop, once: null }
  expect(edgeAt(frame(10), range, 1).turnInMs).toBeNull()
  expect(edgeAt(frame(15), range, 1).turnInMs).toBeCloseTo(200)
  expect(edgeAt(frame(19), range, 1)).toMatchObject({ outside: false })
  expect(edgeAt(frame(19), range, 1).turnInMs).toBeCloseTo(40)
  expect(edgeAt(frame(19), range, 0.1).turnInMs).toBeCloseTo(400)
  expect(edgeAt(frame(15), range, 4).turnInMs).toBeCloseTo(50)
})

test('a frame beyond the end turns at once and is told to nobody', () => {
  expect(edgeAt(frame(20), { loop, once: null }, 1)).toEqual({ outside: true, rest: null, turnInMs: 0 })
  expect(edgeAt(frame(99), { loop, once: null }, 1).outside).toBe(true)
})

test('what is played once rests on its last frame, before the loop is asked', () => {
  const once = { end: tick(15 * FRAME), rest: tick(12 * FRAME) }
  expect(edgeAt(frame(13), { loop, once }, 1).rest).toBeNull()
  expect(edgeAt(frame(14), { loop, once }, 1)).toEqual({ outside: false, rest: once.rest, turnInMs: null })
  expect(edgeAt(frame(16), { loop, once }, 1)).toMatchObject({ outside: true, rest: once.rest })
})
