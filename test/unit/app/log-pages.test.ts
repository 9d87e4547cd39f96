import { describe, expect, it } from 'vitest'
import { joined } from '#app/(library)/_parts/log-pages.ts'

const numbers = (seen: number[], fresh: number[]): readonly number[] => joined(seen, fresh, (n) => n)

describe('a log in pages', () => {
  it('keeps what was asked for below what came since', () => {
    expect(numbers([9, 8, 7, 5, 4, 2], [11, 10, 9])).toEqual([11, 10, 9, 8, 7, 5, 4, 2])
  })
  it('shows no row twice', () => {
    expect(numbers([9, 8, 7, 5], [9, 8, 7])).toEqual([9, 8, 7, 5])
  })
  it('starts anew where rows between may be missing', () => {
    expect(numbers([9, 8, 7], [15, 14, 13])).toEqual([15, 14, 13])
  })
  it('begins with what there is', () => {
    expect(numbers([], [2, 1])).toEqual([2, 1])
    expect(numbers([2, 1], [])).toEqual([])
  })
})
