import { expect, test } from 'vitest'
import { UploadRate } from '#app/_client/upload-rate.ts'

test('says nothing before a second has passed, then bytes per second and the time left', () => {
  const rate = new UploadRate()
  rate.add(0, 0)
  rate.add(500, 1000)
  expect(rate.bytesPerSecond()).toBeNull()
  expect(rate.secondsLeft(1000, 5000)).toBeNull()
  rate.add(2000, 4000)
  expect(rate.bytesPerSecond()).toBe(2000)
  expect(rate.secondsLeft(4000, 10_000)).toBe(3)
})

test('follows the last ten seconds', () => {
  const rate = new UploadRate()
  for (let s = 0; s <= 60; s++) rate.add(s * 1000, s < 30 ? s * 1000 : 30_000 + (s - 30) * 100)
  expect(rate.bytesPerSecond()).toBeCloseTo(100, 5)
})

test('begins anew when the server has less than was sent', () => {
  const rate = new UploadRate()
  rate.add(0, 0)
  rate.add(2000, 8000)
  rate.add(3000, 5000)
  expect(rate.bytesPerSecond()).toBeNull()
  rate.add(5000, 7000)
  expect(rate.bytesPerSecond()).toBe(1000)
})
