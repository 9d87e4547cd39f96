/** Recordings: the library's rows, one opened recording, and changes of its own facts. */
import { z } from 'zod'
import {
  createRecording,
  getRecording,
  listRecordings,
  removeForever,
  removeRecording,
  renameRecording,
  restoreRecording,
  STAGES,
  setStage,
  trackRibbons,
} from '../../recordings/index.ts'
import { uploadsOf } from '../../uploads/index.ts'
import { projectInput, prose, recordingInput, title } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

export const recordingsRouter = router({
  list: authedProcedure
    .input(projectInput.extend({ deleted: z.boolean().optional() }))
    .query(({ ctx, input }) => listRecordings(ctx.actor, input)),
  /** Uploads of the project that are not finished, yours and others'. */
  uploads: authedProcedure
    .input(projectInput)
    .query(({ ctx, input }) => uploadsOf(ctx.actor, input.projectId)),
  get: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => getRecording(ctx.actor, input.recordingId)),
  /** Its tracks as ribbons. */
  tracks: authedProcedure
    .input(recordingInput)
    .query(({ ctx, input }) => trackRibbons(ctx.actor, input.recordingId)),
  create: authedProcedure
    .input(projectInput.extend({ name: title }))
    .mutation(({ ctx, input }) => createRecording(ctx.actor, input)),
  rename: authedProcedure
    .input(recordingInput.extend({ name: title.optional(), note: prose.optional() }))
    .mutation(({ ctx, input }) => renameRecording(ctx.actor, input)),
  setStage: authedProcedure
    .input(recordingInput.extend({ stage: z.enum(STAGES) }))
    .mutation(({ ctx, input }) => setStage(ctx.actor, input)),
  remove: authedProcedure
    .input(recordingInput)
    .mutation(({ ctx, input }) => removeRecording(ctx.actor, input.recordingId)),
  restore: authedProcedure
    .input(recordingInput)
    .mutation(({ ctx, input }) => restoreRecording(ctx.actor, input.recordingId)),
  /** For good; only what was removed before. */
  removeForever: authedProcedure
    .input(recordingInput)
    .mutation(({ ctx, input }) => removeForever(ctx.actor, input.recordingId)),
})
