/** Real sample files beside the checkout, for tests that want them; absent on most machines, and tests then say so and skip. */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root =
  process.env.SCRUBLINE_SHARED_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** Absolute path of a sample, or null when the samples are not on this machine. */
export function sharedData(relative: string): string | null {
  const file = path.join(root, relative)
  return fs.existsSync(file) ? file : null
}

export const hasSharedData = fs.existsSync(root)
export const WITHOUT_SAMPLES = 'the sample files are not on this machine'
