import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { floatOfHalf, readSafetensors } from '#media/infer/shelf/safetensors.ts'

let folder = ''
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-safetensors-'))
})
afterAll(() => fs.rm(folder, { recursive: true, force: true }))

async function write(header: unknown, body: Uint8Array, cut = 0): Promise<string> {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  const file = path.join(folder, 'model.safetensors')
  const all = Buffer.concat([length, text, body])
  await fs.writeFile(file, all.subarray(0, all.length - cut))
  return file
}

describe('safetensors', () => {
  test('every type comes out as the number it stores', async () => {
    const body = Buffer.alloc(34)
    body.writeFloatLE(-1.5, 0)
    body.writeFloatLE(3e-8, 4)
    body.writeUInt16LE(0x3c00, 8) // 1 as half
    body.writeUInt16LE(0xc580, 10) // -5.5 as half
    body.writeUInt16LE(0x4049, 12) // 3.140625 as bfloat
    body.writeBigInt64LE(-7n, 14)
    body.writeDoubleLE(Math.PI, 22)
    body.writeInt16LE(-300, 30)
    body[32] = 1
    const file = await write(
      {
        __metadata__: { format: 'pt' },
        f: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
        h: { dtype: 'F16', shape: [1, 2], data_offsets: [8, 12] },
        b: { dtype: 'BF16', shape: [1], data_offsets: [12, 14] },
        i: { dtype: 'I64', shape: [1], data_offsets: [14, 22] },
        d: { dtype: 'F64', shape: [], data_offsets: [22, 30] },
        s: { dtype: 'I16', shape: [1], data_offsets: [30, 32] },
        o: { dtype: 'BOOL', shape: [2], data_offsets: [32, 34] },
      },
      body,
    )
    const read = await readSafetensors(file)
    const values = Object.fromEntries([...read].map(([name, { data }]) => [name, [...data]]))
    expect(values).toEqual({
      f: [-1.5, Math.fround(3e-8)],
      h: [1, -5.5],
      b: [3.140625],
      i: [-7],
      d: [Math.PI],
      s: [-300],
      o: [1, 0],
    })
    expect(read.get('h')?.shape).toEqual([1, 2])
  })

  test('halves: normal, subnormal, the largest, infinite and not a number', () => {
    expect([0x3555, 0x0001, 0x7bff, 0xfc00, 0x8000].map(floatOfHalf)).toEqual([
      0.333251953125,
      2 ** -24,
      65_504,
      Number.NEGATIVE_INFINITY,
      -0,
    ])
    expect(floatOfHalf(0x7e00)).toBeNaN()
  })

  test('a file that is cut short, damaged or something else says so by its name', async () => {
    const header = { w: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }
    await expect(readSafetensors(await write(header, new Uint8Array(16), 3))).rejects.toThrow(
      'model.safetensors is cut short',
    )
    await expect(readSafetensors(await write('{nonsense', new Uint8Array(4)))).rejects.toThrow(
      'is no safetensors file',
    )
    const wrong = { w: { dtype: 'F32', shape: [5], data_offsets: [0, 16] } }
    await expect(readSafetensors(await write(wrong, new Uint8Array(16)))).rejects.toThrow('"w"')
    const strange = { w: { dtype: 'F4', shape: [4], data_offsets: [0, 16] } }
    await expect(readSafetensors(await write(strange, new Uint8Array(16)))).rejects.toThrow('F4')
  })
})
