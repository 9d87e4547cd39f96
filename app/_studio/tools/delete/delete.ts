/** Removes the selected annotations, with what lies inside them; undo brings all of it back. */
import { remove } from '#media/core/commands/index.ts'
import type { Session } from '../../session/session.ts'

export function deleteSelected(session: Session): void {
  const ids = [...session.selection.peek()]
  if (ids.length) session.run(remove, { ids, children: 'remove' })
}
