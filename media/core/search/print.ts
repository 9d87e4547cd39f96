/** A query as text that `parse.ts` reads back as the same query. */
import { type Condition, NAME_FIELDS, type Query } from './query.ts'
import { GAPPED } from './relations.ts'
import { printLength, quoted } from './words.ts'

const SIGNS = { '=': '=', '≠': '!=', '<': '<', '≤': '<=', '>': '>', '≥': '>=' } as const

export function printQuery(query: Query): string {
  const parts = [query.find.map(printCondition).join(' ')]
  for (const { relation, not, within, to } of query.relations) {
    const gap = within === null || !GAPPED.has(relation) ? '' : `within ${printLength(within)} `
    const word = relation === 'near' && gap ? 'of' : relation
    parts.push(`${not ? 'not ' : ''}${gap}${word} ${to.map(printCondition).join(' ')}`)
  }
  for (const { within, to } of query.steps)
    parts.push(
      `then ${within === null ? '' : `within ${printLength(within)} `}${to.map(printCondition).join(' ')}`,
    )
  if (query.whole !== null) parts.push(`within ${printLength(query.whole)}`)
  for (const same of query.same) parts.push(`same ${same}`)
  return parts.filter(Boolean).join(' ')
}

export function printCondition(c: Condition): string {
  const not = c.not ? '-' : ''
  switch (c.field) {
    case 'text':
      return not + quoted(c.value)
    case 'duration':
      return `${not}dur${SIGNS[c.test]}${printLength(c.ticks)}`
    case 'attribute': {
      if (c.test === 'missing' || c.test === 'present')
        return `${not}${c.test === 'missing' ? 'missing' : 'has'}:${quoted(c.key)}`
      const sign = c.test === 'contains' ? '~' : SIGNS[c.test]
      return `${not}${printKey(c.key)}${sign}${quoted(c.value)}`
    }
    default:
      return `${not}${c.field}:${c.values.map(quoted).join(',')}`
  }
}

const RESERVED = new Set<string>([...NAME_FIELDS, 'text', 'dur', 'duration', 'missing', 'has'])

/** An attribute called as a field of its own is marked with @; one that is no word stands in quotation marks. */
const printKey = (key: string): string =>
  /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)
    ? RESERVED.has(key.toLowerCase())
      ? `@${key}`
      : key
    : `@${quoted(key)}`
