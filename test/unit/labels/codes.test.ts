import { describe, expect, test } from 'vitest'
import { codeProblem, codeText, endsInCheckDigit, parseCode } from '#media/core/labels/codes.ts'

describe('SNOMED CT', () => {
  // Published identifiers: bleeding, cholecystectomy, the root concept, a concept of an extension's long form.
  test.each(['131148009', '38102005', '138875005', '80146002'])('%s is formed well', (code) => {
    expect(codeProblem(`SCT:${code}`)).toBeNull()
  })
  test('every single wrong digit and every two swapped neighbours are found', () => {
    const good = '131148009'
    for (let i = 0; i < good.length; i++) {
      for (let d = 0; d <= 9; d++) {
        const wrong = good.slice(0, i) + d + good.slice(i + 1)
        expect(endsInCheckDigit(wrong), wrong).toBe(wrong === good)
      }
      const swapped = good.slice(0, i) + (good[i + 1] ?? '') + good[i] + good.slice(i + 2)
      if (swapped.length === good.length && swapped !== good) expect(endsInCheckDigit(swapped)).toBe(false)
    }
  })
  test('what names no concept, or is no number, is told apart', () => {
    expect(codeProblem('SCT:131148008')).toBe('sct-check-digit')
    expect(codeProblem('SCT:12345')).toBe('sct-digits')
    expect(codeProblem('SCT:bleeding')).toBe('sct-digits')
    // The description "Bleeding" style: partition 01.
    const description = [...Array(10).keys()].map((d) => `75477401${d}`).find(endsInCheckDigit)
    expect(codeProblem(`SCT:${description}`)).toBe('sct-not-concept')
  })
})

test.each([
  ['RADLEX:RID28454', null],
  ['RADLEX:28454', 'radlex-form'],
  ['ICD10:K80.2', null],
  ['ICD10:S72.1410A', 'icd10-form'],
  ['ICD10:S72.141A', null],
  ['ICD10:80.2', 'icd10-form'],
  ['ICD11:DC11.0', null],
  ['ICD11:1A00', null],
  ['ICD11:DC11.0&XK8G', null],
  ['ICD11:K80.2', 'icd11-form'],
  ['ICD11:DO11', 'icd11-form'],
  ['LOINC:12-3', null],
  ['our own 17', null],
  ['SCT:', 'empty'],
])('%s', (text, problem) => {
  expect(codeProblem(text)).toBe(problem)
})

test('a code and its system go apart and together again', () => {
  expect(parseCode('sct: 131148009 ')).toEqual({ system: 'SCT', code: '131148009' })
  expect(parseCode('LOINC:12-3')).toEqual({ system: 'own', code: 'LOINC:12-3' })
  expect(codeText({ system: 'ICD10', code: ' K80 ' })).toBe('ICD10:K80')
  expect(codeText({ system: 'SCT', code: ' ' })).toBeNull()
  expect(codeText({ system: 'own', code: 'a' })).toBe('a')
})
