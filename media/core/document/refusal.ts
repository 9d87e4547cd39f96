/** Why a change may not be made. The message names the annotation and what is in the way, for a person. */
export const RULES = [
  'missing',
  'exists',
  'locked',
  'label',
  'length',
  'overlap',
  'gap',
  'parent',
  'children',
  'kind',
  'layer',
  'value',
  'combination',
  'thread',
  'trace',
  'changed',
  'nothing',
] as const
export type Rule = (typeof RULES)[number]

export interface Refusal {
  readonly ok: false
  readonly rule: Rule
  readonly message: string
  /** The annotation that is in the way or is concerned; null when it is not about one. */
  readonly annotationId: string | null
}

export const refuse = (rule: Rule, message: string, annotationId: string | null = null): Refusal => ({
  ok: false,
  rule,
  message,
  annotationId,
})
