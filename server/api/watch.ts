/**
 * A stream that says when to look again. It subscribes first, then gives the state, then gives it anew whenever there is
 * news on a topic (many pieces of news at once are one look) and every few seconds besides, should news get lost.
 * The one who listens is checked before every look: a revoked session or role ends the stream.
 */
import { onGap, subscribe } from '../realtime/bus.ts'

export interface WatchOptions<T> {
  topics: readonly string[]
  /** Checks access and reads the state. */
  look: () => Promise<T>
  signal: AbortSignal | undefined
  /** Longest silence between looks, ms. */
  atLeastEvery?: number
  /** Shortest time between looks, ms. */
  atMostEvery?: number
}

export async function* watch<T>({
  topics,
  look,
  signal,
  atLeastEvery = 15_000,
  atMostEvery = 200,
}: WatchOptions<T>): AsyncGenerator<T, void, undefined> {
  let news = true
  let wake: (() => void) | null = null
  const ring = () => {
    news = true
    wake?.()
  }
  const subscriptions = [...topics.map((topic) => subscribe(topic, ring)), onGap(ring)]
  signal?.addEventListener('abort', ring, { once: true })
  try {
    let last: string | null = null
    while (!signal?.aborted) {
      news = false
      const state = await look()
      const text = JSON.stringify(state)
      if (text !== last) yield state
      last = text
      await pause(atMostEvery, signal)
      if (!news && !signal?.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atLeastEvery)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      wake = null
    }
  } finally {
    signal?.removeEventListener('abort', ring)
    for (const subscription of subscriptions) subscription[Symbol.dispose]()
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
