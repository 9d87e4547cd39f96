/**
 * Reads a typed query. The grammar, in short:
 *
 *   query     = terms clause*
 *   clause    = ["not"] ["within" time] ("after" | "before" | "near") terms     "within" time "of" terms is near
 *             | ["not"] ("overlapping" | "inside" | "containing" | …) terms
 *             | "then" ["within" time] terms          the next one, at most so long after
 *             | "within" time                         the whole of a chain
 *             | "same" ("track" | "layer" | "author")
 *   term      = ["-"] ( word | "quoted" | field ":" value {"," value} | key op value )
 *
 * What cannot be read is told in a sentence with the place in the text.
 */
import {
  type AttributeTest,
  type Comparison,
  type Condition,
  NAME_FIELDS,
  type NameField,
  type Query,
  querySchema,
  SAME,
  type Same,
} from './query.ts'
import { GAPPED, RELATION_NAMES, type RelationName } from './relations.ts'
import { parseLength } from './words.ts'

export type Parsed =
  | { readonly ok: true; readonly query: Query }
  /** @param from first place of what is wrong, @param to behind it. */
  | { readonly ok: false; readonly message: string; readonly from: number; readonly to: number }

interface Token {
  readonly text: string
  readonly from: number
  readonly to: number
}

class Trouble extends Error {
  readonly from: number
  readonly to: number
  constructor(message: string, at: { from: number; to: number }) {
    super(message)
    this.from = at.from
    this.to = at.to
  }
}

export function parseQuery(text: string): Parsed {
  try {
    const query = new Reader(scan(text), text.length).query()
    return { ok: true, query: querySchema.parse(query) }
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, message: error.message, from: error.from, to: error.to }
    return {
      ok: false,
      message: 'This search is too long. Take something away.',
      from: 0,
      to: text.length,
    }
  }
}

/** What ends a quotation that begins so; German and English marks too. */
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“”' }
const SIGN = /^(!=|≠|<=|≤|>=|≥|=|<|>|~)/

/** Words, with quoted parts whole. A sign of comparison draws in what stands before and behind it. */
function scan(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++
      continue
    }
    const from = at
    while (at < text.length && !/\s/.test(text[at]!)) {
      if (text[at] !== '"' && text[at] !== '“' && text[at] !== '„') {
        at++
        continue
      }
      const open = at++
      const closes = CLOSING[text[open]!]!
      while (at < text.length && !closes.includes(text[at]!)) at += text[at] === '\\' ? 2 : 1
      if (at >= text.length)
        throw new Trouble('This quotation mark has no other one. Write one where the text ends.', {
          from: open,
          to: text.length,
        })
      at++
    }
    tokens.push({ text: text.slice(from, at), from, to: at })
  }
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const draws = last && (SIGN.test(token.text) || /[^\s](!=|≠|<=|≤|>=|≥|=|<|>|~)$/.test(last.text))
    if (draws && !/^"/.test(last.text))
      joined[joined.length - 1] = { text: last.text + token.text, from: last.from, to: token.to }
    else joined.push(token)
  }
  return joined
}

class Reader {
  private at = 0
  private readonly tokens: readonly Token[]
  private readonly length: number

  constructor(tokens: readonly Token[], length: number) {
    this.tokens = tokens
    this.length = length
  }

  query(): Query {
    const query: Query = { version: 1, find: this.terms(), relations: [], steps: [], whole: null, same: [] }
    while (this.peek()) this.clause(query)
    return query
  }

  private clause(query: Query): void {
    const first = this.peek()!
    const word = first.text.toLowerCase()
    if (word === 'same') {
      this.at++
      query.same.push(this.same(first))
      return
    }
    if (word === 'then') {
      this.at++
      const within = this.word('within') ? this.length_() : null
      query.steps.push({ within, to: this.wanted('then') })
      return
    }
    const not = this.word('not')
    let within: number | null = null
    if (this.word('within')) {
      within = this.length_()
      if (this.word('of')) {
        query.relations.push({ relation: 'near', not, within, to: this.wanted('of') })
        return
      }
      const next = this.peek()
      if (!next || !isRelation(next.text.toLowerCase())) {
        if (query.steps.length && !not && query.whole === null) {
          query.whole = within
          return
        }
        throw new Trouble(
          'Say within how much time of what: “within 5s after Clipping”, “before”, or “of”.',
          next ?? first,
        )
      }
    }
    const token = this.peek()
    const relation = token?.text.toLowerCase()
    if (!token || !relation || !isRelation(relation))
      throw new Trouble(
        not
          ? 'After “not” comes a word like “inside”, “overlapping” or “after”. To leave out a text or label, write a minus: -label:Bleeding.'
          : `“${first.text}” cannot stand here. To search for the word itself, write it in quotation marks.`,
        token ?? first,
      )
    this.at++
    if (within !== null && !GAPPED.has(relation))
      throw new Trouble(`“within” goes with “after”, “before” and “of”, not with “${relation}”.`, first)
    query.relations.push({ relation, not, within, to: this.wanted(relation) })
  }

  private same(keyword: Token): Same {
    const token = this.peek()
    const name = token?.text.toLowerCase()
    const found = SAME.find((s) => s === name)
    if (!token || !found) throw new Trouble('“same” is followed by track, layer or author.', token ?? keyword)
    this.at++
    return found
  }

  /** A length of time, also in two words: “5 s”. */
  private length_(): number {
    const token = this.peek()
    const next = this.tokens[this.at + 1]
    const both = token && next && /^(ms|s|sec|m|min|h)$/i.test(next.text) ? token.text + next.text : null
    const ticks = parseLength(both ?? token?.text ?? '')
    if (!token || ticks === null)
      throw new Trouble(
        'After “within” comes a length of time: 5s, 500ms, 1m30s.',
        token ?? { from: this.length, to: this.length },
      )
    this.at += both ? 2 : 1
    return ticks
  }

  private wanted(keyword: string): Condition[] {
    const before = this.tokens[this.at - 1]!
    const terms = this.terms()
    if (!terms.length)
      throw new Trouble(`Say what comes behind “${keyword}”: a label, as “${keyword} Clipping”.`, before)
    return terms
  }

  private terms(): Condition[] {
    const terms: Condition[] = []
    for (let token = this.peek(); token && !isKeyword(token.text); token = this.peek()) {
      this.at++
      terms.push(term(token))
    }
    return terms
  }

  private word(word: string): boolean {
    if (this.peek()?.text.toLowerCase() !== word) return false
    this.at++
    return true
  }

  private peek(): Token | undefined {
    return this.tokens[this.at]
  }
}

const CLAUSES: ReadonlySet<string> = new Set([...RELATION_NAMES, 'within', 'then', 'not', 'same', 'of'])
const isKeyword = (text: string): boolean => CLAUSES.has(text.toLowerCase())
const isRelation = (text: string): text is RelationName =>
  (RELATION_NAMES as readonly string[]).includes(text)

const NAMES: Readonly<Record<string, NameField>> = Object.fromEntries(NAME_FIELDS.map((name) => [name, name]))
const TESTS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '≠',
  '≠': '≠',
  '<': '<',
  '<=': '≤',
  '≤': '≤',
  '>': '>',
  '>=': '≥',
  '≥': '≥',
}
const TERM =
  /^(-?)(?:(@?)((?:"(?:[^"\\]|\\.)*")|[\p{L}_][\p{L}\p{N}_-]*)(:|!=|≠|<=|≤|>=|≥|=|<|>|~))([\s\S]*)$/u

function term(token: Token): Condition {
  const parts = TERM.exec(token.text)
  // A quoted text may hold a colon: only @ makes it a key.
  if (!parts || (parts[3]!.startsWith('"') && !parts[2])) {
    const not = token.text.startsWith('-') && token.text.length > 1
    return { field: 'text', value: unquoted(not ? token.text.slice(1) : token.text, token), not }
  }
  const [, minus, at, rawKey, sign, rest] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const not = minus === '-'
  const key = rawKey.startsWith('"') ? unquoted(rawKey, token) : rawKey
  const field = key.toLowerCase()
  if (!rest) throw new Trouble(`Write what to compare with behind “${key}${sign}”.`, token)
  if (!at && (field === 'dur' || field === 'duration')) return duration(token, sign, rest, not)
  if (sign !== ':') {
    const test: AttributeTest = sign === '~' ? 'contains' : TESTS[sign]!
    return { field: 'attribute', key, test, value: unquoted(rest, token), not }
  }
  if (field === 'missing' || field === 'has')
    return {
      field: 'attribute',
      key: unquoted(rest, token),
      test: field === 'has' ? 'present' : 'missing',
      value: '',
      not,
    }
  if (field === 'text') return { field: 'text', value: unquoted(rest, token), not }
  const name = NAMES[field]
  if (!name)
    throw new Trouble(
      `There is nothing called “${key}:”. There are label:, text:, track:, layer:, author:, recording:, stage:, is:, missing: and has:. An attribute is compared with =, as ${key}=${rest}.`,
      token,
    )
  return { field: name, values: list(rest, token), not }
}

function duration(token: Token, sign: string, rest: string, not: boolean): Condition {
  const test = TESTS[sign]
  if (!test) throw new Trouble('A duration is compared: dur>5s, dur<=1m30s.', token)
  const ticks = parseLength(rest)
  if (ticks === null) throw new Trouble(`“${rest}” is no length of time. Write 5s, 500ms or 1m30s.`, token)
  return { field: 'duration', test, ticks, not }
}

/** Values between commas; those in quotation marks may hold some. */
function list(text: string, token: Token): string[] {
  const found = text.match(/(?:"(?:[^"\\]|\\.)*"|“[^”]*”|„[^“”]*[“”]|[^",])+/g) ?? []
  if (!found.length) throw new Trouble('Write a name behind the colon.', token)
  return found.map((one) => unquoted(one, token))
}

function unquoted(text: string, token: Token): string {
  const value = text
    .replace(/“([^”]*)”|„([^“”]*)[“”]/g, (_, english?: string, german?: string) => english ?? german ?? '')
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => inside.replace(/\\(.)/g, '$1'))
  if (!value) throw new Trouble('There is nothing between the quotation marks.', token)
  return value
}
