/**
 * Finds the row of an id among ids that lie as 16 bytes each, without making a string of every one: a table with open
 * addressing over the random bytes. Ids that are no UUIDs stand in a map.
 */
import { isUuid, parseUuid } from './ids.ts'

/** A run of rows: its UUIDs as bytes, or its ids as texts. */
export interface IdRun {
  readonly rows: number
  readonly uuids: Uint8Array | null
  readonly texts: readonly string[] | null
}

export class IdTable {
  private readonly runs: readonly (IdRun & { readonly from: number })[]
  /** Row + 1; 0 is empty. A power of two long, at most half full. */
  private readonly slots: Int32Array
  private readonly mask: number
  private readonly texts = new Map<string, number>()
  private readonly wanted = new Uint8Array(16)

  constructor(runs: readonly IdRun[]) {
    let rows = 0
    this.runs = runs.map((run) => {
      rows += run.rows
      return { ...run, from: rows - run.rows }
    })
    let size = 16
    while (size < rows * 2) size *= 2
    this.slots = new Int32Array(size)
    this.mask = size - 1
    for (const { uuids, texts, rows: n, from } of this.runs) {
      if (uuids)
        for (let i = 0; i < n; i++) {
          let slot = this.hash(uuids, i * 16)
          while (this.slots[slot]) slot = (slot + 1) & this.mask
          this.slots[slot] = from + i + 1
        }
      texts?.forEach((id, i) => {
        this.texts.set(id, from + i)
      })
    }
  }

  /** The row, counted through all runs; -1 when there is none. */
  find(id: string): number {
    if (!isUuid(id)) return this.texts.get(id) ?? -1
    parseUuid(id, this.wanted, 0)
    for (let slot = this.hash(this.wanted, 0); this.slots[slot]; slot = (slot + 1) & this.mask) {
      const row = this.slots[slot]! - 1
      if (this.isWanted(row)) return row
    }
    // A run with one odd id keeps all its ids as texts.
    return this.texts.get(id) ?? -1
  }

  private isWanted(row: number): boolean {
    let k = this.runs.length - 1
    while (this.runs[k]!.from > row || !this.runs[k]!.rows) k--
    const { uuids, from } = this.runs[k]!
    const at = (row - from) * 16
    for (let i = 15; i >= 0; i--) if (uuids![at + i] !== this.wanted[i]) return false
    return true
  }

  /** The last bytes of a UUID are random, the first are the time. */
  private hash(b: Uint8Array, at: number): number {
    const tail = (b[at + 12]! << 24) | (b[at + 13]! << 16) | (b[at + 14]! << 8) | b[at + 15]!
    const middle = (b[at + 4]! << 24) | (b[at + 5]! << 16) | (b[at + 6]! << 8) | b[at + 7]!
    return (Math.imul(tail ^ Math.imul(middle, 0x9e3779b1), 0x85ebca6b) >>> 7) & this.mask
  }
}
