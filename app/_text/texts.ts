import { de } from './de/index.ts'
import { en } from './en/index.ts'
import type { Locale } from './locale.ts'
import type { Text } from './text.ts'

export const TEXTS: Readonly<Record<Locale, Text>> = { en, de }
