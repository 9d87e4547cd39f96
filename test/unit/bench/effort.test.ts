/** The script of the five commonest jobs makes the documents it should, by keys that exist: `run` throws otherwise. */
import { expect, test } from 'vitest'
import { steps } from '#test/bench/effort/hands.ts'
import { run } from '#test/bench/effort.ts'

test('every job comes to its document, and is counted', async () => {
  const lines: string[] = []
  const result = await run((line) => lines.push(line))
  expect(Object.keys(result.jobs)).toHaveLength(5)
  for (const job of Object.values(result.jobs)) expect(job.keys + job.presses).toBeGreaterThan(0)
  // One key an event at least, and one for each difference that is settled.
  expect(result.jobs['mark 60 events']!.keys).toBeGreaterThanOrEqual(60)
  expect(lines.join('\n')).toContain('none of them was run')
})

test('steps are the fewest keys', () => {
  expect(steps(-8)).toEqual([-1, 2])
  expect(steps(4)).toEqual([0, 4])
  expect(steps(-30)).toEqual([-3, 0])
})
