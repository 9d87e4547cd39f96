/** The pipelines there are. A new one is a folder here and one line. */
import type { Pipeline } from './pipeline.ts'

// biome-ignore lint/suspicious/noExplicitAny: input and output are plain data that the task behind it knows
export type AnyPipeline = Pipeline<any, any>

export const pipelines: Readonly<Record<string, () => Promise<AnyPipeline>>> = {
  'speech-detection': async () => (await import('./speech-detection/pipeline.ts')).pipeline,
  diarize: async () => (await import('./diarize/pipeline.ts')).pipeline,
  'sound-events': async () => (await import('./sound-events/pipeline.ts')).pipeline,
}
