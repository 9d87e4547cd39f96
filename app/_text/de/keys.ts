import type { Text } from '../text.ts'

export const keys: Text['keys'] = {}
