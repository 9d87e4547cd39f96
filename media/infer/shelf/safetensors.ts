/**
 * Weights as safetensors: eight bytes of length, a JSON header of names, types, shapes and byte ranges, then the numbers,
 * little-endian. Source: the format's own description, huggingface/safetensors README. Tensors are read one by one, so
 * that a large file never lies in memory twice. Half and bfloat numbers come out as 32-bit floats, which hold them exactly.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { ModelError } from '../model-error.ts'

export type SafetensorsType =
  | 'F64'
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'I64'
  | 'I32'
  | 'I16'
  | 'I8'
  | 'U64'
  | 'U32'
  | 'U16'
  | 'U8'
  | 'BOOL'

export interface SafeTensor {
  /** As stored. */
  readonly dtype: SafetensorsType
  readonly shape: readonly number[]
  /** Row by row. Float32Array for floats of up to 32 bits, Float64Array for F64, 64-bit integers as numbers in one. */
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array
}

const BYTES: Readonly<Record<SafetensorsType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
}

/** The header may not be larger than the format allows. */
const MAX_HEADER = 100_000_000

export class SafetensorsError extends ModelError {
  constructor(message: string) {
    super('broken', message)
    this.name = 'SafetensorsError'
  }
}

interface Entry {
  readonly dtype: SafetensorsType
  readonly shape: readonly number[]
  readonly from: number
  readonly to: number
}

/** A file that is open for reading; close it when done. */
export class SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>
  private readonly entries: ReadonlyMap<string, Entry>
  private readonly handle: fs.FileHandle
  private readonly title: string

  private constructor(
    handle: fs.FileHandle,
    title: string,
    entries: ReadonlyMap<string, Entry>,
    metadata: Readonly<Record<string, string>>,
  ) {
    this.handle = handle
    this.title = title
    this.entries = entries
    this.metadata = metadata
  }

  /** @throws SafetensorsError when the file is cut short or its header makes no sense */
  static async open(file: string): Promise<SafetensorsFile> {
    const title = path.basename(file)
    const handle = await fs.open(file)
    try {
      const { size } = await handle.stat()
      const head = await readExactly(handle, 0, 8, title)
      const length = Number(head.readBigUInt64LE())
      if (length > MAX_HEADER || 8 + length > size)
        throw new SafetensorsError(`${title} is no safetensors file, or it is cut short. Fetch it again.`)
      const text = (await readExactly(handle, 8, length, title)).toString('utf8')
      const { entries, metadata } = parseHeader(text, size - 8 - length, 8 + length, title)
      return new SafetensorsFile(handle, title, entries, metadata)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  get names(): string[] {
    return [...this.entries.keys()]
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  shapeOf(name: string): readonly number[] | null {
    return this.entries.get(name)?.shape ?? null
  }

  /** @throws SafetensorsError when there is no such tensor */
  async read(name: string): Promise<SafeTensor> {
    const entry = this.entries.get(name)
    if (!entry) throw new SafetensorsError(`${this.title} has no tensor "${name}".`)
    const bytes = await readExactly(this.handle, entry.from, entry.to - entry.from, this.title)
    return { dtype: entry.dtype, shape: entry.shape, data: numbersOf(entry.dtype, bytes) }
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** Every tensor of a file by its name. */
export async function readSafetensors(file: string): Promise<Map<string, SafeTensor>> {
  const open = await SafetensorsFile.open(file)
  try {
    const tensors = new Map<string, SafeTensor>()
    for (const name of open.names) tensors.set(name, await open.read(name))
    return tensors
  } finally {
    await open.close()
  }
}

async function readExactly(
  handle: fs.FileHandle,
  from: number,
  length: number,
  title: string,
): Promise<Buffer> {
  // An own block of memory: the numbers are read where they lie, which wants them aligned.
  const buffer = Buffer.from(new ArrayBuffer(length))
  let done = 0
  while (done < length) {
    // The system reads at most two gigabytes at once.
    const { bytesRead } = await handle.read(buffer, done, Math.min(length - done, 2 ** 30), from + done)
    if (bytesRead === 0) throw new SafetensorsError(`${title} is cut short. Fetch it again.`)
    done += bytesRead
  }
  return buffer
}

function parseHeader(text: string, room: number, offset: number, title: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new SafetensorsError(`${title} is no safetensors file: its header cannot be read.`)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new SafetensorsError(`${title} is no safetensors file: its header cannot be read.`)
  const entries = new Map<string, Entry>()
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(json as Record<string, unknown>)) {
    if (name === '__metadata__') {
      metadata = value as Record<string, string>
      continue
    }
    const { dtype, shape, data_offsets: range } = value as Record<string, unknown>
    const bytes = BYTES[dtype as SafetensorsType]
    if (!bytes) throw new SafetensorsError(`${title}: "${name}" is of a type that is not known: ${dtype}.`)
    const whole = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0
    if (!Array.isArray(shape) || !shape.every(whole) || !Array.isArray(range) || !range.every(whole))
      throw new SafetensorsError(`${title}: the header of "${name}" makes no sense.`)
    const [from, to] = range as number[]
    const size = (shape as number[]).reduce((n, s) => n * s, 1) * bytes
    if (from === undefined || to === undefined || to - from !== size || to > room)
      throw new SafetensorsError(`${title} is cut short or damaged at "${name}". Fetch it again.`)
    entries.set(name, { dtype: dtype as SafetensorsType, shape, from: offset + from, to: offset + to })
  }
  return { entries, metadata }
}

function numbersOf(dtype: SafetensorsType, bytes: Buffer): SafeTensor['data'] {
  const { buffer, byteOffset, byteLength } = bytes
  const n = byteLength / BYTES[dtype]
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer, byteOffset, n)
    case 'F64':
      return new Float64Array(buffer, byteOffset, n)
    case 'F16':
      return floatsOfHalves(new Uint16Array(buffer, byteOffset, n))
    case 'BF16':
      return floatsOfBfloats(new Uint16Array(buffer, byteOffset, n))
    case 'I64':
      return Float64Array.from(new BigInt64Array(buffer, byteOffset, n), Number)
    case 'U64':
      return Float64Array.from(new BigUint64Array(buffer, byteOffset, n), Number)
    case 'U32':
      return Float64Array.from(new Uint32Array(buffer, byteOffset, n))
    case 'I32':
      return new Int32Array(buffer, byteOffset, n)
    case 'I16':
      return Int32Array.from(new Int16Array(buffer, byteOffset, n))
    case 'U16':
      return Int32Array.from(new Uint16Array(buffer, byteOffset, n))
    case 'I8':
      return Int32Array.from(new Int8Array(buffer, byteOffset, n))
    default:
      return new Uint8Array(buffer, byteOffset, n)
  }
}

let halves: Float32Array | null = null

/** IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. */
export function floatOfHalf(h: number): number {
  const sign = h & 0x8000 ? -1 : 1
  const exponent = (h >> 10) & 0x1f
  const fraction = h & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function floatsOfHalves(source: Uint16Array): Float32Array {
  halves ??= Float32Array.from({ length: 65_536 }, (_, h) => floatOfHalf(h))
  const out = new Float32Array(source.length)
  for (let i = 0; i < source.length; i++) out[i] = halves[source[i]!]!
  return out
}

/** The upper half of a 32-bit float. */
function floatsOfBfloats(source: Uint16Array): Float32Array {
  const bits = new Uint32Array(source.length)
  for (let i = 0; i < source.length; i++) bits[i] = source[i]! << 16
  return new Float32Array(bits.buffer)
}
