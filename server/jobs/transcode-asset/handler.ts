import { PlainError } from '#server/platform/errors.ts'
import type { JobHandler } from '../context.ts'

export const handler: JobHandler<unknown> = {
  async run() {
    throw new PlainError('unavailable', 'This kind of work is not available yet.')
  },
}
