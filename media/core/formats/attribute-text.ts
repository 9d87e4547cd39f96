/**
 * Attribute values as text, without losing their type: numbers, truth values and lists as JSON; text bare, unless it
 * could be taken for JSON, then quoted.
 */
import type { AttributeValue } from '../document/records.ts'

const looksLikeJson = (s: string): boolean => {
  try {
    JSON.parse(s)
    return true
  } catch {
    return false
  }
}

export function attributeToText(v: AttributeValue): string {
  if (typeof v !== 'string') return JSON.stringify(v)
  return v === '' || looksLikeJson(v) ? JSON.stringify(v) : v
}

export function attributeFromText(s: string): AttributeValue {
  if (!looksLikeJson(s)) return s
  const v: unknown = JSON.parse(s)
  if (typeof v === 'string' || typeof v === 'boolean') return v
  if (typeof v === 'number' && Number.isFinite(v)) return v
  if (Array.isArray(v) && v.every((x) => typeof x === 'string')) return v as string[]
  return s
}
