'use client'
/** Keeps what was read from the server while one moves between pages. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5000, retry: 1, refetchOnWindowFocus: true } },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
