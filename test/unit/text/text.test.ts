import { describe, expect, test } from 'vitest'
import { pickLocale } from '#app/_text/locale.ts'
import { TEXTS } from '#app/_text/texts.ts'

describe('the language a person gets', () => {
  test.each([
    ['de', 'en', 'de'],
    [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de'],
    [undefined, 'fr,en;q=0.5,de;q=0.7', 'de'],
    [undefined, 'de;q=0,en', 'en'],
    [undefined, 'fr', 'en'],
    [undefined, null, 'en'],
    ['xx', 'de', 'de'],
  ])('chosen %s, wishes %s: %s', (chosen, wishes, got) => {
    expect(pickLocale(chosen, wishes)).toBe(got)
  })
})

/** Paths of all texts with whether each is a function and of how many arguments. */
function shape(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}(${value.length})`]
  if (typeof value === 'string') return [path]
  return Object.entries(value as object).flatMap(([key, v]) => shape(v, `${path}.${key}`))
}

test('every text is there in every language, and none is empty', () => {
  const english = shape(TEXTS.en).sort()
  for (const text of Object.values(TEXTS)) expect(shape(text).sort()).toEqual(english)
  const empty = Object.entries(TEXTS).flatMap(([locale, text]) =>
    JSON.stringify(text).includes('""') ? [locale] : [],
  )
  expect(empty).toEqual([])
})
