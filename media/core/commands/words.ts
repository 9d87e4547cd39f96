/** Words for sentences: what is in the undo menu, the log and the history. */
import { clockText } from '../document/clock-text.ts'
import type { AnnotationRecord } from '../document/records.ts'
import type { CommandState } from './command.ts'

export const nameOf = (state: CommandState, a: AnnotationRecord): string => state.labels.nameOf(a.labelId)

/** "Dissection", or "3 annotations". */
export function these(state: CommandState, annotations: readonly AnnotationRecord[]): string {
  const [first] = annotations
  return annotations.length === 1 && first ? nameOf(state, first) : `${annotations.length} annotations`
}

/** A text in quotes, cut where it is long. */
export const quote = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`
}

export { clockText }

export function speakerName(state: CommandState, id: string): string {
  const speaker = state.document.get(id)
  return speaker?.type === 'speaker' ? speaker.name : 'somebody'
}
