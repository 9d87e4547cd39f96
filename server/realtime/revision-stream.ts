/**
 * A document as a stream: every accepted revision once and in order. It subscribes first, then replays what the listener
 * has missed, then passes on news; news that does not follow on (it came out of order, or some was lost) is read from
 * the log. Who is too far behind is told to load the document anew, and so is everybody for whom something came into
 * sight or went out of it. Who does not see everything gets each revision with what they see of it.
 */
import {
  type Announcement,
  type RevisionEntry,
  revisionsTopic,
  type Standing,
  seenSince,
  seesAll,
} from '../documents/index.ts'
import { standingTopic } from '../people/index.ts'
import { onGap, subscribe } from './bus.ts'
import { Pace } from './pace.ts'

export type StreamItem =
  | { readonly kind: 'revisions'; readonly upTo: number; readonly revisions: readonly RevisionEntry[] }
  | { readonly kind: 'reset' }

export interface StreamOptions {
  readonly recordingId: string
  readonly projectId: string
  /** Last revision the listener has. */
  readonly after: number
  readonly signal: AbortSignal | undefined
  /** How the listener stands; throws when they may not see the recording any more. Asked at the start and now and then. */
  readonly checkAccess: () => Promise<Standing>
  readonly checkEveryMs?: number
}

export async function* revisionStream(options: StreamOptions): AsyncGenerator<StreamItem, void, undefined> {
  const { recordingId, projectId, signal, checkAccess, checkEveryMs = 15_000 } = options
  const news: RevisionEntry[] = []
  let known = 0
  let checked = 0
  let look = true
  let wake: (() => void) | null = null
  const ring = () => wake?.()
  const subscriptions = [
    subscribe(revisionsTopic(recordingId), (payload) => {
      const { revision, entry } = payload as unknown as Announcement
      known = Math.max(known, revision)
      if (entry) news.push(entry)
      ring()
    }),
    onGap(() => {
      look = true
      ring()
    }),
    subscribe(standingTopic(projectId), () => {
      checked = 0
      ring()
    }),
  ]
  signal?.addEventListener('abort', ring, { once: true })
  const pace = new Pace()
  let last = options.after
  let greeted = false
  let standing: Standing | null = null
  try {
    while (!signal?.aborted) {
      if (Date.now() - checked >= checkEveryMs) {
        checked = Date.now()
        const now = await checkAccess()
        if (standing && seesAll(standing) !== seesAll(now)) {
          yield { kind: 'reset' }
          return
        }
        standing = now
        // Should news be lost without anybody noticing, it is found here.
        look = true
      }
      const rest = news.length && !look ? pace.wait() : 0
      if (rest) {
        await new Promise((resolve) => setTimeout(resolve, rest))
        continue
      }
      const run = takeRun(news, last)
      if (!standing || checked === 0) continue
      if (run.length && seesAll(standing)) {
        last = run.at(-1)!.revision
        pace.tell()
        yield sameForAll(run)
      }
      if (look || known > last) {
        look = false
        const missed = await seenSince(standing, projectId, recordingId, last)
        if (!missed) {
          yield { kind: 'reset' }
          return
        }
        last = missed.at(-1)?.revision ?? last
        // The first item comes also when nothing was missed: the listener knows that it is connected.
        if (missed.length || !greeted) yield { kind: 'revisions', upTo: last, revisions: missed }
        greeted = true
        known = Math.max(known, last)
      }
      if (
        !news.some((entry) => entry.revision > last) &&
        checked &&
        !look &&
        known <= last &&
        !signal?.aborted
      )
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, checkEveryMs)
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

type Revisions = StreamItem & { kind: 'revisions' }

/** The latest item made of a run that begins with an entry. */
const made = new WeakMap<RevisionEntry, Revisions>()

/** One object for all listeners that get the same run, so that it is put into its form for the wire once. */
function sameForAll(run: readonly RevisionEntry[]): Revisions {
  const first = run[0]!
  const upTo = run.at(-1)!.revision
  const known = made.get(first)
  if (known?.upTo === upTo) return known
  const item: Revisions = { kind: 'revisions', upTo, revisions: run }
  made.set(first, item)
  return item
}

/** Takes from the news what follows on `last`; what is older is dropped, what is beyond a hole too: the log has it. */
function takeRun(news: RevisionEntry[], last: number): RevisionEntry[] {
  const run: RevisionEntry[] = []
  for (const entry of news.splice(0).sort((a, b) => a.revision - b.revision))
    if (entry.revision === last + run.length + 1) run.push(entry)
  return run
}
