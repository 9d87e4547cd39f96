/** Inputs that several routers share. */
import { z } from 'zod'

export const id = z.string().min(1).max(64)
export const projectInput = z.object({ projectId: id })
export const recordingInput = z.object({ recordingId: id })
export const assetInput = z.object({ assetId: id })

/** A name people give: one line, no control characters. */
export const title = z
  .string()
  .trim()
  .transform((text) => text.replace(/\p{Cc}+/gu, ' '))
  .pipe(z.string().min(1, 'Write a name.').max(200, 'A name has at most 200 characters.'))

/** Longer text: line breaks stay, NUL goes, which the database cannot hold. */
export const prose = z
  .string()
  .max(10_000, 'This text has at most 10,000 characters.')
  .transform((text) => text.replaceAll('\0', ''))
