/** What a press of the pointer can begin, in the order they are asked. A new tool is a folder and one line here. */
import { pan } from './pan/pan.ts'
import { scrub } from './scrub/scrub.ts'
import { select } from './select/select.ts'
import type { Tool } from './tool.ts'

export const TOOLS: readonly Tool[] = [pan, scrub, select]
