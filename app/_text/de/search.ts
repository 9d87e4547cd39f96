import type { Text } from '../text.ts'

export const search: Text['search'] = {}
