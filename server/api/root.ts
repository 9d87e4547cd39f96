/** All procedures by noun. A new one needs a row in test/medium/access/expectations.ts. */
import { peopleRouter } from './people/router.ts'
import { createCallerFactory, router } from './trpc.ts'

export const appRouter = router({
  people: peopleRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures without HTTP, for tests and the command line. */
export const createCaller = createCallerFactory(appRouter)
