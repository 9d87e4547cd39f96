/** Search across a project, and what is marked around a clip. */
import { z } from 'zod'
import { querySchema } from '#media/core/search/query.ts'
import { marksAround, search } from '../../search/index.ts'
import { projectInput, recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

const ticks = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

export const searchRouter = router({
  /** A mutation because it is written down, and because a long question does not fit into an address. */
  find: authedProcedure
    .input(
      projectInput.extend({
        query: querySchema,
        offset: z.number().int().min(0).max(1e7).default(0),
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .mutation(({ ctx, input }) => search(ctx.actor, input)),
  around: authedProcedure
    .input(recordingInput.extend({ start: ticks, end: ticks }))
    .query(({ ctx, input }) => marksAround(ctx.actor, input)),
})
