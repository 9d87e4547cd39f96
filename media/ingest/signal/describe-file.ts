/** Whether a file is text with samples in it, by what lies in it and not by its name. */
import { type Described, describeTable } from '../../core/signal/describe-table.ts'
import { headText } from './read-text.ts'

const LOOKED_AT = 1 << 20

/** Control characters other than tabs and ends of lines: no text has them. */
const binary = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c < 9 || (c > 13 && c < 27)) return true
  }
  return false
}

export async function describeFile(path: string): Promise<Described> {
  const { text, whole } = await headText(path, LOOKED_AT)
  // Telling binary files apart costs nothing: every movie has a zero in its first bytes.
  if (text.length === 0 || binary(text.slice(0, 4096))) return { kind: 'other' }
  return describeTable(text, whole)
}
