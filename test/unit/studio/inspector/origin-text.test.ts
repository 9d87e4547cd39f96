import { expect, test } from 'vitest'
import { makerText, originText } from '#app/_studio/inspector/origin-text.ts'

test.each([
  [null, 'Ann', null],
  ['import:eaf', 'a file', 'Imported from ELAN (EAF 3.0)'],
  ['import:unheard-of', 'a file', 'Imported from unheard-of'],
  ['model:tools@2', 'a model', 'Suggested by tools@2'],
  ['import:demo', 'Scrubline, with the demo', null],
])('%s is said in words', (origin, maker, where) => {
  expect([makerText(origin, 'Ann'), originText(origin)]).toEqual([maker, where])
})
