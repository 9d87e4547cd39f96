/** All procedures by noun. A new one needs a row in test/medium/access/expectations.ts. */
import { assetsRouter } from './assets/router.ts'
import { documentsRouter } from './documents/router.ts'
import { exportsRouter } from './exports/router.ts'
import { jobsRouter } from './jobs/router.ts'
import { labelsRouter } from './labels/router.ts'
import { peopleRouter } from './people/router.ts'
import { playlistsRouter } from './playlists/router.ts'
import { presenceRouter } from './presence/router.ts'
import { projectsRouter } from './projects/router.ts'
import { recordingsRouter } from './recordings/router.ts'
import { searchRouter } from './search/router.ts'
import { studioRouter } from './studio/router.ts'
import { suggestionsRouter } from './suggestions/router.ts'
import { transcriptsRouter } from './transcripts/router.ts'
import { createCallerFactory, router } from './trpc.ts'

export const appRouter = router({
  assets: assetsRouter,
  documents: documentsRouter,
  exports: exportsRouter,
  jobs: jobsRouter,
  labels: labelsRouter,
  people: peopleRouter,
  playlists: playlistsRouter,
  presence: presenceRouter,
  projects: projectsRouter,
  recordings: recordingsRouter,
  search: searchRouter,
  studio: studioRouter,
  suggestions: suggestionsRouter,
  transcripts: transcriptsRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP, for tests and the command line. */
export const createCaller = createCallerFactory(appRouter)
