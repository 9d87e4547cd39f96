/**
 * Things that are dear to open and cheap to use: kept open, the least recently used closed first. One that is in use is
 * closed when its last user is done. Openings of the same thing at once are one opening; a failed one is forgotten.
 */
interface Entry<T> {
  readonly opened: Promise<T>
  users: number
  gone: boolean
  checkedAt: number
}

export class KeptOpen<T> {
  private readonly entries = new Map<string, Entry<T>>()
  private readonly limit: number
  private readonly close: (thing: T) => Promise<void> | void

  constructor(limit: number, close: (thing: T) => Promise<void> | void) {
    this.limit = limit
    this.close = close
  }

  /** @param stillGood asked at most once a second; false opens the thing anew */
  async use<R>(
    key: string,
    open: () => Promise<T>,
    work: (thing: T) => Promise<R> | R,
    stillGood?: (thing: T) => Promise<boolean>,
  ): Promise<R> {
    const entry = await this.entryOf(key, open, stillGood)
    try {
      return await work(await entry.opened)
    } finally {
      entry.users--
      if (entry.gone && entry.users === 0) this.closeEntry(entry)
    }
  }

  forget(matches: (key: string) => boolean): void {
    for (const key of [...this.entries.keys()]) if (matches(key)) this.drop(key)
  }

  get size(): number {
    return this.entries.size
  }

  /** The caller counts as a user from here on, so that nothing is closed before it has begun. */
  private async entryOf(
    key: string,
    open: () => Promise<T>,
    stillGood?: (thing: T) => Promise<boolean>,
  ): Promise<Entry<T>> {
    const known = this.entries.get(key)
    if (known && stillGood && Date.now() - known.checkedAt > CHECK_EVERY_MS) {
      known.checkedAt = Date.now()
      const good = await known.opened.then(stillGood).catch(() => false)
      if (!good && this.entries.get(key) === known) this.drop(key)
    }
    const current = this.entries.get(key)
    if (current) {
      this.entries.delete(key)
      this.entries.set(key, current)
      current.users++
      return current
    }
    const entry: Entry<T> = { opened: open(), users: 1, gone: false, checkedAt: Date.now() }
    this.entries.set(key, entry)
    entry.opened.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key)
    })
    for (const old of this.entries.keys()) {
      if (this.entries.size <= this.limit) break
      this.drop(old)
    }
    return entry
  }

  private drop(key: string): void {
    const entry = this.entries.get(key)
    if (!entry) return
    this.entries.delete(key)
    entry.gone = true
    if (entry.users === 0) this.closeEntry(entry)
  }

  private closeEntry(entry: Entry<T>): void {
    entry.opened.then((thing) => (entry.users === 0 ? this.close(thing) : undefined)).catch(() => {})
  }
}

const CHECK_EVERY_MS = 1_000
