import fs from 'node:fs'
import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { hzOf, melFilters, melOf, whisperBank } from '#media/core/sound/mel.ts'
import { sharedData } from '#test/kit/shared-data.ts'

describe('mel scales', () => {
  it('have the values of their definitions', () => {
    // Slaney: 1 kHz is mel 15; 6.4 times that frequency is 27 steps further.
    expect(melOf(1000, 'slaney')).toBeCloseTo(15, 12)
    expect(melOf(6400, 'slaney')).toBeCloseTo(42, 12)
    // HTK: 1 kHz is very near 1000 mel.
    expect(melOf(1000, 'htk')).toBeCloseTo(999.9855, 3)
    for (const scale of ['slaney', 'htk'] as const)
      for (const hz of [0, 37, 440, 999, 1001, 7999]) expect(hzOf(melOf(hz, scale), scale)).toBeCloseTo(hz, 8)
  })

  it('refuses banks beyond half the rate', () => {
    expect(() => melFilters({ ...whisperBank(80), high: 9000 })).toThrow(/9000 Hz/)
  })
})

const archive = sharedData('models/whisper-assets/mel_filters.npz')
describe.skipIf(!archive)('the filters that Whisper ships', () => {
  it.each([80, 128])('are the same with %i bands', (bands) => {
    const theirs = readNpz(fs.readFileSync(archive!), `mel_${bands}`)
    const ours = melFilters(whisperBank(bands))
    expect(ours.length).toBe(theirs.length)
    let worst = 0
    for (const [i, w] of ours.entries()) worst = Math.max(worst, Math.abs(w - theirs[i]!))
    expect(worst).toBeLessThan(1e-7)
  })
})

/** A float32 array of a NumPy archive: a zip of .npy files. */
function readNpz(zip: Buffer, name: string): Float32Array {
  // Sizes stand in the central directory; local headers of NumPy leave them to zip64 fields.
  const next = (from: number): number => zip.indexOf('PK\x01\x02', from, 'latin1')
  for (let at = next(0); at >= 0; at = next(at + 46)) {
    const method = zip.readUInt16LE(at + 10)
    const size = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const entry = zip.toString('latin1', at + 46, at + 46 + nameLength)
    if (entry !== `${name}.npy`) continue
    const local = zip.readUInt32LE(at + 42)
    const body = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(body, body + size)
    const npy = method === 8 ? zlib.inflateRawSync(packed) : packed
    const data = npy.subarray(10 + npy.readUInt16LE(8))
    return new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength))
  }
  throw new Error(`${name} is not in the archive`)
}
