/**
 * One question asked by many at once, answered with as few askings as honesty allows: nobody gets an answer that was
 * begun before the question came in. While one asking runs, all who come wait for the next one together. So a hundred
 * segments asked for at once cost two look-ups, and a membership that was ended counts for the very next request.
 */
export class FreshAnswers<T> {
  private readonly open = new Map<string, { running: Promise<T>; next: Promise<T> | null }>()

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.open.get(key)
    if (!known) return this.start(key, ask)
    known.next ??= known.running.then(
      () => this.start(key, ask),
      () => this.start(key, ask),
    )
    return known.next
  }

  /** Questions being asked now. */
  get size(): number {
    return this.open.size
  }

  private start(key: string, ask: () => Promise<T>): Promise<T> {
    const running = ask()
    const entry: { running: Promise<T>; next: Promise<T> | null } = { running, next: null }
    this.open.set(key, entry)
    const done = (): void => {
      if (!entry.next && this.open.get(key) === entry) this.open.delete(key)
    }
    running.then(done, done)
    return running
  }
}
