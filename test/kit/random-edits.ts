/** Seeded random work on a document: every command there is, with arguments that often fit and sometimes do not. */

import type { CommandResult, CommandState } from '#media/core/commands/index.ts'
import * as commands from '#media/core/commands/index.ts'
import type { DocumentState } from '#media/core/document/model.ts'
import { type AnnotationRecord, type DocumentRecord, POLICIES } from '#media/core/document/records.ts'
import { addTicks, type Tick, tick } from '#media/core/time/tick.ts'
import { annotation, LAYER, layer, second, track } from './doc.ts'

export type Random = () => number

export const below = (random: Random, n: number): number => Math.floor(random() * n)
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!

export const LENGTH = 60
const LETTERS = [...'ABCDEF']
const SCALE = { min: -1, max: 1, unit: '', minName: 'unpleasant', maxName: 'pleasant' }

/** Tracks of every kind and policy, children of both kinds, combinations, traces, and two layers. */
export function everyPolicy(): DocumentRecord[] {
  return [
    layer(LAYER),
    layer('second'),
    track('phase', { order: 0, policy: 'gapless' }),
    track('step', { order: 1, policy: 'trims', parentId: 'phase' }),
    track('rating', { order: 2, policy: 'refused', parentId: 'phase', parentRule: 'same-bounds' }),
    track('detail', { order: 3, parentId: 'rating', parentRule: 'same-bounds' }),
    track('out', { order: 4, policy: 'refused' }),
    track('tool', { order: 5, policy: 'allowed', requiredAttributes: ['severity'] }),
    track('mark', { order: 6, policy: 'refused', kind: 'events' }),
    track('pair', {
      order: 7,
      combinations: {
        fields: ['label', 'severity'],
        rows: [...[...'ACE'].map((l) => [l, 'minor']), ...[...'BDF'].map((l) => [l, 'major'])],
      },
    }),
    track('talk', { order: 8, kind: 'transcript', policy: 'trims' }),
    track('pain', { order: 9, kind: 'trace' }),
    track('mood', { order: 10, kind: 'trace', scale: SCALE }),
  ]
}

const GIVEN = new Set(everyPolicy().map((r) => r.id))

/** `past`: the document as it was some time ago, to bring things back from. */
export function randomCommand(random: Random, state: CommandState, past?: DocumentState): CommandResult {
  const kind = random()
  if (kind < 0.72) return randomEdit(random, state)
  if (kind < 0.82) return randomMark(random, state)
  if (kind < 0.9) return randomTrace(random, state)
  if (kind < 0.95) return randomStructure(random, state)
  return randomReturn(random, state, past)
}

const someLayer = (random: Random, { document }: CommandState) =>
  random() < 0.7 ? LAYER : pick(random, document.layers).id

const someTime = (random: Random): Tick => second(below(random, LENGTH))

function randomEdit(random: Random, state: CommandState): CommandResult {
  const { document } = state
  const tracks = document.tracks.filter((t) => t.kind !== 'trace')
  // Mostly where something is: little can be done to an empty lane.
  const held = tracks.flatMap((t) => document.lanesOf(t.id).map(([layerId]) => [t.id, layerId] as const))
  const [trackId, layerId] =
    held.length && random() < 0.7 ? pick(random, held) : [pick(random, tracks).id, someLayer(random, state)]
  const own = [...document.lane(trackId, layerId).all()]
  const a: AnnotationRecord = own.length
    ? pick(random, own)
    : annotation('none', trackId, 'A', second(0), second(1))
  const labelId = pick(random, LETTERS)
  const at = someTime(random)
  const end = second(at / second(1) + 1 + below(random, 12))
  const frame = { start: at, end: second(at / second(1) + 1) }
  const by = second(below(random, 20) - 10)
  const children = pick(random, ['refuse', 'shrink'] as const)
  const taken = pick(random, ['refuse', 'remove'] as const)
  const some = own.filter((r) => r === a || random() < 0.3).map((r) => r.id)
  const next = document.lane(trackId, layerId).neighbours(a).after
  const toTrack = pick(random, tracks).id
  const toLayer = pick(random, document.layers).id
  const child = tracks.find((t) => t.parentId === trackId && random() < 0.7)?.id ?? toTrack
  const length = addTicks(end, -at)
  const value = pick(random, ['minor', 'major', null, 'major', 'huge'])
  const {
    create,
    createEvent,
    createInside,
    startLabel,
    endLabel,
    move,
    trimStart,
    trimEnd,
    rollEdge,
    split,
    merge,
    relabel,
    setAttribute,
    setNote,
    remove,
    cut,
    duplicate,
    paste,
    clipOf,
    copyToLayer,
    ripple,
    stretch,
  } = commands
  const tasks: (() => CommandResult)[] = [
    () => create(state, { trackId, layerId, labelId, start: at, end, children }),
    () => create(state, { trackId, layerId, labelId, start: at, end, children }),
    () => create(state, { trackId, layerId, labelId, start: at, end, attributes: { severity: 'minor' } }),
    () => createEvent(state, { trackId, layerId, labelId, at }),
    () => createInside(state, { parentId: a.id, trackId: child, layerId, labelId }),
    () => createInside(state, { parentId: a.id, trackId: child, layerId, labelId, start: at, end }),
    () => startLabel(state, { trackId, layerId, labelId, frame, until: second(LENGTH), children }),
    () => endLabel(state, { id: a.id, frame, children }),
    () => move(state, { ids: [a.id], by, children }),
    () => move(state, { ids: some, by, children }),
    () => move(state, { ids: [a.id], by: 0, trackId: toTrack, children }),
    () => move(state, { ids: [a.id], by: 0, layerId: toLayer, children }),
    () => trimStart(state, { id: a.id, to: at, children }),
    () => trimEnd(state, { id: a.id, to: at, children }),
    () => rollEdge(state, { leftId: a.id, rightId: next?.id ?? a.id, to: at, children }),
    () => split(state, { id: a.id, at, children }),
    () => merge(state, { ids: next ? [a.id, next.id] : [a.id] }),
    () => relabel(state, { ids: random() < 0.7 ? [a.id] : some, labelId }),
    () => setAttribute(state, { ids: [a.id], key: 'severity', value }),
    () => setNote(state, { id: a.id, note: pick(random, ['', 'one', 'two']) }),
    () => remove(state, { ids: [a.id], children: taken }),
    () => remove(state, { ids: some }),
    () => cut(state, { ids: some, children: taken }),
    () => duplicate(state, { ids: some, by: second(below(random, 30)) }),
    () => paste(state, { clip: clipOf(state, some), at, layerId: toLayer }),
    () => paste(state, { clip: clipOf(state, some), at, layerId, trackId: toTrack }),
    () => copyToLayer(state, { ids: some, layerId: toLayer }),
    () => ripple(state, { trackIds: [trackId], layerId, from: at, by, children }),
    () => ripple(state, { trackIds: tracks.map((t) => t.id), layerId, from: at, by, children, align }),
    () => stretch(state, { ids: some, from: [at, end], to: [addTicks(at, by), addTicks(end, by)], children }),
    () => stretch(state, { ids: some, from: [at, end], to: [at, addTicks(end, length)], align, children }),
  ]
  return pick(random, tasks)()
}

const align = (t: Tick): Tick => second(Math.round(t / second(1)))

function randomMark(random: Random, state: CommandState): CommandResult {
  const { comments, bookmarks } = state.document
  if (comments.length > 30) return commands.removeComment(state, { id: pick(random, comments).id })
  const comment = comments.length ? pick(random, comments) : null
  const bookmark = bookmarks.length ? pick(random, bookmarks) : null
  const at = someTime(random)
  const text = pick(random, ['Is this right?', 'Yes.', 'No, look again.'])
  const lane = state.document.lanesOf(pick(random, state.document.tracks).id)[0]
  const about = lane ? lane[1].firstFrom(at) : null
  const comment1 = {
    start: at,
    end: pick(random, [at, addTicks(at, second(2))]),
    annotationId: about?.id ?? null,
    text,
    at: '2026-11-23T08:00:00.000Z',
  }
  const { addComment, editComment, resolveThread, removeComment } = commands
  const { addBookmark, updateBookmark, removeBookmark } = commands
  const none = comment?.id ?? 'none'
  const tasks: (() => CommandResult)[] = [
    () => addComment(state, { ...comment1, threadId: null }),
    () => addComment(state, { ...comment1, threadId: none }),
    () => addComment(state, { ...comment1, threadId: comment?.threadId ?? none }),
    () => editComment(state, { id: none, text }),
    () => resolveThread(state, { id: none, userId: pick(random, ['ann', null]) }),
    () => removeComment(state, { id: none }),
    () => addBookmark(state, { at, name: pick(random, ['', 'Start', 'Look here']) }),
    () => updateBookmark(state, { id: bookmark?.id ?? 'none', changes: { name: text } }),
    () => updateBookmark(state, { id: bookmark?.id ?? 'none', changes: { at } }),
    () => removeBookmark(state, { id: bookmark?.id ?? 'none' }),
  ]
  return pick(random, tasks)()
}

function randomTrace(random: Random, state: CommandState): CommandResult {
  const layerId = someLayer(random, state)
  const trackId = pick(random, ['pain', 'pain', 'mood', 'mood', 'out'])
  const start = tick(someTime(random) + below(random, 3) * 1000)
  const step = pick(random, [second(1), second(1), tick(second(1) / 4), 7_000_000])
  const values = Array.from({ length: 1 + below(random, 30) }, () => (random() < 0.002 ? 3 : random()))
  const { writeTrace, eraseTrace, ripple } = commands
  const last = state.document.traces(trackId, layerId).at(-1)
  const on = last ? addTicks(last.start, last.step * last.values.length) : start
  const tasks: (() => CommandResult)[] = [
    () => writeTrace(state, { trackId, layerId, start, step, values }),
    () => writeTrace(state, { trackId, layerId, start: on, step: last?.step ?? step, values }),
    () => writeTrace(state, { trackId, layerId, start, step, values }),
    () => eraseTrace(state, { trackId, layerId, start, end: addTicks(start, second(1 + below(random, 9))) }),
    () => ripple(state, { trackIds: [trackId], layerId, from: start, by: second(below(random, 9) - 3) }),
  ]
  return pick(random, tasks)()
}

function randomStructure(random: Random, state: CommandState): CommandResult {
  const { tracks, layers } = state.document
  const someTrack = pick(random, tracks)
  const someLayer = pick(random, layers)
  const mayGo = !GIVEN.has(someTrack.id)
  const locked = [...tracks, ...layers].find((r) => r.locked)
  const { addTrack, updateTrack, updateTracks, removeTrack, reorderTrack } = commands
  const { addLayer, updateLayer, removeLayer } = commands
  const nothing = () => commands.setNote(state, { id: 'none', note: '' })
  const ids = tracks.filter(() => random() < 0.3).map((t) => t.id)
  const how = pick(random, ['refuse', 'remove'] as const)
  const unlock = () =>
    locked?.type === 'track'
      ? updateTrack(state, { id: locked.id, changes: { locked: false } })
      : locked
        ? updateLayer(state, { id: locked.id, changes: { locked: false } })
        : nothing()
  const tasks: (() => CommandResult)[] = [
    () =>
      tracks.length > 15
        ? nothing()
        : addTrack(state, {
            name: 'More',
            kind: pick(random, ['intervals', 'events', 'regions'] as const),
            policy: pick(random, POLICIES),
            parentId: pick(random, [null, 'phase', someTrack.id]),
          }),
    () => updateTrack(state, { id: someTrack.id, changes: { name: pick(random, ['One', 'Two']) } }),
    () => updateTrack(state, { id: someTrack.id, changes: { policy: pick(random, POLICIES) } }),
    () => updateTrack(state, { id: someTrack.id, changes: { parentId: pick(random, tracks).id } }),
    () => updateTracks(state, { ids, changes: { group: pick(random, ['Left', 'Right', null]) } }),
    () => updateTracks(state, { ids, changes: { hidden: random() < 0.5, height: 40 } }),
    () => reorderTrack(state, { id: someTrack.id, beforeId: pick(random, tracks).id }),
    () => (mayGo ? removeTrack(state, { id: someTrack.id, annotations: how }) : nothing()),
    () =>
      layers.length > 5
        ? nothing()
        : addLayer(state, { name: 'Another', ownerId: pick(random, [null, 'ann']), kind: 'people' }),
    () => updateLayer(state, { id: someLayer.id, changes: { name: pick(random, ['Old', 'New']) } }),
    () => (GIVEN.has(someLayer.id) ? nothing() : removeLayer(state, { id: someLayer.id, annotations: how })),
    () => updateTrack(state, { id: someTrack.id, changes: { locked: true } }),
    () => updateLayer(state, { id: someLayer.id, changes: { locked: true } }),
    unlock,
    unlock,
    unlock,
  ]
  // What is locked does not stay so for long, or there would be little left to do.
  return locked && random() < 0.3 ? unlock() : pick(random, tasks)()
}

function randomReturn(random: Random, state: CommandState, past?: DocumentState): CommandResult {
  const from = past ?? state.document
  const some: string[] = []
  for (const t of from.tracks)
    for (const [, lane] of from.lanesOf(t.id))
      for (const a of lane.all()) if (random() < 0.05) some.push(a.id)
  for (const list of [from.comments, from.bookmarks, ...from.tracks.map((t) => from.traces(t.id))])
    for (const r of list) if (random() < 0.1) some.push(r.id)
  const ids = random() < 0.3 ? some : some.slice(0, 1)
  const layerId = random() < 0.3 ? someLayer(random, state) : undefined
  return commands.restore(state, { from, ids, ...(layerId ? { layerId } : {}) })
}
