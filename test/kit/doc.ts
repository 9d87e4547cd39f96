/**
 * Documents a human can see. One line a track, one character a second, the same letter side by side is one annotation;
 * `|` between equal letters parts two. Lower case at the start is the track's id; what follows it in brackets is policy
 * and parent; `=` before the parent gives children their parent's bounds. `*` after the name makes a track of events,
 * where every letter is one event, `~` a trace from 0 to 9, where every digit is a value that holds a second. `/` and a
 * name put what follows in a layer of that name, on a track of a line above.
 *
 *   doc`
 *     phase(gapless)       |AAAABBBB..|
 *     step(trims,phase)    |.cc..dd...|
 *     rating(refused,=phase)|AAAA......|
 *     mark*                |.x....y...|
 *     pain~                |.2233.....|
 *     step/ben             |..ee......|
 *   `
 *
 * `show` prints a document back in the same form, so that a failing test shows two pictures.
 */

import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type {
  AnnotationRecord,
  DocumentRecord,
  LabelSet,
  LayerRecord,
  Policy,
  TraceRecord,
  TrackRecord,
} from '#media/core/document/records.ts'
import {
  ATTRIBUTE_DEFAULTS,
  LABEL_DEFAULTS,
  LABEL_SET_DEFAULTS,
  TRACK_DEFAULTS,
} from '#media/core/document/records.ts'
import { TICKS_PER_SECOND, type Tick, tick } from '#media/core/time/tick.ts'

export const LAYER = 'layer'
export const second = (n: number): Tick => tick(n * TICKS_PER_SECOND)

export interface TestDocument {
  document: DocumentModel
  labels: LabelBook
  /** Id of the nth annotation of a letter, from 0, in order of time: "A0". */
  id(name: string): string
}

const LINE = /^\s*([a-z][\w-]*)(?:\/([a-z]+))?([*~])?(?:\((\w+)(?:,\s*(=?)([\w-]+))?\))?\s*\|(.*)\|\s*$/
const DIGITS = { min: 0, max: 9, unit: '', minName: '', maxName: '' }

export function doc(strings: TemplateStringsArray, ...values: unknown[]): TestDocument {
  const records: DocumentRecord[] = [layer()]
  const text = String.raw(strings, ...values)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const counts = new Map<string, number>()
  for (const [order, line] of lines.entries()) {
    const m = LINE.exec(line)
    if (!m) throw new Error(`not a track: ${line}`)
    const [, id = '', other, sign, policy = 'allowed', same, parentId = null, cells = ''] = m
    const known = records.find((r) => r.id === id)
    const kind = known?.type === 'track' ? known.kind : sign === '*' ? 'events' : sign ? 'trace' : 'intervals'
    const parentRule = same ? 'same-bounds' : 'inside'
    const scale = kind === 'trace' ? DIGITS : null
    if (!known)
      records.push(track(id, { order, kind, policy: policy as Policy, parentId, parentRule, scale }))
    const layerId = other ?? LAYER
    if (!records.some((r) => r.id === layerId)) records.push(layer(layerId))
    if (kind === 'trace') {
      for (const m of cells.matchAll(/\d+/g)) {
        const n = counts.get(id) ?? 0
        counts.set(id, n + 1)
        records.push(trace(`${id}${n}`, id, second(m.index), [...m[0]].map(Number), { layerId }))
      }
      continue
    }
    for (const { letter, start, end } of runs(cells, kind === 'events')) {
      const n = counts.get(letter) ?? 0
      counts.set(letter, n + 1)
      records.push(annotation(`${letter}${n}`, id, letter, second(start), second(end), { layerId }))
    }
  }
  return { document: new DocumentModel(records), labels: LETTERS, id: (name) => name }
}

function* runs(cells: string, events: boolean): Generator<{ letter: string; start: number; end: number }> {
  let at = 0
  let open: { letter: string; start: number } | null = null
  for (const c of `${cells}.`) {
    const ends = open && (c !== open.letter || events)
    if (open && ends) {
      yield { letter: open.letter, start: open.start, end: events ? open.start : at }
      open = null
    }
    if (c === '|') continue
    if (c !== '.' && !open) open = { letter: c, start: at }
    at++
  }
}

export function track(id: string, fields: Partial<TrackRecord> = {}): TrackRecord {
  return {
    ...TRACK_DEFAULTS,
    type: 'track',
    id,
    kind: 'intervals',
    name: id,
    order: 0,
    ...fields,
  }
}

export function layer(id = LAYER, fields: Partial<LayerRecord> = {}): LayerRecord {
  return { type: 'layer', id, name: id, kind: 'people', ownerId: null, locked: false, model: null, ...fields }
}

export function annotation(
  id: string,
  trackId: string,
  labelId: string,
  start: Tick,
  end: Tick,
  fields: Partial<AnnotationRecord> = {},
): AnnotationRecord {
  return {
    type: 'annotation',
    id,
    trackId,
    layerId: LAYER,
    labelId,
    start,
    end,
    attributes: {},
    note: '',
    authorId: null,
    confidence: null,
    origin: null,
    speakerId: null,
    speech: null,
    ...fields,
  }
}

/** A value a second, unless a step is given. */
export function trace(
  id: string,
  trackId: string,
  start: Tick,
  values: number[],
  fields: Partial<TraceRecord> = {},
): TraceRecord {
  return {
    type: 'trace',
    id,
    trackId,
    layerId: LAYER,
    start,
    step: TICKS_PER_SECOND,
    values,
    authorId: null,
    lag: 0,
    ...fields,
  }
}

/** Every letter is a label of that name; `A` has a required attribute `severity`. */
const LETTER_SET: LabelSet = {
  ...LABEL_SET_DEFAULTS,
  version: 1,
  name: 'Letters',
  labels: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].map((letter) => ({
    ...LABEL_DEFAULTS,
    id: letter,
    name: letter,
    color: '#0072b2',
    key: letter,
    attributes:
      letter === 'A'
        ? [
            {
              ...ATTRIBUTE_DEFAULTS,
              key: 'severity',
              name: 'Severity',
              kind: 'choice' as const,
              choices: ['minor', 'major'],
              required: true,
            },
            {
              ...ATTRIBUTE_DEFAULTS,
              key: 'count',
              name: 'Count',
              kind: 'number' as const,
              choices: [],
              required: false,
            },
          ]
        : [],
  })),
  tracks: [],
}
export const LETTERS = new LabelBook(LETTER_SET)

/** The document as `doc` takes it. Overlapping annotations of a lane take lines of their own. */
export function show(document: { records(): Iterable<DocumentRecord> }): string {
  const records = [...document.records()]
  const annotations = records.filter((r) => r.type === 'annotation')
  const traces = records.filter((r) => r.type === 'trace')
  const ends = [...annotations.map((a) => a.end), ...traces.map((t) => t.start + t.step * t.values.length)]
  const width = Math.max(1, ...ends.map((end) => Math.ceil(end / TICKS_PER_SECOND)))
  const lines: string[] = []
  const layers = records.filter((r) => r.type === 'layer').sort((a) => (a.id === LAYER ? -1 : 1))
  for (const t of records.filter((r) => r.type === 'track'))
    for (const { id: layerId } of layers) {
      const mine = (r: { trackId: string; layerId: string }) => r.trackId === t.id && r.layerId === layerId
      const name = layerId === LAYER ? t.id : `${t.id}/${layerId}`
      const rows = t.kind === 'trace' ? traceRows(traces.filter(mine)) : laneRows(annotations.filter(mine))
      if (!rows.length && layerId === LAYER) rows.push('')
      const sign = layerId !== LAYER ? '' : t.kind === 'events' ? '*' : t.kind === 'trace' ? '~' : ''
      for (const cells of rows) lines.push(`${name}${sign} |${cells.padEnd(width, '.')}|`)
    }
  return lines.join('\n')
}

function laneRows(annotations: AnnotationRecord[]): string[] {
  const rows: AnnotationRecord[][] = []
  for (const a of annotations.sort((x, y) => x.start - y.start || (x.id < y.id ? -1 : 1))) {
    const row = rows.find((r) => (r.at(-1)?.end ?? 0) <= a.start && r.at(-1)?.start !== a.start)
    if (row) row.push(a)
    else rows.push([a])
  }
  return rows.map((row) => {
    let cells = ''
    let at = 0
    let before: AnnotationRecord | null = null
    for (const a of row) {
      const start = Math.round(a.start / TICKS_PER_SECOND)
      const length = Math.max(1, Math.round(a.end / TICKS_PER_SECOND) - start)
      cells += '.'.repeat(Math.max(0, start - at))
      if (before && before.end === a.start && before.labelId === a.labelId) cells += '|'
      cells += a.labelId[0]!.repeat(length)
      at = start + length
      before = a
    }
    return cells
  })
}

function traceRows(traces: TraceRecord[]): string[] {
  if (!traces.length) return []
  const cells: string[] = []
  for (const t of traces)
    for (const [i, value] of t.values.entries())
      cells[Math.round((t.start + i * t.step) / TICKS_PER_SECOND)] = String(Math.round(value))
  return [Array.from(cells, (c) => c ?? '.').join('')]
}

/** A picture with its indentation, brackets and trailing dots taken away, to compare with `show`. */
export function picture(strings: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw(strings, ...values)
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/\([^)]*\)/, '')
        .replace(/\s*\|/, ' |')
        .replace(/\.*\|$/, '|'),
    )
    .filter((line) => line !== '')
    .join('\n')
}

/** `show` without trailing dots. */
export const shown = (document: { records(): Iterable<DocumentRecord> }): string =>
  show(document).replace(/\.*\|$/gm, '|')
