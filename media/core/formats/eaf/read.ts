/**
 * Reads ELAN EAF 2.x and 3.0. Times keep their unit (milliseconds, PAL or NTSC frames); slots without a time are spread
 * evenly between the known ones, as ELAN draws them. Tiers of references take the times of what they refer to.
 * Files that we wrote carry a note in the header that turns tiers back into tracks, notes and attributes.
 */
import type { AttributeValue, TrackKind } from '../../document/records.ts'
import { type Tick, tick } from '../../time/tick.ts'
import { attributeFromText } from '../attribute-text.ts'
import {
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ImportedTrack,
  type ReadContext,
  type ReadProblem,
} from '../format.ts'
import { LONGEST_MS, ticksOfMilliseconds } from '../rows.ts'
import { joinWords, type WordIn, wordsIn } from '../spoken.ts'
import { childNamed, childrenNamed, parseXml, type XmlElement } from '../xml.ts'
import { type HeaderNote, headerNoteSchema, PROPERTY, type TierMeaning, UNIT_MS } from './names.ts'

interface Item {
  readonly id: string
  readonly element: XmlElement
  readonly value: string
  readonly cveRef: string | null
  /** Slot ids of an alignable annotation. */
  readonly slots: readonly [string, string] | null
  /** What a reference annotation refers to, and the one before it under the same parent. */
  readonly parent: string | null
  readonly previous: string | null
}

interface Tier {
  readonly name: string
  readonly element: XmlElement
  readonly annotator: string | null
  readonly type: string
  readonly items: Item[]
}

export function readEaf(text: string, context: ReadContext): Imported {
  const root = parseXml(text)
  if (root.name !== 'ANNOTATION_DOCUMENT')
    throw new FormatError(
      `An ELAN file begins with <ANNOTATION_DOCUMENT>; this one begins with <${root.name}>.`,
      root.line,
      root.column,
    )
  const problems: ReadProblem[] = []
  const note = (e: XmlElement, message: string): void => {
    problems.push({ line: e.line, column: e.column, text: message })
  }
  const header = childNamed(root, 'HEADER')
  const units = header?.attributes.TIME_UNITS ?? 'milliseconds'
  const unitMs = UNIT_MS[units]
  if (unitMs === undefined)
    throw new FormatError(`The time unit "${units}" is not one of ${Object.keys(UNIT_MS).join(', ')}.`)
  const tiers = childrenNamed(root, 'TIER').map(tierOf)
  const times = slotTimes(root, tiers, unitMs, note)
  const ours = headerNoteOf(header)

  // The file's time 0 lies TIME_ORIGIN into its media; the media lies `offset` into the recording.
  const descriptor = header && childNamed(header, 'MEDIA_DESCRIPTOR')
  const stated = Number(descriptor?.attributes.TIME_ORIGIN ?? 0)
  const origin = Math.abs(stated) <= LONGEST_MS ? stated : 0
  const shift = ticksOfMilliseconds(origin) + context.offset
  const toTick = (units: number): Tick => tick(ticksOfMilliseconds(units * unitMs) + shift)

  const spanOf = resolveSpans(tiers, times, note)
  const tracks = ours
    ? oursBack(tiers, ours, spanOf, toTick, note)
    : foreign(tiers, spanOf, toTick, labelsByEntry(root))
  return { tracks, problems, labelSet: null, roundedUp: ours !== null }
}

function tierOf(element: XmlElement): Tier {
  const items: Item[] = []
  for (const a of childrenNamed(element, 'ANNOTATION')) {
    const e = a.children[0]
    if (!e) continue
    const at = e.attributes
    items.push({
      id: at.ANNOTATION_ID ?? '',
      element: e,
      value: childNamed(e, 'ANNOTATION_VALUE')?.text ?? '',
      cveRef: at.CVE_REF ?? null,
      slots: e.name === 'ALIGNABLE_ANNOTATION' ? [at.TIME_SLOT_REF1 ?? '', at.TIME_SLOT_REF2 ?? ''] : null,
      parent: at.ANNOTATION_REF ?? null,
      previous: at.PREVIOUS_ANNOTATION ?? null,
    })
  }
  return {
    name: element.attributes.TIER_ID ?? '',
    element,
    annotator: element.attributes.ANNOTATOR || null,
    type: element.attributes.LINGUISTIC_TYPE_REF ?? '',
    items,
  }
}

type Note = (e: XmlElement, message: string) => void

/** Time of every slot in file units; slots without TIME_VALUE are spread evenly along their chain of annotations. */
function slotTimes(
  root: XmlElement,
  tiers: readonly Tier[],
  unitMs: number,
  note: Note,
): Map<string, number> {
  const times = new Map<string, number>()
  const order: { id: string; element: XmlElement }[] = []
  const list = childNamed(root, 'TIME_ORDER')
  for (const s of list ? childrenNamed(list, 'TIME_SLOT') : []) {
    const id = s.attributes.TIME_SLOT_ID ?? ''
    order.push({ id, element: s })
    const value = s.attributes.TIME_VALUE
    if (value === undefined) continue
    if (/^\d+$/.test(value) && Number(value) * unitMs <= LONGEST_MS) times.set(id, Number(value))
    else note(s, `The time "${value}" of slot ${id} is not a time and is worked out from its neighbours.`)
  }
  const known = new Set(order.map((s) => s.id))
  for (const tier of tiers) {
    const next = new Map(tier.items.filter((i) => i.slots).map((i) => [i.slots![0], i.slots![1]]))
    for (const item of tier.items) {
      const first = item.slots?.[0]
      if (first === undefined || !times.has(first) || times.has(item.slots![1])) continue
      const chain = [first]
      while (!times.has(chain.at(-1)!) || chain.length === 1) {
        const to = next.get(chain.at(-1)!)
        if (to === undefined || !known.has(to) || chain.includes(to)) break
        chain.push(to)
      }
      const a = times.get(first)!
      const b = times.get(chain.at(-1)!)
      if (b === undefined || chain.length < 3) continue
      for (let k = 1; k < chain.length - 1; k++) times.set(chain[k]!, a + ((b - a) * k) / (chain.length - 1))
    }
  }
  // What no chain reaches takes an even place between its neighbours in TIME_ORDER, which is sorted.
  for (let i = 0; i < order.length; i++) {
    if (times.has(order[i]!.id)) continue
    let j = i
    while (j < order.length && !times.has(order[j]!.id)) j++
    const before = i > 0 ? times.get(order[i - 1]!.id)! : 0
    const after = j < order.length ? times.get(order[j]!.id)! : before
    for (let k = i; k < j; k++) {
      times.set(order[k]!.id, before + ((after - before) * (k - i + 1)) / (j - i + 1))
      note(order[k]!.element, `Slot ${order[k]!.id} has no time; it is placed evenly between its neighbours.`)
    }
  }
  return times
}

type Span = readonly [start: number, end: number]

/** Start and end of every annotation in file units, through references. */
function resolveSpans(tiers: readonly Tier[], times: Map<string, number>, note: Note): Map<string, Span> {
  const spans = new Map<string, Span>()
  const references = new Map<string, Item>()
  for (const item of tiers.flatMap((t) => t.items)) {
    if (!item.slots) {
      references.set(item.id, item)
      continue
    }
    const a = times.get(item.slots[0])
    const b = times.get(item.slots[1])
    if (a === undefined || b === undefined)
      note(item.element, `Annotation ${item.id} refers to a time slot that does not exist.`)
    else if (b < a) note(item.element, `Annotation ${item.id} ends before it starts.`)
    else spans.set(item.id, [a, b])
  }
  // Siblings under one parent on one tier share its time evenly (Symbolic_Subdivision); a lone one takes all of it.
  for (const tier of tiers) {
    const families = new Map<string, Item[]>()
    for (const item of tier.items)
      if (item.parent !== null) families.set(item.parent, [...(families.get(item.parent) ?? []), item])
    for (const [parent, family] of families) {
      const ordered = inOrder(family)
      const span = spanThrough(parent, spans, references)
      for (const [k, item] of ordered.entries()) {
        if (!span) note(item.element, `Annotation ${item.id} refers to ${parent}, which has no time.`)
        else {
          const width = (span[1] - span[0]) / ordered.length
          spans.set(item.id, [span[0] + width * k, span[0] + width * (k + 1)])
        }
      }
    }
  }
  return spans
}

function spanThrough(id: string, spans: Map<string, Span>, references: Map<string, Item>): Span | undefined {
  const seen = new Set<string>()
  for (let at = id; !seen.has(at); ) {
    const span = spans.get(at)
    if (span) return span
    seen.add(at)
    at = references.get(at)?.parent ?? at
  }
  return undefined
}

/** Siblings by PREVIOUS_ANNOTATION, in file order where it says nothing. */
function inOrder(family: readonly Item[]): Item[] {
  const after = new Map(family.filter((i) => i.previous).map((i) => [i.previous!, i]))
  const out: Item[] = []
  for (
    let item = family.find((i) => !i.previous || !family.some((f) => f.id === i.previous));
    item;
    item = after.get(item.id)
  ) {
    if (out.includes(item)) break
    out.push(item)
  }
  return out.length === family.length ? out : [...family]
}

function headerNoteOf(header: XmlElement | undefined): HeaderNote | null {
  const property = header && childrenNamed(header, 'PROPERTY').find((p) => p.attributes.NAME === PROPERTY)
  if (!property) return null
  try {
    return headerNoteSchema.parse(JSON.parse(property.text))
  } catch {
    return null
  }
}

/** Display text of controlled-vocabulary entries by id, for annotations that only refer to one. */
function labelsByEntry(root: XmlElement): Map<string, string> {
  const labels = new Map<string, string>()
  for (const cv of childrenNamed(root, 'CONTROLLED_VOCABULARY'))
    for (const e of childrenNamed(cv, 'CV_ENTRY_ML')) {
      const value = childNamed(e, 'CVE_VALUE')?.text
      if (e.attributes.CVE_ID && value !== undefined) labels.set(e.attributes.CVE_ID, value)
    }
  return labels
}

function foreign(
  tiers: readonly Tier[],
  spanOf: Map<string, Span>,
  toTick: (units: number) => Tick,
  entries: Map<string, string>,
): ImportedTrack[] {
  return tiers.map((tier) => ({
    name: tier.name,
    kind: 'intervals',
    ...(tier.element.attributes.PARTICIPANT && { speaker: tier.element.attributes.PARTICIPANT }),
    annotations: tier.items.flatMap((item) => {
      const span = spanOf.get(item.id)
      if (!span) return []
      const label = item.value.trim() || (item.cveRef ? (entries.get(item.cveRef) ?? '') : '')
      return [plain(label, null, toTick(span[0]), toTick(span[1]), tier.annotator)]
    }),
  }))
}

function plain(
  label: string,
  labelId: string | null,
  start: Tick,
  end: Tick,
  author: string | null,
): ImportedAnnotation {
  return {
    id: null,
    label,
    labelId,
    start,
    end,
    attributes: {},
    note: '',
    author,
    confidence: null,
    layer: null,
  }
}

function oursBack(
  tiers: readonly Tier[],
  ours: HeaderNote,
  spanOf: Map<string, Span>,
  toTick: (units: number) => Tick,
  note: Note,
): ImportedTrack[] {
  const details = new Map<string, { part: string; value: string }[]>()
  const words = new Map<string, WordIn[]>()
  for (const tier of tiers) {
    const part = ours.tiers[tier.name]?.part
    if (!part) continue
    if (part === 'words') words.set(tier.element.attributes.PARENT_REF ?? '', wordsOn(tier, spanOf, toTick))
    for (const item of tier.items)
      if (item.parent)
        details.set(item.parent, [...(details.get(item.parent) ?? []), { part, value: item.value }])
  }
  const tracks = new Map<string, { name: string; kind: TrackKind; annotations: ImportedAnnotation[] }>()
  for (const tier of tiers) {
    const meaning: TierMeaning = ours.tiers[tier.name] ?? {
      track: tier.name,
      kind: 'intervals',
      layer: null,
      part: null,
    }
    if (meaning.part) continue
    const key = `${meaning.kind}/${meaning.track}`
    const track = tracks.get(key) ?? { name: meaning.track, kind: meaning.kind, annotations: [] }
    tracks.set(key, track)
    for (const item of tier.items) {
      const span = spanOf.get(item.id)
      if (!span) continue
      const start = toTick(span[0])
      const base = plain(
        item.value,
        item.cveRef,
        start,
        meaning.kind === 'events' ? start : toTick(span[1]),
        tier.annotator,
      )
      const attributes: Record<string, AttributeValue> = {}
      let label = meaning.kind === 'transcript' ? '' : base.label
      let text = ''
      let confidence: number | null = null
      for (const d of details.get(item.id) ?? []) {
        if (d.part === 'note') text = d.value
        else if (d.part === 'label') label = d.value
        else if (d.part.startsWith('attribute:')) attributes[d.part.slice(10)] = attributeFromText(d.value)
        else if (d.part === 'confidence' && Number(d.value) >= 0 && Number(d.value) <= 1)
          confidence = Number(d.value)
        else note(item.element, `"${d.value}" is not a confidence between 0 and 1.`)
      }
      const spoken =
        meaning.kind === 'transcript' && spokenOf(item.value, base, words.get(tier.name), meaning.speaker)
      const own = { ...base, label, attributes, note: text, confidence, layer: meaning.layer }
      track.annotations.push({ ...own, ...spoken })
    }
  }
  return [...tracks.values()]
}

function wordsOn(tier: Tier, spanOf: Map<string, Span>, toTick: (units: number) => Tick): WordIn[] {
  return tier.items.flatMap((item) => {
    const span = spanOf.get(item.id)
    if (!span) return []
    return [
      { text: item.value, start: toTick(span[0]), end: toTick(span[1]), confidence: null, timing: 'given' },
    ]
  })
}

function spokenOf(
  value: string,
  { start, end }: ImportedAnnotation,
  words: readonly WordIn[] = [],
  speaker: string | null = null,
): Pick<ImportedAnnotation, 'speech' | 'speaker'> {
  const inside = words.filter((w) => w.start >= start && w.end <= end)
  const text = value || joinWords(inside)
  return { speech: text ? { text, words: wordsIn(text, inside), language: '' } : null, speaker }
}
