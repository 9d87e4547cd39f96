/**
 * Who is in a recording right now, and where. Nothing of it is stored: every tab says where it is a few times a second
 * while something changes, and every few seconds otherwise; who says nothing any more is gone. Said on the bus, so that
 * people on other processes hear it too.
 */
import { type Standing, seesAll } from '../documents/index.ts'
import { standingTopic } from '../people/index.ts'
import { type JsonValue, publish, subscribe } from './bus.ts'

export interface Whereabouts {
  /** Of the tab. */
  clientId: string
  userId: string
  name: string
  /** Playhead on the recording's clock. */
  tick: number
  playing: boolean
  /** Of playback. */
  rate: number
  trackId: string | null
  /** Layer that new annotations go to. */
  layerId: string | null
  selectionIds: string[]
}

interface Kept {
  where: Whereabouts
  at: number
}

export const presenceTopic = (recordingId: string): string => `recording:${recordingId}:presence`

/** Tabs repeat themselves well within this. */
export const GONE_AFTER_MS = 12_000
/** A tab is heard at most this often. */
const HEARD_EVERY_MS = 100
const TOLD_EVERY_MS = 200
const CHECK_EVERY_MS = 15_000

const holder = globalThis as { scrublinePresence?: Map<string, Map<string, Kept>> }
holder.scrublinePresence ??= new Map()
const present = holder.scrublinePresence

/** Without asking who: the caller has checked access. */
export function say(recordingId: string, where: Whereabouts): void {
  const known = present.get(recordingId)?.get(where.clientId)
  // A tab speaks for its own person only.
  if (known && known.where.userId !== where.userId) return
  if (known && Date.now() - known.at < HEARD_EVERY_MS) return
  publishTo(recordingId, where)
}

export function leave(recordingId: string, clientId: string, userId: string): void {
  if (present.get(recordingId)?.get(clientId)?.where.userId !== userId) return
  const gone = { clientId, gone: true }
  hear(recordingId, gone)
  publish(presenceTopic(recordingId), gone)
}

function publishTo(recordingId: string, where: Whereabouts): void {
  hear(recordingId, where)
  publish(presenceTopic(recordingId), where as unknown as JsonValue)
}

function hear(recordingId: string, news: Whereabouts | { clientId: string; gone: boolean }): void {
  const people = present.get(recordingId) ?? new Map<string, Kept>()
  if ('gone' in news) people.delete(news.clientId)
  else people.set(news.clientId, { where: news, at: Date.now() })
  if (people.size) present.set(recordingId, people)
  else present.delete(recordingId)
}

/** Everybody in a recording but one tab, in the order of their ids. */
export function whoIsHere(recordingId: string, exceptClientId: string): Whereabouts[] {
  const people = present.get(recordingId)
  if (!people) return []
  for (const [clientId, { at }] of people) if (Date.now() - at > GONE_AFTER_MS) people.delete(clientId)
  return [...people.values()]
    .map(({ where }) => where)
    .filter(({ clientId }) => clientId !== exceptClientId)
    .sort((a, b) => (a.clientId < b.clientId ? -1 : 1))
}

export interface WatchPresence {
  recordingId: string
  projectId: string
  /** The tab that watches; when its stream ends it is gone for the others. */
  clientId: string
  signal: AbortSignal | undefined
  /** Throws when they may not see the recording any more. */
  checkAccess: () => Promise<Standing>
}

/** The others, whenever something about them changed, a few times a second at most. Who works blind sees nobody. */
export async function* watchPresence(options: WatchPresence): AsyncGenerator<Whereabouts[], void, undefined> {
  const { recordingId, projectId, clientId, signal, checkAccess } = options
  let wake: (() => void) | null = null
  let checked = 0
  let userId: string | null = null
  const ring = () => wake?.()
  const subscriptions = [
    subscribe(presenceTopic(recordingId), (news) => {
      hear(recordingId, news as unknown as Whereabouts)
      ring()
    }),
    subscribe(standingTopic(projectId), () => {
      checked = 0
      ring()
    }),
  ]
  signal?.addEventListener('abort', ring, { once: true })
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  let last: string | null = null
  let blind = true
  try {
    while (!signal?.aborted) {
      if (Date.now() - checked >= CHECK_EVERY_MS) {
        checked = Date.now()
        const standing = await checkAccess()
        userId = standing.userId
        blind = !seesAll(standing)
      }
      const others = blind ? [] : whoIsHere(recordingId, clientId)
      const text = JSON.stringify(others)
      if (text !== last) {
        last = text
        yield others
        wake = null
        await new Promise((resolve) => setTimeout(resolve, TOLD_EVERY_MS))
        if (signal?.aborted) break
        if (JSON.stringify(blind ? [] : whoIsHere(recordingId, clientId)) !== last) continue
      }
      if (checked) await pause(GONE_AFTER_MS / 4)
      wake = null
    }
  } finally {
    signal?.removeEventListener('abort', ring)
    for (const subscription of subscriptions) subscription[Symbol.dispose]()
    if (userId !== null) leave(recordingId, clientId, userId)
  }
}
