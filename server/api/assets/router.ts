/** Files of recordings. */
import { z } from 'zod'
import { assetOf, cancelAsset, retryFile, setOffset, showStream } from '../../recordings/index.ts'
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
  /** Another of the file's video streams, counted from 0. */
  showStream: authedProcedure
    .input(assetInput.extend({ video: z.number().int().min(0).max(1000) }))
    .mutation(({ ctx, input }) => showStream(ctx.actor, input)),
  cancel: authedProcedure
    .input(assetInput)
    .mutation(({ ctx, input }) => cancelAsset(ctx.actor, input.assetId)),
})
