/** Gives the selected annotations another label. Returns whether it was done. */
import { relabel } from '#media/core/commands/index.ts'
import type { Session } from '../../session/session.ts'

export function relabelSelected(session: Session, labelId: string): boolean {
  const ids = [...session.selection.peek()]
  return ids.length > 0 && session.run(relabel, { ids, labelId }).ok
}
