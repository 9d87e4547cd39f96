/** Handlers by job name, loaded when first needed: only the worker ever holds ffmpeg and its kin. */
import type { JobHandler } from './context.ts'
import type { JobName } from './index.ts'

// biome-ignore lint/suspicious/noExplicitAny: each handler's payload is checked by its definition before it is called
type AnyHandler = JobHandler<any>

export const handlers: Record<JobName, () => Promise<AnyHandler>> = {
  'ingest-asset': async () => (await import('./ingest-asset/handler.ts')).handler,
  'transcode-asset': async () => (await import('./transcode-asset/handler.ts')).handler,
  'make-demo': async () => (await import('./make-demo/handler.ts')).handler,
  'align-words': async () => (await import('./align-words/handler.ts')).handler,
  'match-sound': async () => (await import('./match-sound/handler.ts')).handler,
  suggest: async () => (await import('./suggest/handler.ts')).handler,
}
