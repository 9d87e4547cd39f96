import { expect, test } from 'vitest'
import { SampledLine } from '#app/_studio/timeline/sampled-line.ts'

/** A picture whose pixel at time t is t / 10; counts the pixels it was asked for. */
const picture = () => {
  const asked: number[] = []
  return {
    asked,
    sample: (start: number, ticksPerPixel: number, top: Uint16Array, mark: Uint16Array) => {
      asked.push(top.length)
      for (let x = 0; x < top.length; x++) {
        top[x] = Math.round((start + x * ticksPerPixel) / 10)
        mark[x] = top[x]! % 2
      }
    },
  }
}

test('panning samples only what comes into view, and gives the same as sampling all', () => {
  const { asked, sample } = picture()
  const line = new SampledLine()
  for (const start of [1000, 1030, 1010, 1010, 1500, 900]) {
    line.fill(start, 10, 20, sample)
    expect([...line.top]).toEqual(Array.from({ length: 20 }, (_, x) => start / 10 + x))
    expect([...line.mark]).toEqual(Array.from({ length: 20 }, (_, x) => (start / 10 + x) % 2))
  }
  expect(asked).toEqual([20, 3, 2, 20, 20])
})

test('another zoom, another width and a change of the lane sample all anew; less than half a pixel nothing', () => {
  const { asked, sample } = picture()
  const line = new SampledLine()
  line.fill(1000, 10, 20, sample)
  line.fill(1004, 10, 20, sample)
  line.fill(1000, 5, 20, sample)
  line.fill(1000, 5, 30, sample)
  line.forget()
  line.fill(1000, 5, 30, sample)
  expect(asked).toEqual([20, 20, 30, 30])
})
