/** What must hold of every document, checked the slow and obvious way, over all pairs. */
import type {
  AnnotationRecord,
  CommentRecord,
  DocumentRecord,
  TraceRecord,
  TrackRecord,
} from '#media/core/document/records.ts'

export interface Expectations {
  /** Whether every combination on a track with combinations must be legal; undoing may bring others back. */
  readonly combinations?: boolean
}

/** Broken rules in words; empty when all is well. */
export function brokenRules(records: Iterable<DocumentRecord>, expected: Expectations = {}): string[] {
  const all = [...records]
  const byId = new Map(all.map((r) => [r.id, r]))
  const problems: string[] = []
  const annotations = all.filter((r) => r.type === 'annotation')
  const tracks = new Map(all.filter((r) => r.type === 'track').map((t) => [t.id, t]))
  const say = (what: string, a: AnnotationRecord) =>
    problems.push(`${what}: ${a.labelId} on ${a.trackId}/${a.layerId} [${a.start}, ${a.end})`)
  const lanes = new Map<string, AnnotationRecord[]>()
  for (const a of annotations) {
    const key = `${a.trackId} ${a.layerId}`
    const lane = lanes.get(key)
    if (lane) lane.push(a)
    else lanes.set(key, [a])
  }
  if (byId.size !== all.length) problems.push('two records of one id')
  for (const t of tracks.values()) problems.push(...brokenTrack(t, tracks))
  for (const a of annotations) {
    const track = tracks.get(a.trackId)
    if (!track) {
      say('no track', a)
      continue
    }
    const layer = byId.get(a.layerId)
    if (layer?.type !== 'layer') say('no layer', a)
    if (track.kind === 'trace') say('on a trace track', a)
    if (track.kind === 'events' ? a.start !== a.end : a.end <= a.start) say('length', a)
    if (track.parentId && layer?.type === 'layer' && layer.kind !== 'model') {
      const holders = lanes.get(`${track.parentId} ${a.layerId}`) ?? []
      const same = track.parentRule === 'same-bounds'
      const fits = (p: AnnotationRecord) =>
        same ? p.start === a.start && p.end === a.end : p.start <= a.start && a.end <= p.end
      if (!holders.some(fits)) say(same ? 'not the bounds of its parent' : 'outside its parent', a)
    }
    if (expected.combinations && track.combinations) {
      const { fields, rows } = track.combinations
      const has = (field: string) => (field === 'label' ? a.labelId : a.attributes[field])
      const fits = rows.some((row) => fields.every((f, i) => has(f) === undefined || has(f) === row[i]))
      if (!fits) say('not a legal combination', a)
    }
  }
  for (const lane of lanes.values()) {
    const track = tracks.get(lane[0]!.trackId)
    if (!track || track.policy === 'allowed') continue
    const sorted = lane.toSorted((a, b) => a.start - b.start || a.end - b.end)
    for (let i = 1; i < sorted.length; i++) {
      const [a, b] = [sorted[i - 1]!, sorted[i]!]
      if (track.kind === 'events' ? a.start === b.start : a.end > b.start) say('overlap', b)
      if (track.policy === 'gapless' && track.kind !== 'events' && a.end < b.start) say('gap', b)
    }
  }
  for (const r of all) if (r.type === 'comment') problems.push(...brokenComment(r, byId))
  const traces = all.filter((r) => r.type === 'trace')
  for (const t of traces) problems.push(...brokenTrace(t, traces, byId))
  return problems
}

function brokenTrack(t: TrackRecord, tracks: ReadonlyMap<string, TrackRecord>): string[] {
  const seen = new Set<string>()
  for (let at: TrackRecord | undefined = t; at?.parentId; at = tracks.get(at.parentId)) {
    if (seen.has(at.id)) return [`the track ${t.id} lies inside itself`]
    seen.add(at.id)
    if (!tracks.has(at.parentId)) return [`the parent of the track ${at.id} is not there`]
  }
  return []
}

function brokenComment(c: CommentRecord, byId: ReadonlyMap<string, DocumentRecord>): string[] {
  const problems: string[] = []
  if (c.end < c.start) problems.push(`the comment ${c.id} ends before it starts`)
  if (c.threadId === null) return problems
  const first = byId.get(c.threadId)
  if (first?.type !== 'comment') problems.push(`the comment ${c.id} answers nothing`)
  else if (first.threadId !== null) problems.push(`the comment ${c.id} answers an answer`)
  if (c.resolvedBy !== null) problems.push(`the answer ${c.id} is resolved`)
  return problems
}

const endOf = (t: TraceRecord) => t.start + t.step * t.values.length

function brokenTrace(
  t: TraceRecord,
  all: readonly TraceRecord[],
  byId: ReadonlyMap<string, DocumentRecord>,
): string[] {
  const track = byId.get(t.trackId)
  const problems: string[] = []
  if (track?.type !== 'track' || track.kind !== 'trace') return [`the trace ${t.id} has no track`]
  if (byId.get(t.layerId)?.type !== 'layer') problems.push(`the trace ${t.id} has no layer`)
  const { min, max } = track.scale ?? { min: 0, max: 1 }
  if (!t.values.every((v) => Number.isFinite(v) && v >= min && v <= max))
    problems.push(`the trace ${t.id} leaves its scale`)
  if (!t.values.length || t.values.length > 2048) problems.push(`the trace ${t.id} has a wrong length`)
  for (const o of all)
    if (
      o.id > t.id &&
      o.trackId === t.trackId &&
      o.layerId === t.layerId &&
      o.start < endOf(t) &&
      t.start < endOf(o)
    )
      problems.push(`the traces ${t.id} and ${o.id} overlap`)
  return problems
}
