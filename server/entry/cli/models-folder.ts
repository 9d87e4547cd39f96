/** What commands about models have in common: they need the folder and no database, and models say what is wrong with them. */
import { ModelError } from '#media/infer/model-error.ts'
import { refreshEnv } from '#server/platform/env.ts'
import { PlainError } from '#server/platform/errors.ts'

export async function withModels<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  process.env.SCRUBLINE_DATA = dataDir
  refreshEnv()
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    throw new PlainError(error.code === 'missing' ? 'not-found' : 'unsupported', error.message, {
      cause: error,
    })
  }
}
