/**
 * Bytes that grow, and their reader: variable-length integers up to 2^53, signed ones in zigzag, short texts, and a
 * CRC-32 at the end. Every read is bounded.
 */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>
  private at = 0

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(Math.max(16, capacity))
  }

  u8(value: number): void {
    if (this.at === this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2)
      wider.set(this.bytes)
      this.bytes = wider
    }
    this.bytes[this.at++] = value
  }

  u32(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) this.u8((value >>> shift) & 255)
  }

  /** @throws RangeError when `value` is not an integer from 0 to 2^53 - 1 */
  varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} cannot be written`)
    let rest = value
    while (rest > 127) {
      this.u8((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.u8(rest)
  }

  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2)
  }

  /** Escaped to ASCII, so that no encoder of the platform is needed. */
  text(value: string): void {
    const ascii = value.replace(
      /[\u0080-\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    this.varint(ascii.length)
    for (let i = 0; i < ascii.length; i++) this.u8(ascii.charCodeAt(i))
  }

  finishWithChecksum(): Uint8Array<ArrayBuffer> {
    this.u32(crc32(this.bytes, this.at))
    return this.bytes.slice(0, this.at)
  }
}

export class ByteReader {
  at: number
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  u8(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new RangeError('the bytes end too early')
    return value
  }

  u32(): number {
    return ((this.u8() << 24) | (this.u8() << 16) | (this.u8() << 8) | this.u8()) >>> 0
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (let i = 0; i < 8; i++) {
      const b = this.u8()
      value += (b & 127) * scale
      if (b < 128) {
        if (!Number.isSafeInteger(value)) break
        return value
      }
      scale *= 128
    }
    throw new RangeError('a number is too large')
  }

  signed(): number {
    const value = this.varint()
    return value % 2 ? -(value + 1) / 2 : value / 2
  }

  text(): string {
    const length = this.varint()
    let out = ''
    for (let i = 0; i < length; i++) out += String.fromCharCode(this.u8())
    return out
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 (as in gzip and PNG) of the first `length` bytes. */
export function crc32(bytes: Uint8Array, length = bytes.length): number {
  let c = 0xffffffff
  for (let i = 0; i < length; i++) c = TABLE[(c ^ bytes[i]!) & 255]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
