/**
 * Runs a pipeline in a process of its own and waits for its result. Computing blocks the event loop of whoever does it,
 * and native code can crash: neither reaches the process that asks. Loads no TensorFlow itself.
 */
import { fork } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import type { BackendId } from '../backends/backend.ts'
import { childEnvironment } from '../backends/probe.ts'
import { ModelError } from '../model-error.ts'
import type { RunOrder, Said, Usage } from './messages.ts'

export interface HostOptions {
  readonly backend: { readonly id: BackendId; readonly asked: boolean }
  readonly tensorflowDir: string | null
  readonly modelsDir: string
  /** Folder for finished parts; its owner removes it. */
  readonly partsDir: string
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number, sentence: string) => void
  /** Bytes of memory that the process may hold; three quarters of the machine's when left out. */
  readonly memoryLimit?: number
  /** URL of a module with other pipelines than the product's. */
  readonly registry?: string
}

export interface HostResult<O> {
  readonly output: O
  readonly usage: Usage
}

const STANDARD = new URL('../pipelines/index.ts', import.meta.url).href

/** @throws ModelError with a plain sentence; the signal's reason when it was ended by the signal */
export function runPipeline<O>(
  pipeline: string,
  input: unknown,
  options: HostOptions,
): Promise<HostResult<O>> {
  options.signal?.throwIfAborted()
  const memoryLimit = options.memoryLimit ?? allowedBytes()
  const order: RunOrder = {
    ...{ kind: 'run', pipeline, input, backend: options.backend.id, asked: options.backend.asked },
    ...{ tensorflowDir: options.tensorflowDir, modelsDir: options.modelsDir, partsDir: options.partsDir },
    ...{ registry: options.registry ?? STANDARD, memoryLimit },
  }
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
      env: childEnvironment(),
      // Weights and tensors live outside the heap; what is inside it is plain data.
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        `--max-old-space-size=${Math.floor(Math.max(512, memoryLimit / 2 ** 20 / 2))}`,
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let heard = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      heard = (heard + chunk).slice(-4000)
    })
    let last: Extract<Said, { kind: 'done' | 'failed' }> | null = null
    child.on('message', (message) => {
      const said = message as Said
      if (said.kind === 'progress') options.onProgress?.(said.fraction, said.sentence)
      else last ??= said
    })
    // Computing cannot be asked to stop; finished parts are whole on disk.
    const abort = (): void => void child.kill('SIGKILL')
    options.signal?.addEventListener('abort', abort, { once: true })
    const settle = (act: () => void): void => {
      options.signal?.removeEventListener('abort', abort)
      act()
    }
    child.on('error', (cause) =>
      settle(() =>
        reject(new ModelError('failed', 'The program that computes could not be started.', { cause })),
      ),
    )
    child.on('exit', (code, by) =>
      settle(() => {
        if (options.signal?.aborted) reject(options.signal.reason)
        else if (last?.kind === 'done') resolve({ output: last.output as O, usage: last.usage })
        else reject(last ? failure(last) : crash(code, by, heard))
      }),
    )
    child.send(order, (error) => {
      if (error) child.kill('SIGKILL')
    })
  })
}

/** Three quarters of what this machine or container has. */
function allowedBytes(): number {
  const contained = process.constrainedMemory()
  const total = os.totalmem()
  return 0.75 * (contained > 0 && contained < total ? contained : total)
}

function failure({ code, message, stack }: Extract<Said, { kind: 'failed' }>): ModelError {
  if (code) return new ModelError(code, message)
  return new ModelError('failed', 'The model failed while it computed. The log says more.', {
    cause: new Error(`${message}\n${stack}`),
  })
}

function crash(code: number | null, by: NodeJS.Signals | null, heard: string): ModelError {
  const cause = new Error(`the inference process ended with ${by ?? code}: ${heard.trim()}`)
  if (by === 'SIGKILL' || /heap out of memory/i.test(heard))
    return new ModelError(
      'memory',
      'The system ended the program that computes, most often because memory ran out. Choose a smaller model, or close other programs and try again.',
      { cause },
    )
  return new ModelError(
    'failed',
    'The program that computes crashed, most often in a graphics driver. Try again; SCRUBLINE_TFJS_BACKEND=wasm does without the driver.',
    { cause },
  )
}
