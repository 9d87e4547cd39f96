/** Typed calls to a started product from a test, as the owner of a session cookie. */
import { createTRPCClient, httpLink } from '@trpc/client'
import superjson from 'superjson'
import type { AppRouter } from '#server/api/root.ts'

export type ApiClient = ReturnType<typeof apiClient>

export function apiClient(origin: string, cookie: string) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${origin}/api/trpc`, transformer: superjson, headers: { cookie } })],
  })
}
