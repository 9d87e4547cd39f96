/**
 * Words of a text, as people count them. Where a script puts spaces between words a word is what stands between spaces
 * without the punctuation around it, so "twenty-two", "l’homme" and "Dr" are one each. Scripts without spaces (Chinese,
 * Japanese, Thai, Lao, Khmer, Burmese) are divided by Intl.Segmenter where the runtime has it; else each character of
 * Han and kana, and each cluster of the others, counts as one.
 */

/** Characters `[from, to)` of a text, in UTF-16 units. */
export interface Token {
  readonly from: number
  readonly to: number
}

const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc'
const CHUNK = /\S+/gu
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u')
const RUNS = new RegExp(`[${UNSPACED}\\p{M}]+|[^${UNSPACED}]+`, 'gu')
const CLUSTER = /\P{M}\p{M}*/gu
/** What a word begins and ends with; what stands outside belongs to no word. */
const CORE = /[\p{L}\p{N}\p{M}\p{S}](?:.*[\p{L}\p{N}\p{M}\p{S}])?/su

/** @param language BCP 47; "" when unknown, an unknown one counts as such. */
export function tokensOf(text: string, language = ''): Token[] {
  const tokens: Token[] = []
  for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
    if (!HAS_UNSPACED.test(chunk)) {
      pushCore(tokens, chunk, index)
      continue
    }
    for (const run of chunk.matchAll(RUNS)) {
      const at = index + run.index
      if (HAS_UNSPACED.test(run[0])) pushUnspaced(tokens, run[0], at, language)
      else pushCore(tokens, run[0], at)
    }
  }
  return tokens
}

/** As `tokensOf`, but every character of a script without spaces on its own: what texts are compared by. */
export function unitsOf(text: string): Token[] {
  const units: Token[] = []
  for (const { 0: chunk, index } of text.matchAll(CHUNK))
    for (const run of HAS_UNSPACED.test(chunk)
      ? chunk.matchAll(RUNS)
      : [Object.assign([chunk], { index: 0 })]) {
      const at = index + run.index
      if (HAS_UNSPACED.test(run[0]!)) pushClusters(units, run[0]!, at)
      else pushCore(units, run[0]!, at)
    }
  return units
}

function pushCore(tokens: Token[], chunk: string, at: number): void {
  const core = CORE.exec(chunk)
  if (core) tokens.push({ from: at + core.index, to: at + core.index + core[0].length })
}

function pushUnspaced(tokens: Token[], run: string, at: number, language: string): void {
  const segmenter = segmenterOf(language)
  if (segmenter) {
    for (const { segment, index, isWordLike } of segmenter.segment(run))
      if (isWordLike) tokens.push({ from: at + index, to: at + index + segment.length })
    return
  }
  pushClusters(tokens, run, at)
}

function pushClusters(tokens: Token[], run: string, at: number): void {
  for (const m of run.matchAll(CLUSTER)) tokens.push({ from: at + m.index, to: at + m.index + m[0].length })
}

const segmenters = new Map<string, Intl.Segmenter | null>()

function segmenterOf(language: string): Intl.Segmenter | null {
  const known = segmenters.get(language)
  if (known !== undefined) return known
  const made = makeSegmenter(language)
  segmenters.set(language, made)
  return made
}

function makeSegmenter(language: string): Intl.Segmenter | null {
  if (typeof Intl.Segmenter !== 'function') return null
  try {
    return new Intl.Segmenter(language || undefined, { granularity: 'word' })
  } catch {
    return language ? segmenterOf('') : null
  }
}

/** What stands between two texts that are put together: a space, unless one is there or the script has none. */
export function joinerOf(left: string, right: string): '' | ' ' {
  const [a, b] = [left.at(-1) ?? '', firstCharacter(right)]
  if (a === '' || b === '' || /\s/u.test(a) || /\s/u.test(b)) return ''
  return isUnspaced(lastCharacter(left)) && isUnspaced(b) ? '' : ' '
}

const isUnspaced = (character: string): boolean =>
  HAS_UNSPACED.test(character) || /[\u3000-\u303f\uff00-\uffef]/u.test(character)

function firstCharacter(text: string): string {
  const code = text.codePointAt(0)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function lastCharacter(text: string): string {
  const last = text.at(-1) ?? ''
  return /[\udc00-\udfff]/.test(last) ? text.slice(-2) : last
}
