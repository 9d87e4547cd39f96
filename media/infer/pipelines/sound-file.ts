/** Reading the samples of a SoundInput window by window; never all of them unless asked for. */
import fs from 'node:fs/promises'
import { TICKS_PER_SECOND, type Tick, tick } from '../../core/time/tick.ts'
import type { SoundInput } from './pipeline.ts'

export class SoundFile implements AsyncDisposable {
  readonly rate: number
  /** Samples there are. */
  readonly length: number
  private readonly handle: fs.FileHandle
  private readonly start: Tick

  private constructor(input: SoundInput, handle: fs.FileHandle, length: number) {
    this.rate = input.rate
    this.start = input.start
    this.handle = handle
    this.length = length
  }

  static async open(input: SoundInput): Promise<SoundFile> {
    const handle = await fs.open(input.samples, 'r')
    return new SoundFile(input, handle, Math.floor((await handle.stat()).size / 4))
  }

  get seconds(): number {
    return this.length / this.rate
  }

  /** Samples [from, to); silence outside the file. */
  async read(from = 0, to = this.length): Promise<Float32Array<ArrayBuffer>> {
    const out = new Float32Array(Math.max(0, to - from))
    const first = Math.max(0, from)
    const last = Math.min(this.length, to)
    if (first >= last) return out
    const bytes = new Uint8Array(out.buffer, (first - from) * 4, (last - first) * 4)
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await this.handle.read(bytes, done, bytes.length - done, first * 4 + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return out
  }

  /** The moment of a sample, which may lie between two, on the recording's clock. */
  tickAt(sample: number): Tick {
    return tick(this.start + Math.round((sample / this.rate) * TICKS_PER_SECOND))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.handle.close()
  }
}
