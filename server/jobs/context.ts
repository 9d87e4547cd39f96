/** What a job is and what its handler is given. A job is a folder: `definition.ts` (cheap) and `handler.ts` (lazy). */
import type { z } from 'zod'

/** `light` work makes a recording playable and must never wait behind the hours of `heavy` work, or of `models`. */
export type QueueName = 'light' | 'heavy' | 'models'

export interface JobDefinition<P extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly queue: QueueName
  /** What it does, for people: "Preparing the video". */
  readonly title: string
  readonly payload: P
}

export interface JobContext<P> {
  readonly jobId: string
  readonly assetId: string | null
  readonly payload: P
  /**
   * Runs a part of the job once: its result (plain JSON) is kept in the JobRun row, and a retry after a killed worker
   * gets the result instead of running the part again. What `fn` leaves on disk must be whole before it returns.
   */
  step<T>(name: string, fn: () => Promise<T>): Promise<T>
  /** @param fraction of the whole job, 0…1; @param sentence what is being done, for people */
  progress(fraction: number, sentence: string): void
  /** Fires when a person cancels the job or the worker has to hand it back. */
  readonly signal: AbortSignal
  /** A folder of this job under tmp/, removed when the job ends in whatever way. */
  readonly tmp: string
}

export interface JobHandler<P> {
  run(context: JobContext<P>): Promise<void>
  /** Told once when the job has failed for good or was cancelled; not when it will be retried. */
  failed?(context: JobContext<P>, problem: string, state: 'failed' | 'cancelled'): Promise<void>
}
