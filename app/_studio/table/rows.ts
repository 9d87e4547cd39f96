/** What a grid needs of its rows; annotations and trace values each bring their own. */

export interface TwinColumn {
  readonly key: string
  readonly name: string
  /** CSS width of the grid's column. */
  readonly width: string
  readonly numeric: boolean
}

/** How a cell is edited. `commit` gives null when it was done, else a sentence that says why not. */
export type CellEdit =
  | { readonly how: 'text'; readonly text: string; commit(text: string): string | null }
  | {
      readonly how: 'choice'
      readonly value: string
      readonly options: readonly { readonly value: string; readonly name: string }[]
      commit(value: string): string | null
    }
  | { readonly how: 'toggle'; commit(): string | null }

export interface TwinSort {
  readonly column: string
  readonly down: boolean
}

export interface TwinRows {
  readonly columns: readonly TwinColumn[]
  readonly count: number
  /** Stable while the row stays itself. */
  id(row: number): string
  text(row: number, column: string): string
  /** Colour beside the first cell's text; null for none. */
  color(row: number): string | null
  selected(row: number): boolean
  select(row: number, more: boolean): void
  /** Shows the frame the cell is about. */
  goTo(row: number, column: string): void
  /** Null when the cell only tells. */
  edit(row: number, column: string): CellEdit | null
  remove(row: number): void
}
