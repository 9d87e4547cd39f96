/** The tools, a folder each. A new one is a folder and one line here. */
import { Adjudicator } from './adjudicate/adjudicator.ts'
import { AttributeMode } from './attributes/attribute-mode.ts'
import { carryOut } from './bulk/change-plan.ts'
import { Clipboard } from './clipboard/clipboard.ts'
import { deleteSelected } from './delete/delete.ts'
import { drawInside } from './draw-inside/draw-inside.ts'
import { drawSpan } from './draw-span/draw-span.ts'
import { drawTrace } from './draw-trace/draw-trace.ts'
import { LabelKeyer } from './label-keys/label-keyer.ts'
import { mergeSelected } from './merge/merge.ts'
import { move } from './move/move.ts'
import { Nudger } from './nudge/nudger.ts'
import { pan } from './pan/pan.ts'
import { pin } from './pin/pin.ts'
import { placeEvent } from './place-event/place-event.ts'
import { relabelSelected } from './relabel/relabel.ts'
import { ripple } from './ripple/ripple.ts'
import { roll } from './roll/roll.ts'
import { scrub } from './scrub/scrub.ts'
import { select } from './select/select.ts'
import { splitAtPlayhead } from './split/split.ts'
import { stretch } from './stretch/stretch.ts'
import type { Tool } from './tool.ts'
import { trim } from './trim/trim.ts'

/** What a press of the pointer can begin, in the order they are asked. */
export const TOOLS: readonly Tool[] = [
  pan,
  pin,
  scrub,
  stretch,
  drawTrace,
  drawInside,
  drawSpan,
  placeEvent,
  ripple,
  roll,
  trim,
  move,
  select,
]

/** What is done at once, by key or button. */
export const ACTIONS = {
  adjudicate: Adjudicator,
  attributes: AttributeMode,
  bulk: carryOut,
  clipboard: Clipboard,
  delete: deleteSelected,
  'label-keys': LabelKeyer,
  merge: mergeSelected,
  nudge: Nudger,
  relabel: relabelSelected,
  split: splitAtPlayhead,
} as const
