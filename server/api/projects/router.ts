/** Projects and their label schemas. */
import { z } from 'zod'
import { labelSetSchema } from '#media/core/document/records.ts'
import { WORK_MODES } from '#media/core/document/standing.ts'
import {
  createProject,
  getLabelSet,
  getProject,
  listProjects,
  projectAudit,
  saveLabelSet,
  setWork,
  TEMPLATES,
  updateProject,
} from '../../projects/index.ts'
import { id, projectInput, prose, title } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

export const projectsRouter = router({
  list: authedProcedure.query(({ ctx }) => listProjects(ctx.actor)),
  get: authedProcedure.input(projectInput).query(({ ctx, input }) => getProject(ctx.actor, input.projectId)),
  create: authedProcedure
    .input(
      z.object({
        name: title,
        description: prose.optional(),
        template: z.enum(TEMPLATES),
        ownTemplateId: id.optional(),
      }),
    )
    .mutation(({ ctx, input }) => createProject(ctx.actor, input)),
  update: authedProcedure
    .input(projectInput.extend({ name: title.optional(), description: prose.optional() }))
    .mutation(({ ctx, input }) => updateProject(ctx.actor, input)),
  setWork: authedProcedure
    .input(projectInput.extend({ work: z.enum(WORK_MODES) }))
    .mutation(({ ctx, input }) => setWork(ctx.actor, input)),

  labelSet: router({
    get: authedProcedure
      .input(projectInput)
      .query(({ ctx, input }) => getLabelSet(ctx.actor, input.projectId)),
    save: authedProcedure
      .input(projectInput.extend({ baseVersion: z.number().int().min(1), labelSet: labelSetSchema }))
      .mutation(({ ctx, input }) => saveLabelSet(ctx.actor, input)),
  }),

  /** Newest first; `before` is the id of the last row seen. */
  audit: authedProcedure
    .input(
      projectInput.extend({
        recordingId: id.optional(),
        before: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .query(({ ctx, input }) => projectAudit(ctx.actor, input)),
})
