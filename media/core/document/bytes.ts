/** Growing and reading byte arrays: variable-length integers, text, raw bytes. */
interface Utf8 {
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
  readonly TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(b: Uint8Array): string }
}

const { TextEncoder, TextDecoder } = globalThis as unknown as Utf8
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export class ByteWriter {
  private data = new Uint8Array(1024)
  private length = 0

  byte(value: number): void {
    this.reserve(1)
    this.data[this.length++] = value
  }

  /** A safe integer ≥ 0, seven bits a byte, low ones first. */
  varint(value: number): void {
    this.reserve(8)
    let v = value
    while (v >= 128) {
      this.data[this.length++] = (v % 128) | 128
      v = Math.floor(v / 128)
    }
    this.data[this.length++] = v
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length)
    this.data.set(value, this.length)
    this.length += value.length
  }

  text(value: string): void {
    const utf8 = encoder.encode(value)
    this.varint(utf8.length)
    this.bytes(utf8)
  }

  finish(): Uint8Array {
    return this.data.slice(0, this.length)
  }

  private reserve(more: number): void {
    if (this.length + more <= this.data.length) return
    const wider = new Uint8Array(Math.max(this.length + more, this.data.length * 2))
    wider.set(this.data.subarray(0, this.length))
    this.data = wider
  }
}

export class ByteReader {
  readonly data: Uint8Array
  at: number

  constructor(data: Uint8Array, at = 0) {
    this.data = data
    this.at = at
  }

  byte(): number {
    if (this.at >= this.data.length) throw new RangeError('the data ends too early')
    return this.data[this.at++]!
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const b = this.byte()
      if (b < 128) return value + b * scale
      value += (b - 128) * scale
      scale *= 128
    }
  }

  /** Fills a whole array, the quick way. */
  varints(into: Float64Array): void {
    const { data } = this
    let { at } = this
    for (let i = 0; i < into.length; i++) {
      let b = data[at++]!
      if (b < 128) {
        into[i] = b
        continue
      }
      let value = b - 128
      let scale = 128
      for (;;) {
        b = data[at++]!
        // Also beyond the end, where there is nothing.
        if (!(b >= 128)) break
        value += (b - 128) * scale
        scale *= 128
      }
      into[i] = value + b * scale
    }
    if (at > data.length) throw new RangeError('the data ends too early')
    this.at = at
  }

  /** A view, not a copy. */
  bytes(length: number): Uint8Array {
    if (this.at + length > this.data.length) throw new RangeError('the data ends too early')
    this.at += length
    return this.data.subarray(this.at - length, this.at)
  }

  text(): string {
    return decoder.decode(this.bytes(this.varint()))
  }
}
