import type { Text } from '../text.ts'

export const editing: Text['editing'] = {}
