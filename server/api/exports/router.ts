/** Exports: a mutation, because each is written to the audit log. */
import { z } from 'zod'
import { makeExport } from '../../exports/index.ts'
import { recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

export const exportsRouter = router({
  make: authedProcedure
    .input(recordingInput.extend({ formatId: z.string().max(40) }))
    .mutation(({ ctx, input }) => makeExport(ctx.actor, input)),
})
