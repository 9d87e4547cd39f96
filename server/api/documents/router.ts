/** Documents: the whole at once, one's changes in, everybody's changes out. */
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { diffSchema } from '#media/core/document/diff.ts'
import {
  changesSince,
  documentAtRevision,
  history,
  historyPeople,
  ownRevisions,
  push,
  type RevisionEntry,
  snapshot,
  standingOf,
} from '../../documents/index.ts'
import { requireRecording, requireSignedIn } from '../../people/index.ts'
import { revisionStream, type StreamItem } from '../../realtime/revision-stream.ts'
import { id, recordingInput } from '../inputs.ts'
import { forMany } from '../serialize-once.ts'
import { authedProcedure, router } from '../trpc.ts'

const revision = z.number().int().min(0)
const name = z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/)

interface Told {
  reset: false
  revisions: readonly RevisionEntry[]
}
const toldOf = new WeakMap<object, Told>()

/** What all listeners get of an item, the same object for the same item. */
function told(item: StreamItem & { kind: 'revisions' }): Told {
  const known = toldOf.get(item)
  if (known) return known
  const data = forMany<Told>({ reset: false, revisions: item.revisions })
  toldOf.set(item, data)
  return data
}

export const documentsRouter = router({
  /** The bytes of `encodeSnapshot`, in base64. */
  snapshot: authedProcedure.input(recordingInput).query(async ({ ctx, input }) => {
    const made = await snapshot(ctx.actor, input.recordingId)
    return { revision: made.revision, data: Buffer.from(made.data).toString('base64') }
  }),
  push: authedProcedure
    .input(
      recordingInput.extend({
        /** Whose change it is; somebody else's is not saved under the caller's name. */
        userId: id.optional(),
        baseRev: revision,
        clientId: name,
        seq: z.number().int().min(1),
        diff: diffSchema,
        sentence: z.string().min(1).max(500),
        undoes: z.string().max(200).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => push(ctx.actor, input)),
  /** Revisions after one, in order; null when a snapshot is the better way. */
  since: authedProcedure
    .input(recordingInput.extend({ after: revision }))
    .query(({ ctx, input }) => changesSince(ctx.actor, input.recordingId, input.after)),
  /** Follows the document; after a reconnection it goes on behind the last revision received. */
  changes: authedProcedure
    .input(recordingInput.extend({ after: revision, lastEventId: z.string().optional() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const { recordingId } = input
      const resumed = Number(input.lastEventId)
      const after = Number.isInteger(resumed) && resumed > input.after ? resumed : input.after
      const { projectId } = await requireRecording(ctx.actor, recordingId, 'viewer')
      const checkAccess = async () => {
        const actor = requireSignedIn(await ctx.freshActor())
        return standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
      }
      for await (const item of revisionStream({ recordingId, projectId, after, signal, checkAccess }))
        if (item.kind === 'reset') yield { reset: true as const, revisions: [] }
        else yield tracked(String(item.upTo), told(item))
    }),
  own: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => ownRevisions(ctx.actor, input.recordingId)),
  history: authedProcedure
    .input(
      recordingInput.extend({
        before: revision.optional(),
        authorId: id.optional(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .query(({ ctx, input }) => history(ctx.actor, input)),
  historyPeople: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => historyPeople(ctx.actor, input.recordingId)),
  /** The document as it was after a revision; 0 is before the first. Bytes in base64. */
  at: authedProcedure.input(recordingInput.extend({ revision })).query(async ({ ctx, input }) => {
    const then = await documentAtRevision(ctx.actor, input)
    return { ...then, data: Buffer.from(then.data).toString('base64') }
  }),
})
