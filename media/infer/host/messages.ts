/** What the inference process and the one that started it say to each other. */
import type { BackendId } from '../backends/backend.ts'
import type { ModelErrorCode } from '../model-error.ts'

export interface RunOrder {
  readonly kind: 'run'
  readonly pipeline: string
  readonly input: unknown
  readonly backend: BackendId
  /** Somebody asked for this very backend. */
  readonly asked: boolean
  readonly tensorflowDir: string | null
  readonly modelsDir: string
  /** Folder of finished parts. */
  readonly partsDir: string
  /** URL of a module that exports `pipelines`. */
  readonly registry: string
  /** Bytes of memory that the process may hold. */
  readonly memoryLimit: number
}

export interface Usage {
  /** Tensors held before the pipeline ran, and after. */
  readonly tensorsBefore: number
  readonly tensorsAfter: number
  /** Greatest memory of the process, bytes. */
  readonly peakBytes: number
  /** Milliseconds of the pipeline, without starting process and backend. */
  readonly ms: number
}

export type Said =
  | { readonly kind: 'progress'; readonly fraction: number; readonly sentence: string }
  | { readonly kind: 'done'; readonly output: unknown; readonly usage: Usage }
  | {
      readonly kind: 'failed'
      readonly code: ModelErrorCode | null
      readonly message: string
      readonly stack: string
    }
