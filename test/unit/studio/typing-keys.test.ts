/** The transcriber's pedals, as keys: in a text field too. */
import { expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { KeyRegistry } from '#app/_studio/keys/keys.ts'
import { typingCommands } from '#app/_studio/player/typing-keys.ts'
import { secondsOf, TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'

const press = (code: string) => ({
  code,
  key: code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  defaultPrevented: false,
  isComposing: false,
  target: { tagName: 'TEXTAREA' },
  preventDefault() {},
})

test('held it plays, let go it goes back; winding goes on while held', () => {
  vi.useFakeTimers()
  const clock = new FakeClock(null)
  const keys = new KeyRegistry(null)
  using _ = keys.register(...typingCommands(clock, null))
  const now = () => secondsOf(clock.now())
  clock.seek(tick(10 * TICKS_PER_SECOND))
  expect(keys.press(press('F4'))).toBe(true)
  expect(clock.playing.value).toBe(true)
  clock.advance(3)
  keys.release({ code: 'F4' })
  expect(clock.playing.value).toBe(false)
  expect(now()).toBeCloseTo(12, 1)
  keys.run('typing.back-less')
  keys.run('typing.toggle')
  clock.advance(1)
  keys.run('typing.toggle')
  expect(now()).toBeCloseTo(12.5, 1)
  keys.press(press('F7'))
  vi.advanceTimersByTime(510)
  keys.release({ code: 'F7' })
  const rested = now()
  expect(rested).toBeCloseTo(7.5, 1)
  vi.advanceTimersByTime(1000)
  expect(now()).toBe(rested)
  vi.useRealTimers()
})
