/** Files of recordings. */
import { z } from 'zod'
import { assetOf, cancelAsset, retryFile, setOffset } from '../../recordings/index.ts'
import { assetInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

/** A week either way, in ticks. */
const FARTHEST = 7 * 86_400 * 705_600_000

export const assetsRouter = router({
  get: authedProcedure.input(assetInput).query(({ ctx, input }) => assetOf(ctx.actor, input.assetId)),
  setOffset: authedProcedure
    .input(assetInput.extend({ offset: z.number().int().min(-FARTHEST).max(FARTHEST) }))
    .mutation(({ ctx, input }) => setOffset(ctx.actor, input)),
  retry: authedProcedure.input(assetInput).mutation(({ ctx, input }) => retryFile(ctx.actor, input.assetId)),
  cancel: authedProcedure
    .input(assetInput)
    .mutation(({ ctx, input }) => cancelAsset(ctx.actor, input.assetId)),
})
