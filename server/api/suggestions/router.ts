/** Asking models to suggest, and how far they are. */
import { z } from 'zod'
import {
  cancelSuggestion,
  startSuggestion,
  suggestionRuns,
  suggestionTasks,
} from '../../suggestions/index.ts'
import { assetInput, id, recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

const options = z.record(
  z.string().max(100),
  z.union([z.number(), z.string().max(20_000), z.boolean(), z.null()]),
)

export const suggestionsRouter = router({
  tasks: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => suggestionTasks(ctx.actor, input.recordingId)),
  /** What was asked lately, and how far it is. */
  runs: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => suggestionRuns(ctx.actor, input.recordingId)),
  cancel: authedProcedure
    .input(z.object({ jobId: id }))
    .mutation(({ ctx, input }) => cancelSuggestion(ctx.actor, input.jobId)),
  start: authedProcedure
    .input(
      assetInput.extend({
        stream: z.number().int().min(0).max(1000).default(0),
        task: z.string().max(100),
        model: id.nullable(),
        options: options.default({}),
      }),
    )
    .mutation(({ ctx, input }) => startSuggestion(ctx.actor, input)),
})
