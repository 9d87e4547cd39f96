/**
 * What an open studio follows besides its document, on one stream: browsers have few connections to one server, and a
 * person may have several studios open. The same as `jobs.watch`, `assets.watchPlaces` and `labels.watch`.
 */
import { labelsVersion } from '../../labels/index.ts'
import { requireRecording, requireSignedIn } from '../../people/index.ts'
import { labelsTopic } from '../../projects/index.ts'
import { filePlaces, filesTopic, jobsOf } from '../../recordings/index.ts'
import { recordingInput } from '../inputs.ts'
import { mergeStreams } from '../merge-streams.ts'
import { authedProcedure, router } from '../trpc.ts'
import { watch } from '../watch.ts'

export const studioRouter = router({
  news: authedProcedure.input(recordingInput).subscription(async function* ({ ctx, input, signal }) {
    const { recordingId } = input
    const { projectId } = await requireRecording(ctx.actor, recordingId, 'viewer')
    const actor = async () => requireSignedIn(await ctx.freshActor())
    yield* mergeStreams({
      jobs: watch({
        topics: [`recording:${recordingId}:jobs`],
        look: async () => jobsOf(await actor(), { recordingId }),
        signal,
      }),
      places: watch({
        topics: [filesTopic(recordingId)],
        look: async () => filePlaces(await actor(), recordingId),
        signal,
      }),
      labels: watch({
        topics: [labelsTopic(projectId)],
        look: async () => labelsVersion(await actor(), projectId),
        signal,
      }),
    })
  }),
})
