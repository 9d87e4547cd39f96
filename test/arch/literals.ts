/**
 * Words for people that stand in the code of the interface instead of in app/_text: text between tags, and strings in
 * the attributes and properties that are shown or read out.
 */
import { parseAst } from 'vitest/node'

export interface Literal {
  readonly line: number
  readonly text: string
}

/** Attributes of elements and components whose strings are seen or heard. */
const ATTRIBUTES = new Set([
  ...['label', 'title', 'placeholder', 'alt', 'description', 'content', 'hint', 'caption', 'summary'],
  ...['about', 'tooltip', 'confirm', 'action', 'empty', 'head', 'text'],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'aria-placeholder'],
])

/** Properties of objects: commands, choices of menus, toasts, pages' titles. */
const PROPERTIES = new Set([
  ...['title', 'group', 'label', 'placeholder', 'hint', 'description', 'caption', 'about', 'aria-label'],
])

/** The same in every language: units, and what is typed. */
const UNITS = new Set(['ms', 'Hz', 'dB', 'kB', 'MB', 'GB', 'px', 'min', 'fps', 'Scrubline'])

const isWords = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).some((word) => !UNITS.has(word))

type Node = { readonly type: string; readonly start: number } & Record<string, unknown>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

export function visibleLiterals(code: string, lang: 'ts' | 'tsx' = 'tsx'): Literal[] {
  const found: Literal[] = []
  const add = (node: Node, text: string) => {
    if (isWords(text))
      found.push({
        line: code.slice(0, node.start).split('\n').length,
        text: text.trim().replace(/\s+/g, ' '),
      })
  }
  /** The strings that an expression can come to without a call. */
  const addValue = (value: unknown): void => {
    if (!isNode(value)) return
    if (value.type === 'Literal' && typeof value.value === 'string') add(value, value.value)
    else if (value.type === 'TemplateLiteral')
      add(value, (value.quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join(' '))
    else if (value.type === 'ConditionalExpression') {
      addValue(value.consequent)
      addValue(value.alternate)
    } else if (value.type === 'LogicalExpression' || value.type === 'BinaryExpression') {
      if (value.type === 'BinaryExpression' && value.operator !== '+') return
      addValue(value.left)
      addValue(value.right)
    } else if (value.type === 'ArrayExpression') for (const one of value.elements as unknown[]) addValue(one)
    else if ('expression' in value) addValue(value.expression)
  }
  const visit = (node: Node, element: string | null): void => {
    let inside = element
    if (node.type === 'JSXOpeningElement') inside = String((node.name as Node).name ?? '')
    if (node.type === 'JSXText') add(node, String(node.value))
    else if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children as Node[])
        if (child.type === 'JSXExpressionContainer') addValue(child.expression)
    } else if (node.type === 'JSXAttribute') {
      const name = String((node.name as Node).name)
      const forForms = name === 'content' && element === 'meta'
      if (ATTRIBUTES.has(name) && !forForms) addValue(node.value)
    } else if (node.type === 'Property' && !node.computed) {
      const key = node.key as Node
      if (PROPERTIES.has(String(key.name ?? key.value))) addValue(node.value)
    } else if (node.type === 'CallExpression') {
      // Notices: session.tell('refused', 'sentence').
      const called = (node.callee as Node).property
      if (isNode(called) && called.name === 'tell') addValue((node.arguments as unknown[])[1])
    }
    for (const value of Object.values(node))
      if (Array.isArray(value)) {
        for (const one of value) if (isNode(one)) visit(one, inside)
      } else if (isNode(value)) visit(value, inside)
  }
  visit(parseAst(code, { lang }) as unknown as Node, null)
  return found
}
