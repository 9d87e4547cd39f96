/**
 * Boxes of the ISO base media file format (MP4, MOV) over bytes in memory. Every reader here is bounded: a box that
 * claims more than its parent holds ends at the parent, and reading past the end throws `BrokenBox`.
 */

/** Where a box lies: `start` its header, `body` its content, `end` one past its last byte. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/** The tables contradict themselves or break off; callers make a MediaError of it that names the file. */
export class BrokenBox extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'BrokenBox'
  }
}

export class BoxReader {
  readonly bytes: Uint8Array
  readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  u8(at: number): number {
    return this.view.getUint8(this.checked(at, 1))
  }
  u16(at: number): number {
    return this.view.getUint16(this.checked(at, 2))
  }
  i16(at: number): number {
    return this.view.getInt16(this.checked(at, 2))
  }
  u24(at: number): number {
    return (this.u16(at) << 8) | this.u8(at + 2)
  }
  u32(at: number): number {
    return this.view.getUint32(this.checked(at, 4))
  }
  i32(at: number): number {
    return this.view.getInt32(this.checked(at, 4))
  }
  u64(at: number): number {
    return Number(this.view.getBigUint64(this.checked(at, 8)))
  }
  i64(at: number): number {
    return Number(this.view.getBigInt64(this.checked(at, 8)))
  }
  fourcc(at: number): string {
    this.checked(at, 4)
    return String.fromCharCode(...this.bytes.subarray(at, at + 4))
  }
  slice(from: number, to: number): Uint8Array {
    this.checked(from, Math.max(0, to - from))
    return this.bytes.subarray(from, to)
  }

  /** The boxes between two places. QuickTime ends some lists with four zero bytes: they are passed over. */
  *boxes(from: number, to: number): Generator<Box> {
    let at = from
    while (at + 8 <= to) {
      let size = this.u32(at)
      let body = at + 8
      if (size === 1) {
        if (at + 16 > to) return
        size = this.u64(at + 8)
        body = at + 16
      } else if (size === 0) size = to - at
      if (size < body - at) return
      const end = Math.min(to, at + size)
      yield { type: this.fourcc(at + 4), start: at, body, end }
      at += size
    }
  }

  children(parent: Box, type: string): Box[] {
    return [...this.boxes(parent.body, parent.end)].filter((box) => box.type === type)
  }

  /** The first box down a path of types; null where a step is missing. */
  find(parent: Box, ...types: string[]): Box | null {
    let box: Box | null = parent
    for (const type of types) {
      let next: Box | null = null
      for (const candidate of this.boxes(box.body, box.end))
        if (candidate.type === type) {
          next = candidate
          break
        }
      if (!next) return null
      box = next
    }
    return box
  }

  private checked(at: number, length: number): number {
    if (at < 0 || at + length > this.bytes.byteLength) throw new BrokenBox('a table ends too early')
    return at
  }
}
