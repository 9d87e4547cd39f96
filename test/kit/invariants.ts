/** What must hold of every document, checked the slow and obvious way, over all pairs. */
import type { AnnotationRecord, DocumentRecord } from '#media/core/document/records.ts'

/** Broken rules in words; empty when all is well. */
export function brokenRules(records: Iterable<DocumentRecord>): string[] {
  const all = [...records]
  const problems: string[] = []
  const annotations = all.filter((r) => r.type === 'annotation')
  const tracks = new Map(all.filter((r) => r.type === 'track').map((t) => [t.id, t]))
  const say = (what: string, a: AnnotationRecord) =>
    problems.push(`${what}: ${a.labelId} on ${a.trackId}/${a.layerId} [${a.start}, ${a.end})`)
  const lanes = new Map<string, AnnotationRecord[]>()
  for (const a of annotations) {
    const key = `${a.trackId} ${a.layerId}`
    lanes.set(key, [...(lanes.get(key) ?? []), a])
  }
  for (const a of annotations) {
    const track = tracks.get(a.trackId)
    if (!track) {
      say('no track', a)
      continue
    }
    if (!all.some((r) => r.type === 'layer' && r.id === a.layerId)) say('no layer', a)
    if (track.kind === 'events' ? a.start !== a.end : a.end <= a.start) say('length', a)
    if (track.parentId) {
      const holders = lanes.get(`${track.parentId} ${a.layerId}`) ?? []
      if (!holders.some((p) => p.start <= a.start && a.end <= p.end)) say('outside its parent', a)
    }
  }
  for (const lane of lanes.values()) {
    const track = tracks.get(lane[0]!.trackId)
    if (!track || track.policy === 'allowed') continue
    const sorted = lane.toSorted((a, b) => a.start - b.start || a.end - b.end)
    for (let i = 1; i < sorted.length; i++) {
      const [a, b] = [sorted[i - 1]!, sorted[i]!]
      if (track.kind === 'events' ? a.start === b.start : a.end > b.start) say('overlap', b)
      if (track.policy === 'gapless' && track.kind === 'intervals' && a.end < b.start) say('gap', b)
    }
  }
  return problems
}
