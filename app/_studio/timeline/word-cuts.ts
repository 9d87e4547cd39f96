/**
 * Where a word may be cut, and how it must be drawn. Scripts whose letters stand alone can be cut in the picture of the
 * word; where letters join or stack, or run from right to left, the cut word is shaped anew, and the ellipsis then
 * stands where reading ends: on the left of right-to-left words.
 */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const STRONG = /[\p{L}]/u
/** Right-to-left scripts, scripts of India and South-East Asia, Mongolian, and anything with combining marks. */
const JOINED =
  /[\u0590-\u109f\u1780-\u18af\u1a00-\u1aff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc]|\p{M}|\u200d/u

export type Direction = 'ltr' | 'rtl'

/** By the first letter that has a direction, as the bidirectional algorithm does (UAX 9, P2 and P3). */
export function directionOf(text: string): Direction {
  for (const c of text) if (STRONG.test(c)) return RTL.test(c) ? 'rtl' : 'ltr'
  return 'ltr'
}

/** Whether a part of the word looks the same as the word cut there. */
export const standsAlone = (text: string): boolean => !JOINED.test(text)

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What people see as letters: a cut never parts a letter from its accent, or an emoji from its skin. */
export const lettersOf = (text: string): string[] => Array.from(segmenter.segment(text), (s) => s.segment)

/** How many of the letters fit before an ellipsis; `widths[n]` is the width of the first n. */
export function fitting(widths: ArrayLike<number>, ellipsis: number, room: number): number {
  let lo = 0
  let hi = widths.length - 2
  while (lo < hi) {
    const mid = (lo + hi + 1) >>> 1
    if (widths[mid]! + ellipsis <= room) lo = mid
    else hi = mid - 1
  }
  return lo
}
