/** Where an annotation came from, in words. */
import { formatById } from '#media/core/formats/index.ts'

/** Who made it, when the server names no author: until it has stamped a new annotation, that is oneself. */
export function makerText(origin: string | null, self: string): string {
  if (!origin) return self
  if (origin.startsWith('model:')) return 'a model'
  return origin === 'import:demo' ? 'Scrubline, with the demo' : 'a file'
}

/** "Imported from ELAN (EAF 3.0)", "Suggested by tools@2"; null where the maker says it all. */
export function originText(origin: string | null): string | null {
  const m = /^(model|import):(.*)$/.exec(origin ?? '')
  if (!m) return origin
  if (m[1] === 'model') return `Suggested by ${m[2]}`
  return m[2] === 'demo' ? null : `Imported from ${formatById(m[2]!)?.name ?? m[2]}`
}
