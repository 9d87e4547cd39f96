/** Which pictures of a thumbnail sheet a strip shows. Pure. */
export interface SheetFacts {
  /** Ticks between pictures. */
  every: number
  width: number
  height: number
  columns: number
  rows: number
  count: number
}

export interface Thumb {
  sheet: number
  /** Left upper corner in the sheet, pixels. */
  x: number
  y: number
}

/** Place of picture n. */
export function thumbAt(facts: SheetFacts, n: number): Thumb {
  const perSheet = facts.columns * facts.rows
  const inSheet = n % perSheet
  return {
    sheet: Math.floor(n / perSheet),
    x: (inSheet % facts.columns) * facts.width,
    y: Math.floor(inSheet / facts.columns) * facts.height,
  }
}

/** `many` pictures spread evenly, each from the middle of its part; fewer when there are fewer. */
export function spread(facts: SheetFacts, many: number): Thumb[] {
  const shown = Math.min(many, facts.count)
  return Array.from({ length: shown }, (_, i) =>
    thumbAt(facts, Math.min(facts.count - 1, Math.floor(((i + 0.5) * facts.count) / shown))),
  )
}
