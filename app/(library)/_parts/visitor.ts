/** Who looks at a page, asked on the server; pages of the house send strangers to the door and remember where to. */
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { actorFromHeaders, type SignedIn } from '#server/people/index.ts'

export async function visitor(): Promise<SignedIn | null> {
  return actorFromHeaders(await headers())
}

export async function requireVisitor(path: string): Promise<SignedIn> {
  const actor = await visitor()
  if (!actor) redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
  return actor
}

/** What does not exist, or may not be seen, is the same not-found page; everything else is an error page. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    // By name: the bundle of pages holds its own copy of the class.
    if (error instanceof Error && error.name === 'PlainError' && 'code' in error) {
      if (error.code === 'not-found' || error.code === 'not-allowed') notFound()
    }
    throw error
  }
}

/** Only paths of this house: never another site, never a scheme. */
export function safePath(next: string | string[] | undefined): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(next)) return '/'
  return next.startsWith('/sign-in') || next.startsWith('/api/') ? '/' : next
}
