import { expect, test } from 'vitest'
import { Estimate } from '#server/jobs/estimate.ts'

test('seconds left follow a steady pace', () => {
  const estimate = new Estimate()
  expect(estimate.update(0, 0)).toBeNull()
  let left: number | null = null
  for (let t = 0.5; t <= 20; t += 0.5) left = estimate.update(t / 100, t)
  expect(left).toBeCloseTo(80, 0)
})

test('a stall makes them grow slowly instead of jumping', () => {
  const estimate = new Estimate()
  for (let t = 0; t <= 20; t += 1) estimate.update(t / 100, t)
  const before = estimate.update(0.2, 20)!
  const after = estimate.update(0.2, 22)!
  expect(after).toBeGreaterThan(before)
  expect(after).toBeLessThan(before * 1.3)
})

test('a job that begins again is measured anew', () => {
  const estimate = new Estimate()
  estimate.update(0.5, 0)
  estimate.update(0.6, 5)
  expect(estimate.update(0.1, 6)).toBeNull()
})
