import { expect, test } from 'vitest'
import { directionOf, fitting, lettersOf, standsAlone } from '#app/_studio/timeline/word-cuts.ts'

test('the first letter with a direction decides', () => {
  expect(directionOf('Phase')).toBe('ltr')
  expect(directionOf('تحضير')).toBe('rtl')
  expect(directionOf('הכנה 2')).toBe('rtl')
  expect(directionOf('12: הכנה')).toBe('rtl')
  expect(directionOf('CVS – הכנה')).toBe('ltr')
  expect(directionOf('42')).toBe('ltr')
  expect(directionOf('剥離')).toBe('ltr')
})

test('letters that join or stack are shaped anew when cut, others are not', () => {
  expect(['Präparation', 'Диссекция', '剥離', 'Ödem'].map(standsAlone)).toEqual([true, true, true, true])
  expect(['تحضير', 'हृदय', 'การเตรียม', 'e\u0301tape', '👩‍⚕️'].map(standsAlone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})

test('a letter is never parted from its accent, nor an emoji from what belongs to it', () => {
  expect(lettersOf('e\u0301a')).toEqual(['e\u0301', 'a'])
  expect(lettersOf('👩‍⚕️x')).toEqual(['👩‍⚕️', 'x'])
})

test('as many letters as fit before the ellipsis', () => {
  const widths = [0, 10, 20, 30, 40, 50]
  expect([50, 45, 29, 19, 5].map((room) => fitting(widths, 9, room))).toEqual([4, 3, 2, 1, 0])
})
