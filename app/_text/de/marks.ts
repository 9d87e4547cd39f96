import type { Text } from '../text.ts'

export const marks: Text['marks'] = {}
