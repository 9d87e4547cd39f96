/** What a press of the pointer can begin, in the order they are asked. A new tool is a folder and one line here. */
import { drawSpan } from './draw-span/draw-span.ts'
import { move } from './move/move.ts'
import { pan } from './pan/pan.ts'
import { placeEvent } from './place-event/place-event.ts'
import { roll } from './roll/roll.ts'
import { scrub } from './scrub/scrub.ts'
import { select } from './select/select.ts'
import type { Tool } from './tool.ts'
import { trim } from './trim/trim.ts'

export const TOOLS: readonly Tool[] = [pan, scrub, drawSpan, placeEvent, roll, trim, move, select]
