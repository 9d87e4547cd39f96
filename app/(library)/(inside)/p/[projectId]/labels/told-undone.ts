import type { Text } from '#app/_text/text.ts'
import { toast } from '#app/_ui/toast.tsx'

/** Says what a change of labels that was taken back came to, and what stays. */
export function toldUndone(
  undone: { version: number; changedSince: number; keptLabels: readonly string[] },
  t: Text['labels'],
): void {
  const since = undone.changedSince > 0 ? [t.undoneSince(undone.changedSince)] : []
  const kept = undone.keptLabels.length > 0 ? [t.undoneKept(undone.keptLabels.join(', '))] : []
  toast({ title: t.undone(undone.version), description: [...since, ...kept].join(' ') })
}
