'use client'
/**
 * Tells zod not to try whether it may compile code: our security policy forbids it, and the mere attempt is reported as
 * a violation. Rendered by the outermost layout so that it comes before anything that reads data.
 */
import { config } from 'zod'

config({ jitless: true })

export function NoEval(): null {
  return null
}
