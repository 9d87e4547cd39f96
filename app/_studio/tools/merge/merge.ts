/** Joins the selected annotations; one alone is joined with the next that touches it. */
import { merge } from '#media/core/commands/index.ts'
import type { Session } from '../../session/session.ts'

export function mergeSelected(session: Session): void {
  const ids = [...session.selection.peek()]
  const only = ids.length === 1 ? session.store.annotation(ids[0]!) : undefined
  if (only) {
    const { after } = session.store.lane(only.trackId, only.layerId).neighbours(only)
    if (after && after.start === only.end) ids.push(after.id)
  }
  const result = session.run(merge, { ids })
  if (result.ok) session.select(result.focus)
}
