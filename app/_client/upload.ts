/**
 * Uploads of a tab: several files, two at a time, each resumable. A cut network is waited out; a reloaded page goes on
 * where it was when the person chooses the same file for the same place again, since browsers forget files but the
 * address of the upload is kept. Refusals by the server stop a file and show its sentence.
 *
 * A store for `useSyncExternalStore(uploads.subscribe, uploads.getSnapshot, uploads.getServerSnapshot)`.
 */
import { DetailedError, type HttpResponse, Upload } from 'tus-js-client'
import { currentText } from '#app/_text/current-text.ts'
import { UploadRate } from './upload-rate.ts'

export type UploadPhase =
  | 'waiting'
  | 'sending'
  /** No connection; goes on by itself. */
  | 'retrying'
  | 'paused'
  | 'done'
  | 'failed'

export interface UploadState {
  readonly id: string
  readonly fileName: string
  readonly projectId: string
  readonly bytes: number
  /** What the server has. */
  readonly sent: number
  readonly phase: UploadPhase
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  /** Plain sentence when failed, or why it waits. */
  readonly problem: string | null
  /** Known once done, or from the start when the file is added to a recording. */
  readonly recordingId: string | null
  /** The project had these very bytes already. */
  readonly duplicate: boolean
}

export interface UploadTarget {
  projectId: string
  /** Adds the files to this recording; else each makes one. */
  recordingId?: string | undefined
}

export interface UploadsOptions {
  endpoint?: string
  headers?: Record<string, string>
  /** What is really sent of a file; tests without a browser give bytes. */
  contentOf?: (file: File) => File | Blob | Buffer
  atOnce?: number
  /** Small enough for proxies that hold back bodies, big enough to cost nothing. */
  chunkBytes?: number
  /** Waits before trying again, ms; the last is repeated for ever. */
  delays?: readonly number[]
}

interface Entry {
  state: UploadState
  readonly file: File
  readonly rate: UploadRate
  tus: Upload | null
  timer: ReturnType<typeof setTimeout> | null
  tries: number
}

const DELAYS = [500, 1000, 2000, 5000, 10_000, 20_000]

export class Uploads {
  private readonly entries = new Map<string, Entry>()
  private readonly listeners = new Set<() => void>()
  private readonly options: UploadsOptions
  private snapshot: readonly UploadState[] = []
  private next = 1

  constructor(options: UploadsOptions = {}) {
    this.options = options
    globalThis.addEventListener?.('online', () => this.retryNow())
  }

  /** @returns the ids of the new uploads, in the files' order. */
  add(files: readonly File[], target: UploadTarget): string[] {
    const ids = files.map((file) => {
      const id = `upload-${this.next++}`
      const state: UploadState = {
        id,
        fileName: file.name,
        projectId: target.projectId,
        bytes: file.size,
        sent: 0,
        phase: 'waiting',
        bytesPerSecond: null,
        secondsLeft: null,
        problem: null,
        recordingId: target.recordingId ?? null,
        duplicate: false,
      }
      const entry: Entry = { state, file, rate: new UploadRate(), tus: null, timer: null, tries: 0 }
      this.entries.set(id, entry)
      return id
    })
    this.changed()
    this.fill()
    return ids
  }

  pause(id: string): void {
    const entry = this.entries.get(id)
    if (!entry || !isActive(entry.state.phase)) return
    void this.stop(entry, false)
    this.set(entry, { phase: 'paused', problem: null, bytesPerSecond: null, secondsLeft: null })
    this.fill()
  }

  /** Goes on after a pause, or tries again what failed. */
  resume(id: string): void {
    const entry = this.entries.get(id)
    if (!entry || (entry.state.phase !== 'paused' && entry.state.phase !== 'failed')) return
    entry.tries = 0
    this.set(entry, { phase: 'waiting', problem: null })
    this.fill()
  }

  /** Gives up: what the server has of it is removed. */
  async cancel(id: string): Promise<void> {
    const entry = this.entries.get(id)
    if (!entry) return
    this.entries.delete(id)
    this.changed()
    if (entry.state.phase !== 'done') await this.stop(entry, true)
    this.fill()
  }

  /** Takes a finished or failed upload off the list. */
  dismiss(id: string): void {
    const phase = this.entries.get(id)?.state.phase
    if (phase !== 'done' && phase !== 'failed') return
    this.entries.delete(id)
    this.changed()
  }

  /** Whether closing the page would interrupt something. */
  get busy(): boolean {
    return this.snapshot.some((state) => isActive(state.phase))
  }

  /** Tries again at once what waits for the network. */
  retryNow(): void {
    for (const entry of this.entries.values()) if (entry.state.phase === 'retrying') this.send(entry)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
  readonly getSnapshot = (): readonly UploadState[] => this.snapshot
  readonly getServerSnapshot = (): readonly UploadState[] => EMPTY

  private fill(): void {
    let free = this.options.atOnce ?? 2
    for (const { state } of this.entries.values())
      if (state.phase === 'sending' || state.phase === 'retrying') free--
    for (const entry of this.entries.values()) {
      if (free <= 0) return
      if (entry.state.phase !== 'waiting') continue
      this.send(entry)
      free--
    }
  }

  private send(entry: Entry): void {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    entry.rate.clear()
    this.set(entry, { phase: 'sending', problem: null })
    entry.tus ??= this.prepare(entry)
    const tus = entry.tus
    // The address that an earlier page or attempt was given.
    const known = tus.url ? Promise.resolve([]) : tus.findPreviousUploads().catch(() => [])
    void known.then((previous) => {
      if (entry.tus !== tus || entry.state.phase !== 'sending') return
      const latest = previous.at(-1)
      if (latest) tus.resumeFromPreviousUpload(latest)
      tus.start()
    })
  }

  private prepare(entry: Entry): Upload {
    const { file, state } = entry
    const {
      endpoint = '/upload',
      headers,
      chunkBytes = 16 * 1024 * 1024,
      contentOf = (f) => f,
    } = this.options
    const { projectId, recordingId } = state
    return new Upload(contentOf(file), {
      endpoint,
      chunkSize: chunkBytes,
      ...(headers && { headers }),
      metadata: { filename: file.name, projectId, ...(recordingId && { recordingId }) },
      fingerprint: async () =>
        ['scrubline', projectId, recordingId ?? '', file.name, file.size, file.lastModified].join('|'),
      removeFingerprintOnSuccess: true,
      // We wait ourselves: for as long as it takes, and saying so.
      retryDelays: null,
      onAfterResponse: (request, response) => {
        // Asked how far it got, a server in trouble gives no answer; tus would take that for "nothing" and begin
        // the file anew, and what was acknowledged would be sent again.
        if (request.getMethod() === 'HEAD' && !isAnswer(response.getStatus())) throw new NoAnswer(response)
      },
      onProgress: (sent) => this.progress(entry, sent),
      onError: (error) => this.failed(entry, error),
      onSuccess: ({ lastResponse }) => {
        this.set(entry, {
          phase: 'done',
          sent: state.bytes,
          problem: null,
          bytesPerSecond: null,
          secondsLeft: null,
          recordingId: lastResponse.getHeader('Scrubline-Recording') ?? recordingId,
          duplicate: lastResponse.getHeader('Scrubline-Duplicate') === 'yes',
        })
        this.fill()
      },
    })
  }

  private progress(entry: Entry, sent: number): void {
    if (entry.state.phase !== 'sending') return
    if (sent > entry.state.sent) entry.tries = 0
    entry.rate.add(performance.now(), sent)
    this.set(entry, {
      sent,
      bytesPerSecond: entry.rate.bytesPerSecond(),
      secondsLeft: entry.rate.secondsLeft(sent, entry.state.bytes),
    })
  }

  private failed(entry: Entry, error: Error | DetailedError): void {
    if (entry.state.phase !== 'sending') return
    const response = error instanceof DetailedError ? responseOf(error) : null
    const status = response?.getStatus() ?? 0
    const nothing = { bytesPerSecond: null, secondsLeft: null }
    if (!isPassing(status)) {
      const problem = response?.getBody().trim() || currentText().uploads.refusedBare
      // A new attempt begins afresh: the old address may be what was refused.
      entry.tus = null
      this.set(entry, { phase: 'failed', problem, ...nothing })
      this.fill()
      return
    }
    const delays = this.options.delays ?? DELAYS
    const delay = delays[Math.min(entry.tries++, delays.length - 1)] ?? 1000
    const { lost } = currentText().uploads
    this.set(entry, { phase: 'retrying', problem: status === 0 ? lost : bodyOr(response, lost), ...nothing })
    entry.timer = setTimeout(() => this.send(entry), delay)
  }

  private async stop(entry: Entry, forGood: boolean): Promise<void> {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    const tus = entry.tus
    if (forGood) entry.tus = null
    // Being offline must not keep somebody from giving up; the server forgets the rest after a week.
    await tus?.abort(forGood && tus.url !== null).catch(() => {})
  }

  private set(entry: Entry, change: Partial<UploadState>): void {
    entry.state = { ...entry.state, ...change }
    this.changed()
  }

  private changed(): void {
    this.snapshot = [...this.entries.values()].map((entry) => entry.state)
    for (const listener of this.listeners) listener()
  }
}

const EMPTY: readonly UploadState[] = []

const isActive = (phase: UploadPhase): boolean =>
  phase === 'waiting' || phase === 'sending' || phase === 'retrying'

/** No answer, a busy upload, a missed offset or a server in trouble pass; a full disk and refusals do not. */
const isPassing = (status: number): boolean =>
  status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507)

/** Whether a status says how far an upload got, or that there is none (any more). */
const isAnswer = (status: number): boolean => status < 400 || status === 404 || status === 410

class NoAnswer extends Error {
  readonly response: HttpResponse
  constructor(response: HttpResponse) {
    super(`no answer: ${response.getStatus()}`)
    this.response = response
  }
}

const responseOf = ({ originalResponse, causingError }: DetailedError): HttpResponse | null =>
  originalResponse ?? (causingError instanceof NoAnswer ? causingError.response : null)

const bodyOr = (response: { getBody(): string } | null | undefined, otherwise: string): string =>
  response?.getBody().trim() || otherwise

/** The tab's uploads; they go on while pages change. */
export const uploads = new Uploads()
