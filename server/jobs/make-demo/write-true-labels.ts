/** The true labels go into the document as any import does: one change, in the log, undoable by deleting. */
import type { Diff } from '#media/core/document/diff.ts'
import { newId } from '#media/core/document/ids.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type TrueLabel, trueLabels } from '#server/demo/index.ts'
import { changeOnServer, SHARED_LAYER_ID } from '#server/documents/index.ts'
import { db } from '#server/platform/db.ts'

/** @returns how many there are; a repeated attempt finds its own and adds nothing. */
export async function writeTrueLabels(
  projectId: string,
  recordingId: string,
  index: FrameIndex,
): Promise<number> {
  const there = await db().annotation.count({ where: { recordingId } })
  if (there > 0) return there
  const records = trueLabels().map((label) => annotationOf(label, index))
  const diff: Diff = { added: Object.fromEntries(records.map((r) => [r.id, r])), updated: {}, removed: {} }
  const sentence = 'Wrote down what was drawn'
  await changeOnServer(projectId, { recordingId, userId: null, role: null, diff, sentence })
  return records.length
}

/** The shown frame is inside: an interval ends where its last frame ends; a moment is its frame's start. */
function annotationOf(label: TrueLabel, index: FrameIndex): AnnotationRecord {
  const moment = label.track === 'moment'
  return {
    type: 'annotation',
    id: newId(),
    trackId: label.track,
    layerId: SHARED_LAYER_ID,
    labelId: label.label,
    start: index.tickOf(label.first),
    end: moment ? index.tickOf(label.first) : index.endOf(label.last),
    attributes: { ...label.attributes },
    note: label.note ?? '',
    authorId: null,
    confidence: null,
    origin: 'import:demo',
    speakerId: null,
    speech: null,
  }
}
