/**
 * What the studio follows besides its document (jobs, where files lie, the schema), on one stream. Whoever listens later
 * gets the latest at once. Cut off or signed out, it is asked for again until it answers.
 */
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '#server/api/root.ts'
import { trpc } from '../../_client/trpc.ts'

const AGAIN_MS = 5000

type Outputs = inferRouterOutputs<AppRouter>
type ItemOf<T> = T extends AsyncIterable<infer I> ? I : never

export interface NewsKinds {
  readonly jobs: Outputs['jobs']['list']
  readonly places: ItemOf<Outputs['assets']['watchPlaces']>
  readonly labels: ItemOf<Outputs['labels']['watch']>
}

export class StudioNews implements Disposable {
  private readonly listeners = new Map<string, Set<(value: never) => void>>()
  private readonly latest = new Map<string, unknown>()
  private readonly recordingId: string
  private subscription: { unsubscribe(): void } | null = null
  private timer: ReturnType<typeof setTimeout> | null = null
  private over = false

  constructor(recordingId: string) {
    this.recordingId = recordingId
    this.listen()
  }

  on<K extends keyof NewsKinds>(kind: K, fn: (value: NewsKinds[K]) => void): Disposable {
    const all = this.listeners.get(kind) ?? new Set()
    this.listeners.set(kind, all.add(fn as (value: never) => void))
    if (this.latest.has(kind)) fn(this.latest.get(kind) as NewsKinds[K])
    return { [Symbol.dispose]: () => void all.delete(fn as (value: never) => void) }
  }

  [Symbol.dispose](): void {
    this.over = true
    if (this.timer) clearTimeout(this.timer)
    this.subscription?.unsubscribe()
  }

  private listen(): void {
    if (this.over) return
    this.subscription = trpc.studio.news.subscribe(
      { recordingId: this.recordingId },
      {
        onData: ({ kind, value }) => {
          this.latest.set(kind, value)
          for (const fn of this.listeners.get(kind) ?? []) fn(value as never)
        },
        onError: () => this.again(),
        onComplete: () => this.again(),
      },
    )
  }

  private again(): void {
    this.subscription?.unsubscribe()
    this.subscription = null
    if (this.over || this.timer) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.listen()
    }, AGAIN_MS)
  }
}
