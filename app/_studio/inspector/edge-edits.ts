/** Edges set by typing a frame: the commands behind the inspector's and the table's time fields. */
import { move, trimEnd, trimStart } from '#media/core/commands/index.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { FrameNo } from '#media/core/time/tick.ts'
import type { Session } from '../session/session.ts'

/** Null when it was done, else the sentence that says why not. */
export function setStartFrame(session: Session, a: AnnotationRecord, frame: number): string | null {
  const to = session.clock.boundsOf(frame as FrameNo).start
  if (to === a.start) return null
  const result =
    a.start === a.end
      ? session.run(move, { ids: [a.id], by: to - a.start })
      : session.run(trimStart, { id: a.id, to })
  return result.ok ? null : result.message
}

/** `frame` is the last one inside. */
export function setEndFrame(session: Session, a: AnnotationRecord, frame: number): string | null {
  const to = session.clock.boundsOf(frame as FrameNo).end
  if (to === a.end) return null
  const result = session.run(trimEnd, { id: a.id, to })
  return result.ok ? null : result.message
}
