/** Files of recordings. */
import { z } from 'zod'
import { signalSettingsSchema } from '#media/core/signal/settings.ts'
import { requireSignedIn } from '../../people/index.ts'
import {
  assetOf,
  beginSoundMatch,
  cancelAsset,
  chooseMain,
  filePlaces,
  filesTopic,
  placeFile,
  readSignalAs,
  retryFile,
  showStream,
  soundMatch,
} from '../../recordings/index.ts'
import { assetInput, id, recordingInput } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'
import { watch } from '../watch.ts'

/** What people call a camera; empty for the file's name. */
const fileTitle = z
  .string()
  .trim()
  .max(200, 'A name has at most 200 characters.')
  .transform((text) => text.replace(/\p{Cc}+/gu, ' '))

export const assetsRouter = router({
  get: authedProcedure.input(assetInput).query(({ ctx, input }) => assetOf(ctx.actor, input.assetId)),
  /** Offset in ticks, rate, name; what is left out stays. */
  place: authedProcedure
    .input(
      assetInput.extend({
        offset: z.number().optional(),
        rate: z.number().optional(),
        title: fileTitle.optional(),
      }),
    )
    .mutation(({ ctx, input }) => placeFile(ctx.actor, input)),
  chooseMain: authedProcedure
    .input(assetInput)
    .mutation(({ ctx, input }) => chooseMain(ctx.actor, input.assetId)),
  /** Has the worker find how far the sounds of two files lie apart; `soundMatch` gives its answer. */
  matchSound: authedProcedure
    .input(assetInput.extend({ withAssetId: id }))
    .mutation(({ ctx, input }) => beginSoundMatch(ctx.actor, input)),
  soundMatch: authedProcedure
    .input(z.object({ jobId: id }))
    .query(({ ctx, input }) => soundMatch(ctx.actor, input.jobId)),
  /** Places, names and roles of a recording's files, again after every change of one. */
  watchPlaces: authedProcedure.input(recordingInput).subscription(({ ctx, input, signal }) =>
    watch({
      topics: [filesTopic(input.recordingId)],
      look: async () => filePlaces(requireSignedIn(await ctx.freshActor()), input.recordingId),
      signal,
    }),
  ),
  retry: authedProcedure.input(assetInput).mutation(({ ctx, input }) => retryFile(ctx.actor, input.assetId)),
  /** Another of the file's video streams, counted from 0. */
  showStream: authedProcedure
    .input(assetInput.extend({ video: z.number().int().min(0).max(1000) }))
    .mutation(({ ctx, input }) => showStream(ctx.actor, input)),
  /** Reads a file of samples again: delimiter, time, rate, channels. */
  readSignalAs: authedProcedure
    .input(assetInput.extend({ settings: signalSettingsSchema }))
    .mutation(({ ctx, input }) => readSignalAs(ctx.actor, input)),
  cancel: authedProcedure
    .input(assetInput)
    .mutation(({ ctx, input }) => cancelAsset(ctx.actor, input.assetId)),
})
