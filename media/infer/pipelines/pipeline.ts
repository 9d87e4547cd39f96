/**
 * From what was recorded to a result in plain data. A pipeline runs in the inference process with a backend set; it
 * leaves as many tensors as it found, asks `signal` between parts, and gives what took long to `part`.
 */
import type { Tick } from '../../core/time/tick.ts'
import type { ModelFolder } from '../shelf/index.ts'

export interface Pipeline<I, O> {
  readonly id: string
  /** @throws ModelError with a plain sentence */
  run(input: I, context: PipelineContext): Promise<O>
}

export interface PipelineContext {
  readonly signal: AbortSignal
  /** @param fraction of the whole run, 0…1; @param sentence what is being done, for people */
  progress(fraction: number, sentence: string): void
  /**
   * A finished part of the work, on disk before the next begins: on a retry after a kill the same key gives it back
   * without making it again. Values are plain data and typed arrays.
   */
  part<T>(key: string, make: () => Promise<T>): Promise<T>
  readonly models: {
    /** @throws ModelError when it is not on the shelf */
    open(id: string): Promise<ModelFolder>
  }
}

/** The sound of a file, one channel, in a file of its own: an hour of it is too much to hand over. */
export interface SoundInput {
  /** Path of single floats, little-endian, -1…1. */
  readonly samples: string
  /** Samples a second of the recording's clock. */
  readonly rate: number
  /** When sample 0 is heard, on the recording's clock. */
  readonly start: Tick
}
