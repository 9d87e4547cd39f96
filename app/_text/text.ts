/** The shape of all texts: English is the measure. Numbers and names go in by functions. */
import type { en } from './en/index.ts'

export type Text = typeof en
