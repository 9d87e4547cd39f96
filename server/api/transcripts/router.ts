import { z } from 'zod'
import { alignment, beginAlignment } from '../../transcripts/index.ts'
import { id } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

const piece = z.object({
  /** Ticks on the recording's clock. */
  start: z.number().int(),
  end: z.number().int(),
  words: z.array(z.string().max(200)).min(1).max(2000),
})

export const transcriptsRouter = router({
  /** Has the worker find when words are said; `alignment` gives its answer, which changes nothing by itself. */
  align: authedProcedure
    .input(z.object({ assetId: id, pieces: z.array(piece).min(1).max(5000) }))
    .mutation(({ ctx, input }) => beginAlignment(ctx.actor, input)),
  alignment: authedProcedure
    .input(z.object({ jobId: id }))
    .query(({ ctx, input }) => alignment(ctx.actor, input.jobId)),
})
