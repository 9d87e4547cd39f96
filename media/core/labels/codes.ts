/**
 * Codes of terminologies, judged by their form alone: nothing is looked up, so a code that is formed well may still stand
 * for something else. A code is kept as one text with its system in front, "SCT:387713003"; without one it is your own.
 */
export const CODE_SYSTEMS = ['SCT', 'RADLEX', 'ICD10', 'ICD11', 'own'] as const
export type CodeSystem = (typeof CODE_SYSTEMS)[number]

export interface LabelCode {
  readonly system: CodeSystem
  readonly code: string
}

/** What is wrong with the form of a code. */
export type CodeProblem =
  | 'empty'
  /** SNOMED CT: digits alone, 6 to 18, the first not 0. */
  | 'sct-digits'
  /** SNOMED CT: the last digit does not belong to the others; one was mistyped. */
  | 'sct-check-digit'
  /** SNOMED CT: names a description or a relationship, not a concept. */
  | 'sct-not-concept'
  | 'radlex-form'
  | 'icd10-form'
  | 'icd11-form'

export function parseCode(text: string): LabelCode {
  const at = text.indexOf(':')
  const system = CODE_SYSTEMS.find((one) => one !== 'own' && one === text.slice(0, at).trim().toUpperCase())
  return system ? { system, code: text.slice(at + 1).trim() } : { system: 'own', code: text.trim() }
}

/** Null for no code. */
export function codeText({ system, code }: LabelCode): string | null {
  const plain = code.trim()
  if (plain === '') return null
  return system === 'own' ? plain : `${system}:${plain}`
}

export function codeProblem(text: string): CodeProblem | null {
  const { system, code } = parseCode(text)
  if (code === '') return 'empty'
  if (system === 'SCT') return sctProblem(code)
  if (system === 'RADLEX') return /^RID\d{1,7}$/.test(code) ? null : 'radlex-form'
  // A letter, a digit, a digit or letter; after the point up to four, as national editions have them.
  if (system === 'ICD10') return /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/.test(code) ? null : 'icd10-form'
  if (system === 'ICD11') return code.split(/[&/]/).every((part) => ICD11.test(part)) ? null : 'icd11-form'
  return null
}

/** The second is always a letter, the third always a digit; O and I are not used. */
const ICD11 = /^[0-9A-HJ-NP-Z][A-HJ-NP-Z]\d[0-9A-HJ-NP-Z](\.[0-9A-HJ-NP-Z]{1,2})?$/

function sctProblem(code: string): CodeProblem | null {
  if (!/^[1-9]\d{5,17}$/.test(code)) return 'sct-digits'
  if (!endsInCheckDigit(code)) return 'sct-check-digit'
  // The two digits before the last say what is named; 00 and 10 are concepts.
  return /[01]0\d$/.test(code) ? null : 'sct-not-concept'
}

/** Verhoeff's check: finds every single wrong digit and every two neighbours that changed places. */
export function endsInCheckDigit(digits: string): boolean {
  let c = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    c = TIMES[c]![MOVES[i % 8]![digit]!]!
  }
  return c === 0
}

/** Multiplication in the dihedral group of the pentagon. */
const TIMES = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
]
const MOVES = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
  [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
  [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
  [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
  [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
  [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
  [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
]
