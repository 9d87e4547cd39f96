/** What a change of labels did in one recording, as its history tells it. */
import type { Diff } from '#media/core/document/diff.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import type { MigrationPlan } from '#media/core/labels/migrate.ts'
import { count } from '../projects/index.ts'

/** Longest sentence that a revision takes. */
const LONGEST = 500

export function planSentence(before: LabelSet, next: LabelSet, plan: MigrationPlan, diff: Diff): string {
  const touched = new Set<string>()
  for (const changes of Object.values(diff.updated)) {
    const from = changes.labelId?.[0]
    if (typeof from === 'string') touched.add(from)
  }
  for (const record of Object.values(diff.removed))
    if (record.type === 'annotation') touched.add(record.labelId)
  const name = (set: LabelSet, id: string) => `“${set.labels.find((label) => label.id === id)?.name ?? id}”`
  const merged = new Map<string, string[]>()
  const parts: string[] = []
  for (const [id, move] of Object.entries(plan.moves)) {
    if (!touched.has(id)) continue
    const targets = [...new Set([...move.cases.map((one) => one.to), move.to])]
    if (targets.length > 1)
      parts.push(`${name(before, id)} split into ${targets.map((to) => name(next, to)).join(', ')}`)
    else merged.set(move.to, [...(merged.get(move.to) ?? []), id])
  }
  for (const [to, ids] of merged)
    parts.push(`${ids.map((id) => name(before, id)).join(', ')} became ${name(next, to)}`)
  const gone = plan.removals.filter((id) => touched.has(id))
  if (gone.length) parts.push(`annotations of ${gone.map((id) => name(before, id)).join(', ')} removed`)
  const many = Object.keys(diff.updated).length + Object.keys(diff.removed).length
  const text = `Labels, version ${next.version}: ${parts.join('; ')} (${count(many, 'record')})`
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}
