import type { Text } from '../text.ts'

export const cameras: Text['cameras'] = {}
