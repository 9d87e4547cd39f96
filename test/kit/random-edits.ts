/** Seeded random work on a document: commands with arguments that often fit and sometimes do not. */
import {
  type CommandResult,
  type CommandState,
  create,
  createEvent,
  duplicate,
  endLabel,
  merge,
  move,
  relabel,
  remove,
  rollEdge,
  setAttribute,
  setNote,
  split,
  startLabel,
  trimEnd,
  trimStart,
} from '#media/core/commands/index.ts'
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'
import { annotation, LAYER, layer, second, track } from './doc.ts'

export type Random = () => number

export const below = (random: Random, n: number): number => Math.floor(random() * n)
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!

export const LENGTH = 60
const LETTERS = [...'ABCDEF']

/** Tracks of every policy, steps inside phases, events, and two layers. */
export function everyPolicy(): DocumentRecord[] {
  return [
    layer(LAYER),
    layer('second'),
    track('phase', { order: 0, policy: 'gapless' }),
    track('step', { order: 1, policy: 'trims', parentId: 'phase' }),
    track('out', { order: 2, policy: 'refused' }),
    track('tool', { order: 3, policy: 'allowed' }),
    track('mark', { order: 4, policy: 'refused', kind: 'events' }),
  ]
}

export function randomCommand(random: Random, state: CommandState): CommandResult {
  const { document } = state
  const trackId = pick(random, document.tracks).id
  const layerId = pick(random, [LAYER, LAYER, 'second'])
  const own = [...document.lane(trackId, layerId).all()]
  const a: AnnotationRecord = own.length
    ? pick(random, own)
    : annotation('none', trackId, 'A', second(0), second(1))
  const labelId = pick(random, LETTERS)
  const at = second(below(random, LENGTH))
  const end = second(at / second(1) + 1 + below(random, 12))
  const frame = { start: at, end: second(at / second(1) + 1) }
  const children = pick(random, ['refuse', 'shrink'] as const)
  const some = own.filter(() => random() < 0.3).map((r) => r.id)
  const next = document.lane(trackId, layerId).neighbours(a).after
  const tasks: (() => CommandResult)[] = [
    () => create(state, { trackId, layerId, labelId, start: at, end, children }),
    () => create(state, { trackId, layerId, labelId, start: at, end, children }),
    () => createEvent(state, { trackId, layerId, labelId, at }),
    () => startLabel(state, { trackId, layerId, labelId, frame, until: second(LENGTH), children }),
    () => endLabel(state, { id: a.id, frame, children }),
    () => move(state, { ids: [a.id], by: second(below(random, 20) - 10), children }),
    () => move(state, { ids: some, by: second(below(random, 20) - 10), children }),
    () => move(state, { ids: [a.id], by: 0, trackId: pick(random, document.tracks).id, children }),
    () => trimStart(state, { id: a.id, to: at, children }),
    () => trimEnd(state, { id: a.id, to: at, children }),
    () => rollEdge(state, { leftId: a.id, rightId: next?.id ?? a.id, to: at, children }),
    () => split(state, { id: a.id, at, children }),
    () => merge(state, { ids: next ? [a.id, next.id] : [a.id] }),
    () => relabel(state, { ids: [a.id], labelId }),
    () =>
      setAttribute(state, { ids: [a.id], key: 'severity', value: pick(random, ['minor', 'major', null]) }),
    () => setNote(state, { id: a.id, note: pick(random, ['', 'one', 'two']) }),
    () => remove(state, { ids: [a.id], children: pick(random, ['refuse', 'remove']) }),
    () => remove(state, { ids: some }),
    () => duplicate(state, { ids: some, by: second(below(random, 30)) }),
  ]
  return pick(random, tasks)()
}
