/** Presence: where oneself is, and where the others are. */
import { z } from 'zod'
import { standingOf } from '../../documents/index.ts'
import { requireRecording, requireSignedIn } from '../../people/index.ts'
import { leave, say, watchPresence } from '../../realtime/presence.ts'
import { id, recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

const clientId = z.string().regex(/^[0-9a-zA-Z_-]{1,64}$/)
const whereabouts = recordingInput.extend({
  clientId,
  tick: z.number().int(),
  playing: z.boolean(),
  rate: z.number().min(-100).max(100),
  trackId: id.nullable(),
  layerId: id.nullable(),
  selectionIds: z.array(id).max(50),
})

export const presenceRouter = router({
  say: authedProcedure.input(whereabouts).mutation(async ({ ctx, input: { recordingId, ...where } }) => {
    await requireRecording(ctx.actor, recordingId, 'viewer')
    say(recordingId, { ...where, userId: ctx.actor.userId, name: ctx.actor.name })
  }),
  leave: authedProcedure.input(recordingInput.extend({ clientId })).mutation(async ({ ctx, input }) => {
    await requireRecording(ctx.actor, input.recordingId, 'viewer')
    leave(input.recordingId, input.clientId, ctx.actor.userId)
  }),
  /** The others here, whenever something about them changed; `clientId` is the tab that watches. */
  watch: authedProcedure.input(recordingInput.extend({ clientId })).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const { recordingId } = input
    const { projectId } = await requireRecording(ctx.actor, recordingId, 'viewer')
    const checkAccess = async () => {
      const actor = requireSignedIn(await ctx.freshActor())
      return standingOf(actor, await requireRecording(actor, recordingId, 'viewer'))
    }
    yield* watchPresence({ recordingId, projectId, clientId: input.clientId, signal, checkAccess })
  }),
})
