import type { Text } from '../text.ts'

export const signals: Text['signals'] = {}
