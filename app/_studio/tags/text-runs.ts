/** An utterance's text cut where entities begin and end, each piece with the rows of the lines below it. Pure. */
import type { EntityRecord } from '#media/core/document/records.ts'

export interface TextRun {
  readonly from: number
  readonly to: number
  /** Entities over it with the row of their line, from the text down. */
  readonly marks: readonly { readonly entity: EntityRecord; readonly row: number }[]
}

/** Rows are given so that no two entities that share characters share a row; longer ones lie further down. */
export function textRuns(length: number, entities: readonly EntityRecord[]): TextRun[] {
  const byLength = [...entities].sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from)
  const rows = new Map<string, number>()
  for (const e of byLength) {
    const taken = new Set(
      byLength.filter((o) => rows.has(o.id) && o.from < e.to && e.from < o.to).map((o) => rows.get(o.id)!),
    )
    let row = 0
    while (taken.has(row)) row++
    rows.set(e.id, row)
  }
  const cuts = [...new Set([0, length, ...entities.flatMap((e) => [e.from, e.to])])]
    .filter((at) => at >= 0 && at <= length)
    .sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1]!
    return {
      from,
      to,
      marks: entities
        .filter((e) => e.from < to && e.to > from)
        .map((entity) => ({ entity, row: rows.get(entity.id)! })),
    }
  })
}

/** Places of words, for choosing them by key. */
export const wordsOf = (text: string): { from: number; to: number }[] =>
  [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }))
