/** Jobs: what is being prepared, and how far it is. */
import { z } from 'zod'
import { requireSignedIn } from '../../people/index.ts'
import { jobsOf } from '../../recordings/index.ts'
import { projectInput, recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'
import { watch } from '../watch.ts'

const of = z.union([recordingInput, projectInput])

export const jobsRouter = router({
  list: authedProcedure.input(of).query(({ ctx, input }) => jobsOf(ctx.actor, input)),
  /** The jobs of a recording, again after every step of one. */
  watch: authedProcedure.input(recordingInput).subscription(({ ctx, input, signal }) =>
    watch({
      topics: [`recording:${input.recordingId}:jobs`],
      look: async () => jobsOf(requireSignedIn(await ctx.freshActor()), input),
      signal,
    }),
  ),
})
