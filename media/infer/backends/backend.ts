/**
 * A way for TensorFlow.js to compute. A process uses one, from its start to its end. TensorFlow.js falls back to the
 * plain `cpu` backend with no more than a log line, so every start checks what it got.
 */
export const BACKEND_IDS = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu'] as const
export type BackendId = (typeof BACKEND_IDS)[number]

export interface BackendFacts {
  /** Versions of what computes: "tfjs 4.22.0, TensorFlow 2.21.0". */
  readonly version: string
  /** What it computes on, as the driver names it. */
  readonly device: string
  /** Threads of a CPU backend; null for a GPU. */
  readonly threads: number | null
  readonly gpu: boolean
}

export interface BackendOptions {
  /** Where `scrubline models setup-tensorflow` puts what it builds; null when there is no such folder. */
  readonly tensorflowDir: string | null
  /** Somebody asked for this very backend: a software GPU is then good enough. */
  readonly asked: boolean
}

export interface Backend {
  readonly id: BackendId
  readonly title: string
  /** Makes it the backend of this process. @throws Error with a plain reason why it cannot be used here */
  start(options: BackendOptions): Promise<BackendFacts>
  /** Before the process exits; what a driver needs. */
  stop?(): void
}

export const isBackendId = (text: string): text is BackendId =>
  (BACKEND_IDS as readonly string[]).includes(text)
