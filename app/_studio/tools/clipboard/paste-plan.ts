/**
 * Where each copied annotation would go here: its label by id, else by name; its track the chosen one where that takes
 * all of them, else the one it came from, else one of its name, else the first that takes the label. What finds no
 * place is listed with the reason, to be said before anything is pasted.
 */
import type { Clip } from '#media/core/commands/index.ts'
import type { TrackRecord } from '#media/core/document/records.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import type { Session } from '../../session/session.ts'
import { nearestBoundary } from '../../timeline/snapping.ts'
import type { ClipItem, ClipText } from './clip-text.ts'

export interface LeftOut {
  readonly label: string
  readonly count: number
  readonly reason: 'no-label' | 'no-track' | 'beyond'
}

export interface PastePlan {
  readonly from: string
  readonly at: Tick
  readonly clip: Clip
  /** Labels that were found by their name alone. */
  readonly byName: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** Annotations that end with the recording although they were longer. */
  readonly shortened: number
}

export function planPaste(session: Session, text: ClipText, at: Tick): PastePlan {
  const out = new Map<string, { label: string; count: number; reason: LeftOut['reason'] }>()
  const byName = new Set<string>()
  const target = trackForAll(session, text)
  const items: Clip['items'][number][] = []
  let shortened = 0
  for (const item of text.items) {
    const name = text.labels[item.labelId] ?? item.labelId
    const leave = (reason: LeftOut['reason']) => {
      const key = `${reason} ${name}`
      const seen = out.get(key)
      if (seen) seen.count++
      else out.set(key, { label: name, count: 1, reason })
    }
    const labelId = labelFor(session, item.labelId, name)
    if (!labelId) {
      leave('no-label')
      continue
    }
    const track = target ?? trackFor(session, text, item, labelId)
    if (!track) {
      leave('no-track')
      continue
    }
    const times = timesOf(session, at, item)
    if (!times) {
      leave('beyond')
      continue
    }
    if (labelId !== item.labelId) byName.add(name)
    if (at + item.end > session.clock.duration && item.end > item.start) shortened++
    items.push({
      type: 'annotation',
      id: 'copied',
      trackId: track.id,
      layerId: session.activeLayerId.peek(),
      labelId,
      start: tick(times.start - at),
      end: tick(times.end - at),
      attributes: item.attributes,
      note: item.note,
      authorId: null,
      confidence: null,
      origin: null,
      speakerId: null,
      speech: null,
    })
  }
  return {
    from: text.recordingName,
    at,
    clip: { items },
    byName: [...byName],
    leftOut: [...out.values()],
    shortened,
  }
}

/** Whether the plan can be carried out without a word before. */
export const isPlain = (plan: PastePlan): boolean =>
  plan.clip.items.length > 0 && !plan.leftOut.length && !plan.byName.length && !plan.shortened

function labelFor(session: Session, id: string, name: string): string | null {
  const book = session.store.labels.peek()
  if (book.get(id)) return id
  const same = name.trim().toLowerCase()
  return book.set.labels.find((l) => !l.retired && l.name.trim().toLowerCase() === same)?.id ?? null
}

/** The chosen track, when all come from one track and it takes them all: so one pastes across tracks. */
function trackForAll(session: Session, text: ClipText): TrackRecord | null {
  const { store } = session
  const [first] = text.items
  const chosen = store.track(session.activeTrackId.peek() ?? '')
  if (!chosen || !first || text.items.some((item) => item.trackId !== first.trackId)) return null
  const book = store.labels.peek()
  const fits = text.items.every((item) => {
    const labelId = labelFor(session, item.labelId, text.labels[item.labelId] ?? '')
    return labelId && book.allows(chosen, labelId) && suits(chosen, text, item)
  })
  return fits ? chosen : null
}

function trackFor(session: Session, text: ClipText, item: ClipItem, labelId: string): TrackRecord | null {
  const { store } = session
  const book = store.labels.peek()
  const takes = (track: TrackRecord | undefined): track is TrackRecord =>
    track !== undefined && book.allows(track, labelId) && suits(track, text, item)
  const own = store.track(item.trackId)
  if (takes(own)) return own
  const name = text.tracks[item.trackId]?.name.trim().toLowerCase()
  const named = store.tracks.find((t) => t.name.trim().toLowerCase() === name && takes(t))
  return named ?? store.tracks.find((t) => !t.locked && !t.hidden && takes(t)) ?? null
}

/** Events go to tracks of events, lengths to tracks of the kind they had, or of intervals. */
function suits(track: TrackRecord, text: ClipText, item: ClipItem): boolean {
  if (item.start === item.end) return track.kind === 'events'
  const kind = text.tracks[item.trackId]?.kind ?? 'intervals'
  return track.kind === kind || track.kind === 'intervals'
}

/** On frames of this recording; null when it would begin after the end. */
function timesOf({ clock }: Session, at: Tick, item: ClipItem): { start: Tick; end: Tick } | null {
  const from = at + item.start
  if (from >= clock.duration) return null
  const start = nearestBoundary(clock, from)
  if (item.start === item.end) return { start, end: start }
  const end = nearestBoundary(clock, at + item.end)
  return { start, end: end > start ? end : clock.boundsOf(clock.frameAt(start)).end }
}
