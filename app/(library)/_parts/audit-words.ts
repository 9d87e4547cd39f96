/** The audit log in words. An action that is not known is shown as it is, never left out. Pure. */
import type { Text } from '#app/_text/text.ts'

interface Entry {
  action: string
  detail: unknown
}

const text = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

type Words = Readonly<Record<string, string>>

const roleOf = (name: string | null, { roles }: Text['audit']): string | null =>
  name === null ? null : ((roles as Words)[name] ?? name)

export function auditWords({ action, detail }: Entry, t: Text['audit']): string {
  const words = (t.actions as Words)[action] ?? action.replaceAll('.', ' ').replaceAll('-', ' ')
  const facts = detail && typeof detail === 'object' ? (detail as Record<string, unknown>) : {}
  const known = action === 'member.role-changed' ? t.roles : (t.known as Record<string, Words>)[action]
  const from = text(facts.from)
  const to = text(facts.to)
  if (from !== null && to !== null) {
    const shown = (value: string): string => (known as Words | undefined)?.[value] ?? value
    return t.fromTo(words, shown(from), shown(to))
  }
  const role = roleOf(text(facts.role), t)
  const more =
    text(facts.fileName) ??
    text(facts.format) ??
    text(facts.sentence) ??
    text(facts.query) ??
    text(facts.name) ??
    (role && t.as(role))
  if (more !== null) return `${words} (${more})`
  const version = text(facts.version)
  return version === null ? words : `${words} (${t.version(version)})`
}
