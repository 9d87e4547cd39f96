/**
 * The words of a Praat text file. Praat itself reads only what stands free between spaces: numbers, texts in double
 * quotes (with quotes doubled inside) and flags in angle brackets; everything else, as "xmin =", is for people.
 */
import { FormatError } from '../format.ts'

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly line: number }
  | { readonly kind: 'text'; readonly value: string; readonly line: number }

const PATTERN = /"((?:[^"]|"")*)"|<[^>\n]*>|!.*|[^\s"]+/g
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?%?$/i

export class Tokens {
  private readonly all: Token[] = []
  private at = 0
  private readonly lastLine: number

  constructor(source: string) {
    let line = 1
    let seen = 0
    for (const m of source.matchAll(PATTERN)) {
      for (; seen < m.index; seen++) if (source[seen] === '\n') line++
      const [whole, quoted] = m
      if (quoted !== undefined)
        this.all.push({ kind: 'text', value: quoted.replaceAll('""', '"').replaceAll('\r\n', '\n'), line })
      else if (NUMBER.test(whole)) this.all.push({ kind: 'number', value: Number.parseFloat(whole), line })
    }
    this.lastLine = source.split('\n').length
  }

  get ended(): boolean {
    return this.at >= this.all.length
  }

  get line(): number {
    return this.all[this.at]?.line ?? this.lastLine
  }

  /** @throws FormatError when something else stands here. */
  number(what: string): number {
    const t = this.all[this.at]
    if (t?.kind !== 'number') throw this.missing(what, 'a number')
    this.at++
    return t.value
  }

  /** @throws FormatError when something else stands here. */
  text(what: string): string {
    const t = this.all[this.at]
    if (t?.kind !== 'text') throw this.missing(what, 'a text in quotes')
    this.at++
    return t.value
  }

  private missing(what: string, kind: string): FormatError {
    return new FormatError(
      this.ended
        ? `The file ends where ${what} should stand.`
        : `In line ${this.line}, ${what} should stand, which is ${kind}.`,
      this.line,
      1,
    )
  }
}
