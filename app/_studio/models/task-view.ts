/** What the server says of tasks and runs. */
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '#server/api/root.ts'

type Outputs = inferRouterOutputs<AppRouter>['suggestions']

export type TaskView = Outputs['tasks'][number]
export type RunView = Outputs['runs'][number]

/** States in which a run may still change. */
export const isGoing = (run: RunView): boolean => run.state === 'queued' || run.state === 'running'
