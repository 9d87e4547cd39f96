/** Playlists: kept searches and picked clips, by a link for members. */
import { z } from 'zod'
import { querySchema } from '#media/core/search/query.ts'
import {
  clipSchema,
  createPlaylist,
  getPlaylist,
  listPlaylists,
  MOST_CLIPS,
  removePlaylist,
  updatePlaylist,
} from '../../playlists/index.ts'
import { id, projectInput, title } from '../inputs.ts'
import { authedProcedure, router } from '../trpc.ts'

const playlistInput = z.object({ playlistId: id })
const clips = z.array(clipSchema).max(MOST_CLIPS, `A playlist has at most ${MOST_CLIPS} clips.`)

export const playlistsRouter = router({
  list: authedProcedure
    .input(projectInput)
    .query(({ ctx, input }) => listPlaylists(ctx.actor, input.projectId)),
  get: authedProcedure
    .input(playlistInput)
    .query(({ ctx, input }) => getPlaylist(ctx.actor, input.playlistId)),
  create: authedProcedure
    .input(projectInput.extend({ name: title, query: querySchema.nullable(), clips }))
    .mutation(({ ctx, input }) => createPlaylist(ctx.actor, input)),
  update: authedProcedure
    .input(
      playlistInput.extend({
        name: title.optional(),
        query: querySchema.optional(),
        clips: clips.optional(),
      }),
    )
    .mutation(({ ctx, input }) => updatePlaylist(ctx.actor, input)),
  remove: authedProcedure
    .input(playlistInput)
    .mutation(({ ctx, input }) => removePlaylist(ctx.actor, input.playlistId)),
})
