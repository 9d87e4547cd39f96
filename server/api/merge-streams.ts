/** Several streams as one, each item with the name of where it came from. Ends with the first that ends or fails. */
export type Merged<S extends Record<string, AsyncIterable<unknown>>> = {
  [K in keyof S & string]: { kind: K; value: S[K] extends AsyncIterable<infer T> ? T : never }
}[keyof S & string]

export async function* mergeStreams<S extends Record<string, AsyncIterable<unknown>>>(
  streams: S,
): AsyncGenerator<Merged<S>, void, undefined> {
  const iterators = Object.entries(streams).map(([kind, stream]) => ({
    kind,
    iterator: stream[Symbol.asyncIterator](),
  }))
  const step = (one: (typeof iterators)[number]) => one.iterator.next().then((result) => ({ one, result }))
  const pending = new Map(iterators.map((one) => [one.kind, step(one)]))
  try {
    for (;;) {
      const { one, result } = await Promise.race(pending.values())
      if (result.done) return
      yield { kind: one.kind, value: result.value } as Merged<S>
      pending.set(one.kind, step(one))
    }
  } finally {
    // Whoever still waits ends with the signal they were given; nobody waits for them here.
    for (const waiting of pending.values()) waiting.catch(() => {})
    for (const { iterator } of iterators) void iterator.return?.()?.catch(() => {})
  }
}
