/**
 * The inference process: takes one order, runs one pipeline, answers, and ends. It yields to everything else on the
 * machine, ends when the process that started it is gone, and gives up before it takes all memory.
 */
import os from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '../backends/start.ts'
import { ModelError } from '../model-error.ts'
import type { AnyPipeline } from '../pipelines/index.ts'
import type { PipelineContext } from '../pipelines/pipeline.ts'
import { openModel } from '../shelf/index.ts'
import type { RunOrder, Said, Usage } from './messages.ts'
import { Parts } from './parts.ts'

const PRIORITY = 10
/** Least time between two reports of progress. */
const PACE_MS = 200
const MEMORY_EVERY_MS = 500

try {
  os.setPriority(PRIORITY)
} catch {
  // Not allowed here; the work is done all the same.
}
const ended = new AbortController()
process.on('disconnect', () => {
  ended.abort()
  process.exit(0)
})
process.once('message', (order) => void obey(order as RunOrder))

async function obey(order: RunOrder): Promise<void> {
  let peakBytes = 0
  const measure = (): void => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
    if (peakBytes > order.memoryLimit)
      fail(
        new ModelError(
          'memory',
          `This needs more memory than it may take (${gigabytes(order.memoryLimit)}). Choose a smaller model, or close other programs and try again.`,
        ),
      )
  }
  const watch = setInterval(measure, MEMORY_EVERY_MS)
  try {
    const { registry, pipeline, backend, asked, tensorflowDir } = order
    const { pipelines } = (await import(registry)) as {
      pipelines: Readonly<Record<string, () => Promise<AnyPipeline>>>
    }
    const make = Object.hasOwn(pipelines, pipeline) ? pipelines[pipeline] : undefined
    if (!make)
      throw new ModelError('unsupported', `This version of Scrubline does not know how to run "${pipeline}".`)
    const started = await startBackend(backend, { tensorflowDir, asked })
    const made = await make()
    const tensorsBefore = tf.memory().numTensors
    const began = performance.now()
    const output = await made.run(order.input, contextOf(order, measure))
    const ms = performance.now() - began
    measure()
    const usage: Usage = { tensorsBefore, tensorsAfter: tf.memory().numTensors, peakBytes, ms }
    say({ kind: 'done', output, usage }, started.stop)
  } catch (error) {
    fail(error)
  } finally {
    clearInterval(watch)
  }
}

function contextOf(order: RunOrder, measure: () => void): PipelineContext {
  const parts = new Parts(order.partsDir)
  let said = 0
  return {
    signal: ended.signal,
    progress(fraction, sentence) {
      const now = performance.now()
      if (now - said < PACE_MS && fraction < 1) return
      said = now
      process.send?.({ kind: 'progress', fraction, sentence } satisfies Said)
    },
    part: async (key, make) => {
      ended.signal.throwIfAborted()
      const value = await parts.part(key, make)
      measure()
      // Computing can leave no room for anything else: here the loop gets to hear that it should end.
      await new Promise((done) => setImmediate(done))
      return value
    },
    models: { open: (id) => openModel(order.modelsDir, id) },
  }
}

function fail(error: unknown): void {
  const { message, stack } = error as Error
  const code = error instanceof ModelError ? error.code : null
  say({ kind: 'failed', code, message: String(message ?? error), stack: String(stack ?? '') })
}

function say(message: Said, before?: () => void): void {
  process.send?.(message, () => {
    before?.()
    process.exit(0)
  })
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
