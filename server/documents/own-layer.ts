/** The layer that an annotator gets in a project where each works in their own: made when they first open the document. */
import { EMPTY_DIFF } from '#media/core/document/diff.ts'
import type { LayerRecord } from '#media/core/document/records.ts'
import { ownLayerId } from '#media/core/document/standing.ts'
import type { Actor, RecordingAccess } from '../people/index.ts'
import { db } from '../platform/db.ts'
import { changeOnServer } from './change-document.ts'
import { getsOwnLayer, standingOf } from './sight.ts'

export async function ensureOwnLayer(
  actor: Actor,
  access: RecordingAccess,
  recordingId: string,
): Promise<void> {
  if (!getsOwnLayer(standingOf(actor, access))) return
  const { userId, name } = actor
  if (await db().layer.findFirst({ where: { recordingId, ownerId: userId }, select: { id: true } })) return
  const recording = await db().recording.findUnique({ where: { id: recordingId }, select: { stage: true } })
  if (recording?.stage === 'complete') return
  const layer: LayerRecord = {
    type: 'layer',
    id: ownLayerId(userId),
    name: name.slice(0, 200) || 'Mine',
    kind: 'people',
    ownerId: userId,
    locked: false,
    model: null,
  }
  // Nobody's change: it is not undone by the one it is for.
  await changeOnServer(access.projectId, {
    recordingId,
    userId: null,
    role: null,
    diff: { ...EMPTY_DIFF, added: { [layer.id]: layer } },
    sentence: `Made the layer ${layer.name}`,
  })
}
