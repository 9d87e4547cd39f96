/**
 * Fetches delivered parts once, keeps the latest in memory up to a number of bytes, tries again when the network
 * fails, and gives up on what nobody wants any more.
 */

export class LoadError extends Error {
  /** offline: the network failed, trying again may help. refused: the server said no. gone: there is no such part. */
  readonly code: 'offline' | 'refused' | 'gone' | 'server'
  constructor(code: LoadError['code'], message: string) {
    super(message)
    this.code = code
  }
}

export interface LoaderOptions {
  readonly budget?: number
  readonly fetch?: typeof fetch
  /** Pauses between tries in milliseconds. */
  readonly retries?: readonly number[]
  /** Told when a try fails and another follows, and when the network answers again. */
  onTrouble?(offline: boolean): void
}

interface Flight {
  readonly promise: Promise<Uint8Array<ArrayBuffer>>
  readonly abort: AbortController
}

export class SegmentLoader {
  private readonly kept = new Map<string, Uint8Array<ArrayBuffer>>()
  private readonly flights = new Map<string, Flight>()
  private readonly options: LoaderOptions
  private bytes = 0
  private offline = false

  constructor(options: LoaderOptions = {}) {
    this.options = options
  }

  /** Bytes held now. */
  get held(): number {
    return this.bytes
  }

  /** @throws LoadError; an AbortError when `abandon` gave it up. */
  load(url: string, priority: 'auto' | 'low' = 'auto'): Promise<Uint8Array<ArrayBuffer>> {
    const kept = this.kept.get(url)
    if (kept) {
      this.kept.delete(url)
      this.kept.set(url, kept)
      return Promise.resolve(kept)
    }
    const flight = this.flights.get(url)
    if (flight) return flight.promise
    const abort = new AbortController()
    const promise = this.fetchPart(url, abort.signal, priority).then(
      (bytes) => {
        done()
        this.keep(url, bytes)
        return bytes
      },
      (error) => {
        done()
        throw error
      },
    )
    const started: Flight = { promise, abort }
    const done = () => {
      // A flight that was given up may land after another took its place.
      if (this.flights.get(url) === started) this.flights.delete(url)
    }
    promise.catch(() => {})
    this.flights.set(url, started)
    return promise
  }

  /** Stops the fetches that `wanted` does not name. */
  abandon(wanted: (url: string) => boolean): void {
    for (const [url, flight] of this.flights)
      if (!wanted(url)) {
        this.flights.delete(url)
        flight.abort.abort()
      }
  }

  clear(): void {
    this.abandon(() => false)
    this.kept.clear()
    this.bytes = 0
  }

  private keep(url: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes += bytes.byteLength - (this.kept.get(url)?.byteLength ?? 0)
    this.kept.set(url, bytes)
    const budget = this.options.budget ?? 96 * 2 ** 20
    for (const [oldest, held] of this.kept) {
      if (this.bytes <= budget || oldest === url) break
      this.kept.delete(oldest)
      this.bytes -= held.byteLength
    }
  }

  private async fetchPart(
    url: string,
    signal: AbortSignal,
    priority: RequestPriority,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const retries = this.options.retries ?? [250, 1000, 2000, 3000]
    for (let attempt = 0; ; attempt++) {
      try {
        const bytes = await this.fetchOnce(url, signal, priority)
        this.trouble(false)
        return bytes
      } catch (error) {
        const pause = retries[attempt]
        const again = error instanceof LoadError && (error.code === 'offline' || error.code === 'server')
        if (signal.aborted || !again) throw error
        if (error.code === 'offline') this.trouble(true)
        if (pause === undefined) throw error
        await sleep(pause, signal)
      }
    }
  }

  private async fetchOnce(
    url: string,
    signal: AbortSignal,
    priority: RequestPriority,
  ): Promise<Uint8Array<ArrayBuffer>> {
    let response: Response
    try {
      response = await (this.options.fetch ?? fetch)(url, { signal, priority, credentials: 'same-origin' })
    } catch (error) {
      if (signal.aborted) throw error
      throw new LoadError('offline', 'The network did not answer.')
    }
    if (response.status === 401 || response.status === 403)
      throw new LoadError('refused', 'You are signed out, or may not see this recording.')
    if (response.status === 404) throw new LoadError('gone', 'This part of the recording is not there.')
    if (!response.ok) throw new LoadError('server', `The server answered ${response.status}.`)
    try {
      return new Uint8Array(await response.arrayBuffer())
    } catch (error) {
      if (signal.aborted) throw error
      throw new LoadError('offline', 'The network broke off.')
    }
  }

  private trouble(offline: boolean): void {
    if (this.offline === offline) return
    this.offline = offline
    this.options.onTrouble?.(offline)
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(new DOMException('given up', 'AbortError'))
      },
      { once: true },
    )
  })
}
