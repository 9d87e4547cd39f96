/**
 * The weights of a TensorFlow Lite file: its tensors by name, 8-bit ones as the numbers they stand for. The graph is not
 * run; models whose graph we know are built from these. Source: tensorflow/lite/schema/schema.fbs and the FlatBuffers
 * binary format (flatbuffers.dev, "Internals").
 */
import fs from 'node:fs/promises'

export interface LiteTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
  /** Stored in 8 bits: kernels of TensorFlow Lite then round the other factor of a product to 8 bits, too. */
  readonly quantised: boolean
}

export class LiteError extends Error {
  override readonly name = 'LiteError'
}

/** Types of the schema that weights have here. */
const FLOAT32 = 0
const INT32 = 2
const INT8 = 9

/** @throws LiteError with a plain sentence when the file is no such file, or cut off */
export async function readLiteWeights(file: string): Promise<ReadonlyMap<string, LiteTensor>> {
  const bytes = await fs.readFile(file)
  try {
    return weightsOf(bytes)
  } catch (error) {
    if (error instanceof LiteError) throw error
    throw new LiteError(`${file} is damaged: it ends before all of its tensors.`, { cause: error })
  }
}

function weightsOf(bytes: Buffer): Map<string, LiteTensor> {
  if (bytes.length < 8 || bytes.toString('latin1', 4, 8) !== 'TFL3')
    throw new LiteError('This is not a TensorFlow Lite file: it lacks the mark "TFL3".')
  const model = new Table(bytes, bytes.readUInt32LE(0))
  const [graph] = model.tables(2)
  if (!graph) throw new LiteError('This TensorFlow Lite file holds no graph.')
  const buffers = model.tables(4)
  const weights = new Map<string, LiteTensor>()
  for (const tensor of graph.tables(0)) {
    const data = buffers[tensor.uint32(2) ?? 0]?.vector(0)
    if (!data?.length) continue
    const type = tensor.uint8(1) ?? FLOAT32
    const shape = tensor.vector(0)?.int32s() ?? []
    const numbers = numbersOf(data, type, tensor.table(4))
    if (numbers) weights.set(tensor.text(3) ?? '', { shape, data: numbers, quantised: type === INT8 })
  }
  return weights
}

function numbersOf(data: Vector, type: number, quantisation: Table | null): Float32Array | null {
  if (type === FLOAT32) return data.floats(data.length / 4)
  if (type === INT32) return Float32Array.from(data.int32s(data.length / 4))
  if (type !== INT8) return null
  const scale = quantisation?.vector(2)?.floats()
  const zero = quantisation?.vector(3)?.lowInt32s() ?? []
  if (scale?.length !== 1) throw new LiteError('This file is quantised by channel, which is not read here.')
  return Float32Array.from(data.int8s(), (v) => (v - (zero[0] ?? 0)) * scale[0]!)
}

/** A table of a FlatBuffer: fields by number, absent ones null. */
class Table {
  private readonly bytes: Buffer
  private readonly at: number
  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  private place(field: number): number | null {
    const fields = this.at - this.bytes.readInt32LE(this.at)
    const entry = 4 + 2 * field
    if (entry >= this.bytes.readUInt16LE(fields)) return null
    const offset = this.bytes.readUInt16LE(fields + entry)
    return offset === 0 ? null : this.at + offset
  }

  private follow(field: number): number | null {
    const place = this.place(field)
    return place === null ? null : place + this.bytes.readUInt32LE(place)
  }

  uint8(field: number): number | null {
    const place = this.place(field)
    return place === null ? null : this.bytes.readUInt8(place)
  }

  uint32(field: number): number | null {
    const place = this.place(field)
    return place === null ? null : this.bytes.readUInt32LE(place)
  }

  table(field: number): Table | null {
    const place = this.follow(field)
    return place === null ? null : new Table(this.bytes, place)
  }

  vector(field: number): Vector | null {
    const place = this.follow(field)
    return place === null ? null : new Vector(this.bytes, place)
  }

  tables(field: number): Table[] {
    const vector = this.vector(field)
    if (!vector) return []
    return Array.from({ length: vector.length }, (_, i) => {
      const place = vector.first + 4 * i
      return new Table(this.bytes, place + this.bytes.readUInt32LE(place))
    })
  }

  text(field: number): string | null {
    const vector = this.vector(field)
    return vector && this.bytes.toString('utf8', vector.first, vector.first + vector.length)
  }
}

class Vector {
  private readonly bytes: Buffer
  readonly first: number
  readonly length: number
  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.first = at + 4
    this.length = bytes.readUInt32LE(at)
  }

  floats(count = this.length): Float32Array {
    return Float32Array.from({ length: count }, (_, i) => this.bytes.readFloatLE(this.first + 4 * i))
  }

  int32s(count = this.length): number[] {
    return Array.from({ length: count }, (_, i) => this.bytes.readInt32LE(this.first + 4 * i))
  }

  /** Of 64-bit numbers that are small. */
  lowInt32s(): number[] {
    return Array.from({ length: this.length }, (_, i) => this.bytes.readInt32LE(this.first + 8 * i))
  }

  int8s(): Int8Array {
    // A view beyond the end would be refused by the typed array itself.
    return new Int8Array(this.bytes.buffer, this.bytes.byteOffset + this.first, this.length)
  }
}
