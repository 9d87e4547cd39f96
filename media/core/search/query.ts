/**
 * A question about the annotations of a project, as data: what is searched for, how it lies in time to something else,
 * and what follows it. `print.ts` writes it as text, `parse.ts` reads it.
 *
 *   find        what is searched for; all of its conditions hold
 *   relations   each holds between the found one and some other annotation of the same recording
 *   steps       what comes after it, one after the other; the result reaches from the first to the last
 */
import { z } from 'zod'
import { RELATION_NAMES } from './relations.ts'

const value = z.string().min(1).max(500)
const ticks = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const not = z.boolean().default(false)

export const COMPARISONS = ['=', '≠', '<', '≤', '>', '≥'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** Fields whose values are names, or ids. Several values: any of them. `*` in a name stands for anything. */
export const NAME_FIELDS = ['label', 'track', 'layer', 'author', 'recording', 'stage', 'is'] as const
export type NameField = (typeof NAME_FIELDS)[number]

export const ATTRIBUTE_TESTS = [...COMPARISONS, 'contains', 'missing', 'present'] as const
export type AttributeTest = (typeof ATTRIBUTE_TESTS)[number]

export const conditionSchema = z.discriminatedUnion('field', [
  /** Somewhere in the label's name, the note, a value of an attribute, or a comment's text. */
  z.object({ field: z.literal('text'), value, not }),
  /** `author` knows “me” and “nobody”; `is` knows “annotation” and “comment”. */
  z.object({ field: z.enum(NAME_FIELDS), values: z.array(value).min(1).max(50), not }),
  z.object({
    field: z.literal('attribute'),
    key: z.string().min(1).max(100),
    test: z.enum(ATTRIBUTE_TESTS),
    /** "" for missing and present. */
    value: z.string().max(500),
    not,
  }),
  z.object({ field: z.literal('duration'), test: z.enum(COMPARISONS), ticks, not }),
])
export type Condition = z.infer<typeof conditionSchema>

const filter = z.array(conditionSchema).max(30)

export const relationSchema = z.object({
  relation: z.enum(RELATION_NAMES),
  /** No other annotation lies so. */
  not,
  /** Largest gap between the two; null for any. For after, before and near. */
  within: ticks.nullable(),
  to: filter.min(1),
})
export type Related = z.infer<typeof relationSchema>

export const stepSchema = z.object({
  /** Largest gap to the one before; null for any. */
  within: ticks.nullable(),
  to: filter.min(1),
})
export type Step = z.infer<typeof stepSchema>

/** What all annotations of an answer have in common. */
export const SAME = ['track', 'layer', 'author'] as const
export type Same = (typeof SAME)[number]

export const querySchema = z.object({
  version: z.literal(1),
  find: filter,
  relations: z.array(relationSchema).max(10).default([]),
  steps: z.array(stepSchema).max(10).default([]),
  /** Longest time from the start of the first to the end of the last of `steps`; null for any. */
  whole: ticks.nullable().default(null),
  same: z.array(z.enum(SAME)).max(3).default([]),
})
export type Query = z.infer<typeof querySchema>

export const EMPTY_QUERY: Query = { version: 1, find: [], relations: [], steps: [], whole: null, same: [] }

/** A query that asks for nothing in particular; it finds everything and is rarely meant. */
export const asksNothing = (query: Query): boolean =>
  !query.find.length && !query.relations.length && !query.steps.length
