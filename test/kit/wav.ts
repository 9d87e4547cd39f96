/** Samples of a mono WAV file of 16-bit integers or 32-bit floats, for tests that need no ffmpeg. */
import fs from 'node:fs'

export interface Wav {
  readonly rate: number
  /** −1…1 */
  readonly samples: Float32Array
}

export function readWav(file: string): Wav {
  const bytes = fs.readFileSync(file)
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4)
    chunks.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length + (length % 2)
  }
  const [format, data] = [chunks.get('fmt '), chunks.get('data')]
  if (!format || !data || format.readUInt16LE(2) !== 1) throw new Error(`${file} is no mono WAV file`)
  const bits = format.readUInt16LE(14)
  const samples = new Float32Array(data.length / (bits / 8))
  for (let i = 0; i < samples.length; i++)
    samples[i] = bits === 32 ? data.readFloatLE(i * 4) : data.readInt16LE(i * 2) / 32768
  return { rate: format.readUInt32LE(4), samples }
}
