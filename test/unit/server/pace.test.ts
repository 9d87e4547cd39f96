import { expect, test } from 'vitest'
import { Pace } from '#server/realtime/pace.ts'

test('a few pieces of news go at once, many go together', () => {
  const pace = new Pace()
  for (const now of [0, 10, 20, 30]) {
    expect(pace.wait(now)).toBe(0)
    pace.tell(now)
  }
  expect(pace.wait(35)).toBe(35)
  expect(pace.wait(70)).toBe(0)
  pace.tell(70)
  expect(pace.wait(80)).toBe(30)
  expect(pace.wait(400)).toBe(0)
})

test('a steady rate that people reach is never held back', () => {
  const pace = new Pace()
  for (let now = 0; now < 2000; now += 34) {
    expect(pace.wait(now)).toBe(0)
    pace.tell(now)
  }
})
