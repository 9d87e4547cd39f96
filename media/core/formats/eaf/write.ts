/**
 * Writes ELAN EAF 3.0, in the element order of the schema.
 * A track becomes one tier a layer; where annotations overlap, further tiers "Name (2)" take what ELAN's tiers cannot
 * hold. Notes, attributes and confidence become dependent tiers (Symbolic_Association). Labels become a controlled
 * vocabulary a track. Of a transcript every speaker gets a tier with what is said, and below it a tier of words
 * (Included_In).
 */
import { attributeToText } from '../attribute-text.ts'
import type { ExportInput, Written } from '../format.ts'
import { lossesOf, NOTHING } from '../losses.ts'
import {
  type ExportRow,
  exportRows,
  fileStem,
  isUtterance,
  labelNameOf,
  millisecondsUp,
  spokenText,
} from '../rows.ts'
import { lanesOf, MISPLACED, misplaced, speechesOf, uniqueName, withLoss } from '../spoken.ts'
import { escapeXml, hasForbidden } from '../xml.ts'
import { type HeaderNote, PROPERTY, type TierMeaning } from './names.ts'

interface Span {
  readonly row: ExportRow
  readonly start: number
  readonly end: number
  readonly id: string
}

interface Slot {
  readonly time: number
  id: string
}

interface Tier {
  readonly name: string
  readonly meaning: TierMeaning
  readonly spans: Span[]
  readonly vocabulary: string
}

export function writeEaf(input: ExportInput): Written {
  const rows = exportRows(input)
  const layered = new Set(rows.map((r) => r.annotation.layerId)).size > 1
  const taken = new Set<string>()
  const tiers: Tier[] = []
  const vocabularies = new Map<string, ExportRow['track']>()
  let nextId = 0
  const groups = new Map<string, ExportRow[]>()
  for (const row of rows) {
    if (row.annotation.start < 0) continue
    const who = isUtterance(row) ? row.annotation.speakerId : ''
    const key = `${row.track.id}\u0000${row.annotation.layerId}\u0000${who}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  for (const group of groups.values()) {
    const { track, layer, speaker } = group[0]!
    const said = track.kind === 'transcript'
    const vocabulary = said
      ? ''
      : ([...vocabularies].find(([, t]) => t.id === track.id)?.[0] ??
        uniqueName(`${track.name} labels`, new Set(vocabularies.keys())))
    if (!said) vocabularies.set(vocabulary, track)
    const spans = group
      .map((row): Span => {
        const start = millisecondsUp(row.annotation.start)
        return {
          row,
          start,
          end: Math.max(start + 1, millisecondsUp(row.annotation.end)),
          id: `a${++nextId}`,
        }
      })
      .sort((a, b) => a.start - b.start || a.end - b.end)
    for (const lane of lanesOf(spans)) {
      const name = said && speaker ? speaker.name : track.name
      const wanted = layered && layer ? `${name} @ ${layer.name}` : name
      tiers.push({
        name: uniqueName(wanted, taken),
        meaning: {
          track: track.name,
          kind: track.kind,
          layer: layered && layer ? layer.name : null,
          part: null,
          ...(said && { speaker: speaker?.name ?? null }),
        },
        spans: lane,
        vocabulary,
      })
    }
  }

  const slots: Slot[] = []
  const slotsOf = new Map<string, readonly [Slot, Slot]>()
  for (const s of tiers.flatMap((t) => t.spans)) {
    const pair = [
      { time: s.start, id: '' },
      { time: s.end, id: '' },
    ] as const
    slots.push(...pair)
    slotsOf.set(s.id, pair)
  }
  const words = new Map<Tier, WordSpan[]>()
  let cut = 0
  for (const tier of tiers) {
    const own = wordSpans(tier)
    cut += own.cut
    if (!own.spans.length) continue
    words.set(tier, own.spans)
    for (const w of own.spans) slots.push(w.from, w.to)
  }
  slots.sort((a, b) => a.time - b.time)
  for (const [i, s] of slots.entries()) s.id = `ts${i + 1}`

  const meanings: Record<string, TierMeaning> = {}
  let body = ''
  for (const tier of tiers) {
    meanings[tier.name] = tier.meaning
    const authors = new Set(tier.spans.map((s) => s.row.annotation.authorId))
    const only = authors.size === 1 ? [...authors][0] : null
    const annotator = only ? ` ANNOTATOR="${escapeXml(input.people[only] ?? only)}"` : ''
    const participant = tier.meaning.speaker ? ` PARTICIPANT="${escapeXml(tier.meaning.speaker)}"` : ''
    body += `  <TIER TIER_ID="${escapeXml(tier.name)}"${participant}${annotator} LINGUISTIC_TYPE_REF="${escapeXml(typeOf(tier))}">\n`
    for (const s of tier.spans) {
      const [from, to] = slotsOf.get(s.id)!
      const known = s.row.label && !isUtterance(s.row) ? ` CVE_REF="${escapeXml(s.row.label.id)}"` : ''
      body += `    <ANNOTATION>\n      <ALIGNABLE_ANNOTATION ANNOTATION_ID="${s.id}" TIME_SLOT_REF1="${from.id}" TIME_SLOT_REF2="${to.id}"${known}>\n        <ANNOTATION_VALUE>${escapeXml(isUtterance(s.row) ? spokenText(s.row) : labelNameOf(s.row))}</ANNOTATION_VALUE>\n      </ALIGNABLE_ANNOTATION>\n    </ANNOTATION>\n`
    }
    body += '  </TIER>\n'
    for (const [part, title, textOf] of partsOf(tier.spans)) {
      const name = uniqueName(`${tier.name}: ${title}`, taken)
      meanings[name] = { ...tier.meaning, part }
      body += `  <TIER TIER_ID="${escapeXml(name)}" PARENT_REF="${escapeXml(tier.name)}" LINGUISTIC_TYPE_REF="detail">\n`
      for (const s of tier.spans) {
        const value = textOf(s.row)
        if (value === null) continue
        body += `    <ANNOTATION>\n      <REF_ANNOTATION ANNOTATION_ID="a${++nextId}" ANNOTATION_REF="${s.id}">\n        <ANNOTATION_VALUE>${escapeXml(value)}</ANNOTATION_VALUE>\n      </REF_ANNOTATION>\n    </ANNOTATION>\n`
      }
      body += '  </TIER>\n'
    }
    const own = words.get(tier)
    if (!own) continue
    const name = uniqueName(`${tier.name}: words`, taken)
    meanings[name] = { ...tier.meaning, part: 'words' }
    body += `  <TIER TIER_ID="${escapeXml(name)}" PARENT_REF="${escapeXml(tier.name)}"${participant} LINGUISTIC_TYPE_REF="words">\n`
    for (const w of own)
      body += `    <ANNOTATION>\n      <ALIGNABLE_ANNOTATION ANNOTATION_ID="a${++nextId}" TIME_SLOT_REF1="${w.from.id}" TIME_SLOT_REF2="${w.to.id}">\n        <ANNOTATION_VALUE>${escapeXml(w.text)}</ANNOTATION_VALUE>\n      </ALIGNABLE_ANNOTATION>\n    </ANNOTATION>\n`
    body += '  </TIER>\n'
  }

  const note: HeaderNote = { version: 1, recording: input.recording.id, tiers: meanings }
  const media = input.media
  const origin = media && media.offset !== 0 ? ` TIME_ORIGIN="${-Math.round(media.offset / 705_600)}"` : ''
  const descriptor = media
    ? `    <MEDIA_DESCRIPTOR MEDIA_URL="file:///${escapeXml(encodeURIComponent(media.fileName))}" RELATIVE_MEDIA_URL="./${escapeXml(encodeURIComponent(media.fileName))}" MIME_TYPE="${escapeXml(media.mimeType)}"${origin}/>\n`
    : ''
  const types = [...new Map(tiers.map((t) => [typeOf(t), t.vocabulary]))]
    .map(
      ([id, cv]) =>
        `  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="${escapeXml(id)}" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false"${cv && ` CONTROLLED_VOCABULARY_REF="${escapeXml(cv)}"`}/>\n`,
    )
    .concat(
      words.size
        ? '  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false" CONSTRAINTS="Included_In"/>\n'
        : '',
    )
    .join('')
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Scrubline" DATE="${escapeXml(input.madeAt)}" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
${descriptor}    <PROPERTY NAME="lastUsedAnnotationId">${nextId}</PROPERTY>
    <PROPERTY NAME="${PROPERTY}">${escapeXml(JSON.stringify(note))}</PROPERTY>
  </HEADER>
  <TIME_ORDER>
${slots.map((s) => `    <TIME_SLOT TIME_SLOT_ID="${s.id}" TIME_VALUE="${s.time}"/>\n`).join('')}  </TIME_ORDER>
${body}${types}  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="detail" TIME_ALIGNABLE="false" GRAPHIC_REFERENCES="false" CONSTRAINTS="Symbolic_Association"/>
  <LANGUAGE LANG_ID="und" LANG_DEF="http://cdb.iso.org/lg/CDB-00130975-001" LANG_LABEL="undetermined (und)"/>
${CONSTRAINTS}${[...vocabularies].map(([name, track]) => vocabularyXml(name, track.labelIds, rows, input)).join('')}</ANNOTATION_DOCUMENT>
`
  return {
    file: { name: `${fileStem(input.recording.name)}.eaf`, mimeType: 'application/xml', text },
    losses: withLoss(
      eafLosses(input, rows, tiers),
      'words',
      cut,
      'words that overlap, or share a millisecond, are cut or left out',
    ),
  }
}

const typeOf = (tier: Tier): string =>
  tier.meaning.kind === 'transcript' ? 'utterance' : `${tier.meaning.kind}: ${tier.vocabulary}`

interface WordSpan {
  readonly text: string
  readonly from: Slot
  readonly to: Slot
}

/** Words of a tier in whole milliseconds, one after the other inside their utterances, as Included_In asks. */
function wordSpans(tier: Tier): { spans: WordSpan[]; cut: number } {
  const spans: WordSpan[] = []
  let cut = 0
  for (const { row, start, end } of tier.spans) {
    const { text = '', words = [] } = row.annotation.speech ?? {}
    let before = start
    for (const w of words) {
      const from = Math.max(before, millisecondsUp(w.start))
      const to = Math.min(end, millisecondsUp(w.end))
      if (from !== millisecondsUp(w.start) || to !== millisecondsUp(w.end) || to <= from) cut++
      if (to <= from) continue
      before = to
      spans.push({ text: text.slice(w.from, w.to), from: { time: from, id: '' }, to: { time: to, id: '' } })
    }
  }
  return { spans, cut }
}

type Part = readonly [part: string, title: string, textOf: (row: ExportRow) => string | null]

function partsOf(spans: readonly Span[]): Part[] {
  const keys = [...new Set(spans.flatMap((s) => Object.keys(s.row.annotation.attributes)))].sort()
  const parts: Part[] = keys.map((k) => [
    `attribute:${k}`,
    k,
    (row) =>
      row.annotation.attributes[k] === undefined ? null : attributeToText(row.annotation.attributes[k]),
  ])
  if (spans.some((s) => s.row.annotation.note !== ''))
    parts.push(['note', 'note', (row) => row.annotation.note || null])
  const other = (row: ExportRow): boolean =>
    isUtterance(row) && row.annotation.labelId !== row.track.labelIds[0]
  if (spans.some((s) => other(s.row)))
    parts.push(['label', 'label', (row) => (other(row) ? labelNameOf(row) : null)])
  if (spans.some((s) => s.row.annotation.confidence !== null))
    parts.push(['confidence', 'confidence', (row) => row.annotation.confidence?.toString() ?? null])
  return parts
}

/** The stereotypes ELAN knows, as it writes them itself. */
const CONSTRAINTS = `  <CONSTRAINT STEREOTYPE="Time_Subdivision" DESCRIPTION="Time subdivision of parent annotation's time interval, no time gaps allowed within this interval"/>
  <CONSTRAINT STEREOTYPE="Symbolic_Subdivision" DESCRIPTION="Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered"/>
  <CONSTRAINT STEREOTYPE="Symbolic_Association" DESCRIPTION="1-1 association with a parent annotation"/>
  <CONSTRAINT STEREOTYPE="Included_In" DESCRIPTION="Time alignable annotations within the parent annotation's time interval, gaps are allowed"/>
`

function vocabularyXml(
  name: string,
  labelIds: readonly string[],
  rows: readonly ExportRow[],
  input: ExportInput,
): string {
  const used = rows.filter((r) => r.label && r.track.labelIds === labelIds).map((r) => r.label!.id)
  const ids = [...new Set([...labelIds, ...used])]
  const labels = ids
    .map((id) => input.labelSet.labels.find((l) => l.id === id))
    .filter((l) => l !== undefined)
  const entries = labels.map(
    (l) =>
      `    <CV_ENTRY_ML CVE_ID="${escapeXml(l.id)}">\n      <CVE_VALUE LANG_REF="und" DESCRIPTION="${escapeXml(l.description)}">${escapeXml(l.name)}</CVE_VALUE>\n    </CV_ENTRY_ML>\n`,
  )
  return `  <CONTROLLED_VOCABULARY CV_ID="${escapeXml(name)}">\n    <DESCRIPTION LANG_REF="und"/>\n${entries.join('')}  </CONTROLLED_VOCABULARY>\n`
}

function eafLosses(
  input: ExportInput,
  rows: readonly ExportRow[],
  tiers: readonly Tier[],
): Written['losses'] {
  let losses = lossesOf(
    input,
    {
      ...NOTHING,
      ...{ speech: true, speakers: true, transcripts: true, words: true },
      labelIds: true,
      attributes: true,
      notes: true,
      authors: true,
      confidence: true,
      layers: true,
    },
    rows,
  )
  const broken = rows.filter((r) =>
    hasForbidden(`${r.annotation.note}${spokenText(r)}${Object.values(r.annotation.attributes).join('')}`),
  )
  if (broken.length)
    losses.push({
      code: 'characters',
      count: broken.length,
      text: 'control characters, which XML forbids, are replaced',
    })
  losses = withLoss(losses, 'word-places', misplaced(speechesOf(rows)), MISPLACED)
  const mixed = tiers.filter((t) => new Set(t.spans.map((s) => s.row.annotation.authorId)).size > 1)
  const count = mixed.reduce((n, t) => n + t.spans.length, 0)
  if (count)
    losses.push({
      code: 'authors',
      count,
      text: 'who made an annotation is not kept where several people worked on one track',
    })
  return losses
}
