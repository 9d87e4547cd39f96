/** XML as a small tree with places, and strict escaping: enough for the XML formats, on a maintained parser. */
import { SaxesParser } from 'saxes'
import { FormatError } from './format.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
  readonly line: number
  readonly column: number
}

/** @throws FormatError at the first place that is not well-formed. No external entity is ever read. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ position: true })
  const stack: XmlElement[] = []
  let root: XmlElement | null = null
  let failure: FormatError | null = null
  parser.on('error', (e) => {
    const at = /^(?:[^:]*:)?(\d+):(\d+): (.*)$/s.exec(e.message)
    failure ??= new FormatError(
      `The XML is broken${at ? ` at line ${at[1]}, column ${at[2]}` : ''}: ${(at?.[3] ?? e.message).replace(/\.$/, '')}.`,
      Number(at?.[1] ?? 0),
      Number(at?.[2] ?? 0),
    )
  })
  parser.on('opentag', (tag) => {
    const element: XmlElement = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
      line: parser.line,
      column: parser.column,
    }
    stack.at(-1)?.children.push(element)
    root ??= element
    stack.push(element)
  })
  parser.on('closetag', () => {
    stack.pop()
  })
  const addText = (t: string): void => {
    const top = stack.at(-1)
    if (top) top.text += t
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).close()
  if (failure) throw failure
  if (!root) throw new FormatError('The file holds no XML element.')
  return root
}

export const childrenNamed = (e: XmlElement, name: string): XmlElement[] =>
  e.children.filter((c) => c.name === name)
export const childNamed = (e: XmlElement, name: string): XmlElement | undefined =>
  e.children.find((c) => c.name === name)

/** Whether XML 1.0 (production Char) can carry a code point in any form; lone surrogates it cannot. */
const carried = (c: number): boolean =>
  c === 0x9 || c === 0xa || c === 0xd || (c >= 0x20 && c < 0xd800) || (c > 0xdfff && c < 0xfffe) || c > 0xffff

/** Whether a text holds a character that XML cannot carry. */
export function hasForbidden(s: string): boolean {
  for (const c of s) if (!carried(c.codePointAt(0)!)) return true
  return false
}

/** What XML cannot carry becomes U+FFFD. */
const withoutForbidden = (s: string): string =>
  hasForbidden(s) ? Array.from(s, (c) => (carried(c.codePointAt(0)!) ? c : '\ufffd')).join('') : s

export function escapeXml(s: string): string {
  return withoutForbidden(s)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
}
