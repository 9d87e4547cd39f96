/** Draws and sounds the demo recording, adopts it and writes its true labels. */
import { z } from 'zod'
import type { JobDefinition } from '../context.ts'

/** Name of the file it makes, by which pages know the demo. */
export const DEMO_FILE = 'scrubline-demo.mp4'

export const makeDemo = {
  name: 'make-demo',
  queue: 'heavy',
  title: 'Making the demo recording',
  payload: z.object({ projectId: z.string(), userId: z.string() }),
} as const satisfies JobDefinition
