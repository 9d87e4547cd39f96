/** What a start does once the server answers: the address to show and the one-time link of the owner. */
import { makeSignInLink } from '#server/people/index.ts'
import { closeDb } from '#server/platform/db.ts'
import { env } from '#server/platform/env.ts'

export async function prepareFirstStart(): Promise<{ origin: string; signInUrl: string | null }> {
  try {
    const link = await makeSignInLink()
    return { origin: env().origin, signInUrl: link?.url ?? null }
  } finally {
    await closeDb()
  }
}
