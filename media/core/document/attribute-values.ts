/** Whether the value of an attribute fits its definition. */
import type { AttributeDefinition, AttributeValue } from './records.ts'

/** Why it does not, as the rest of a sentence; null when it does. */
export function misfit(definition: AttributeDefinition | undefined, value: AttributeValue): string | null {
  if (!definition) return 'its label has no such attribute.'
  const { kind, name, choices } = definition
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? null : `${name} is a text.`
    case 'boolean':
      return typeof value === 'boolean' ? null : `${name} is a yes or no.`
    case 'number':
      return numberProblem(definition, value)
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? null : oneOf(definition)
    case 'choices':
      return Array.isArray(value) && value.every((v) => choices.includes(v)) ? null : oneOf(definition)
  }
}

const oneOf = ({ name, choices }: AttributeDefinition): string => `${name} is one of ${choices.join(', ')}.`

function numberProblem(d: AttributeDefinition, value: AttributeValue): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${d.name} is a number.`
  const unit = d.unit ? ` ${d.unit}` : ''
  if (d.min !== null && value < d.min) return `${d.name} is at least ${d.min}${unit}; ${value} is less.`
  if (d.max !== null && value > d.max) return `${d.name} is at most ${d.max}${unit}; ${value} is more.`
  return null
}
