import { notFound } from 'next/navigation'

/** What does not exist and what may not be seen look the same. */
export function hidden(error: unknown): never {
  // By name: the bundle of pages holds its own copy of the class.
  if (error instanceof Error && error.name === 'PlainError' && 'code' in error)
    if (error.code === 'not-found' || error.code === 'not-allowed') notFound()
  throw error
}
