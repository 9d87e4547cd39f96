/** What a change of a project's schema means: migrations, versions, examples, own templates. */
import { z } from 'zod'
import { exampleSchema, labelSetSchema } from '#media/core/document/records.ts'
import { migrationPlanSchema } from '#media/core/labels/migrate.ts'
import {
  addExample,
  examplesOf,
  labelSetVersion,
  labelsVersion,
  labelVersions,
  migrateLabels,
  previewMigration,
  removeExample,
  undoMigration,
} from '../../labels/index.ts'
import { requireSignedIn } from '../../people/index.ts'
import {
  labelsTopic,
  ownTemplate,
  ownTemplates,
  removeOwnTemplate,
  saveOwnTemplate,
} from '../../projects/index.ts'
import { id, projectInput, prose, title } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'
import { watch } from '../watch.ts'

const version = z.number().int().min(1)
const migration = projectInput.extend({
  baseVersion: version,
  labelSet: labelSetSchema,
  plan: migrationPlanSchema,
})
const example = projectInput.extend({ labelId: id, example: exampleSchema })

export const labelsRouter = router({
  /** What `migrate` would do, recording by recording. Changes nothing; a mutation because a schema is too long for an address. */
  preview: authedProcedure.input(migration).mutation(({ ctx, input }) => previewMigration(ctx.actor, input)),
  migrate: authedProcedure.input(migration).mutation(({ ctx, input }) => migrateLabels(ctx.actor, input)),
  undoMigration: authedProcedure
    .input(z.object({ migrationId: id }))
    .mutation(({ ctx, input }) => undoMigration(ctx.actor, input.migrationId)),

  versions: authedProcedure
    .input(projectInput.extend({ before: version.optional(), limit: z.number().int().min(1).max(50) }))
    .query(({ ctx, input }) => labelVersions(ctx.actor, input)),
  version: authedProcedure
    .input(projectInput.extend({ version }))
    .query(({ ctx, input }) => labelSetVersion(ctx.actor, input)),
  /** The number of the version in force, again after every save. */
  watch: authedProcedure.input(projectInput).subscription(({ ctx, input, signal }) =>
    watch({
      topics: [labelsTopic(input.projectId)],
      look: async () => labelsVersion(requireSignedIn(await ctx.freshActor()), input.projectId),
      signal,
    }),
  ),

  examples: authedProcedure
    .input(projectInput.extend({ labelId: id }))
    .query(({ ctx, input }) => examplesOf(ctx.actor, input)),
  addExample: authedProcedure.input(example).mutation(({ ctx, input }) => addExample(ctx.actor, input)),
  removeExample: authedProcedure.input(example).mutation(({ ctx, input }) => removeExample(ctx.actor, input)),

  templates: authedProcedure.query(({ ctx }) => ownTemplates(ctx.actor)),
  template: authedProcedure
    .input(z.object({ templateId: id }))
    .query(({ ctx, input }) => ownTemplate(ctx.actor, input.templateId)),
  saveTemplate: authedProcedure
    .input(projectInput.extend({ name: title, description: prose.default('') }))
    .mutation(({ ctx, input }) => saveOwnTemplate(ctx.actor, input)),
  removeTemplate: authedProcedure
    .input(z.object({ templateId: id }))
    .mutation(({ ctx, input }) => removeOwnTemplate(ctx.actor, input.templateId)),
})
