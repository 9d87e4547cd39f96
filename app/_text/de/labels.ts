import type { Text } from '../text.ts'

export const labels: Text['labels'] = {}
