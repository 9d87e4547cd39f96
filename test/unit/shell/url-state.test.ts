import { expect, test } from 'vitest'
import { readAddress, writeAddress } from '#app/_studio/shell/url-state.ts'

test('what is written is read again', () => {
  const state = { window: '1.5~20', selection: ['a-1', 'b_2'], hidden: ['t1'] }
  const text = writeAddress(state)
  expect(text).toBe('?t=1.5~20&sel=a-1.b_2&hide=t1')
  expect(readAddress(text)).toEqual({ ...state, frame: null, at: null })
})

test('nothing special makes no address', () => {
  expect(writeAddress({ window: null, selection: [], hidden: [] })).toBe('')
})

test('a long selection is left out, not cut', () => {
  const many = Array.from({ length: 21 }, (_, i) => `a${i}`)
  expect(writeAddress({ window: null, selection: many, hidden: [] })).toBe('')
})

test.each([
  ['?f=120', 120],
  ['?f=0', 0],
  ['?f=-1', null],
  ['?f=1e5', null],
  ['', null],
])('“%s” opens on frame %s', (search, frame) => {
  expect(readAddress(search).frame).toBe(frame)
})

test('a moment to open at is ticks, or nothing', () => {
  expect(readAddress('?at=705600000').at).toBe(705_600_000)
  expect(readAddress('?at=-5').at).toBe(-5)
  for (const text of ['?at=', '?at=now', '?at=1e9', '?at=12345678901234567890'])
    expect(readAddress(text).at).toBe(null)
})
