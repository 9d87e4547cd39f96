'use client'
/** A subscription as a value: what the server said last, beginning with what the page was made with. */
import { useEffect, useState } from 'react'
import { sentenceOf } from './sentence.ts'

interface Handlers<T> {
  onData: (value: T) => void
  onError: (error: unknown) => void
  onConnectionStateChange: (state: { state: string }) => void
}

/**
 * @param key what is followed; the subscription is made anew when it changes. Null follows nothing.
 * @param subscribe for example `(handlers) => trpc.jobs.watch.subscribe({ recordingId }, handlers)`
 */
export function useLive<T>(
  key: string | null,
  initial: T,
  subscribe: (handlers: Handlers<T>) => { unsubscribe(): void },
): { value: T; connected: boolean; problem: string | null } {
  const [value, setValue] = useState(initial)
  const [connected, setConnected] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what `subscribe` closes over
  useEffect(() => {
    if (key === null) return
    const subscription = subscribe({
      onData(next) {
        setValue(next)
        setProblem(null)
      },
      onError: (error) => setProblem(sentenceOf(error)),
      onConnectionStateChange: ({ state }) => setConnected(state === 'pending'),
    })
    return () => subscription.unsubscribe()
  }, [key])
  return { value, connected, problem }
}
