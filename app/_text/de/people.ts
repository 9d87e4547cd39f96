import type { Text } from '../text.ts'

export const people: Text['people'] = {}
