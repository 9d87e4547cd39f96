/** Cuts in two what lies under the playhead: the selected ones, else the one on the active track. */
import { split } from '#media/core/commands/index.ts'
import { currentText } from '../../../_text/current-text.ts'
import type { Session } from '../../session/session.ts'
import { shownFrame } from '../shown-frame.ts'

export function splitAtPlayhead(session: Session): void {
  const at = shownFrame(session).start
  const selected = [...session.selection.peek()]
    .map((id) => session.store.annotation(id))
    .filter((a) => a !== undefined && a.start < at && at < a.end)
  const trackId = session.activeTrackId.peek()
  const below = trackId
    ? session.store
        .lane(trackId, session.activeLayerId.peek())
        .at(at)
        .filter((a) => a.start < at)
    : []
  const target = selected[0] ?? below.at(-1)
  if (!target) {
    session.tell('refused', currentText().editing.cannot.split)
    return
  }
  const result = session.run(split, { id: target.id, at })
  if (result.ok) session.select(result.focus.slice(-1))
}
