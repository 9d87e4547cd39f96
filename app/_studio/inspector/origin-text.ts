/** Where an annotation came from, in words. */
import { formatById } from '#media/core/formats/index.ts'
import { currentText } from '../../_text/current-text.ts'

/** Who made it, when the server names no author: until it has stamped a new annotation, that is oneself. */
export function makerText(origin: string | null, self: string): string {
  if (!origin) return self
  const { makers } = currentText().inspector
  if (origin.startsWith('model:')) return makers.model
  return origin === 'import:demo' ? makers.demo : makers.file
}

/** "Imported from ELAN (EAF 3.0)", "Suggested by tools@2"; null where the maker says it all. */
export function originText(origin: string | null): string | null {
  const m = /^(model|import):(.*)$/.exec(origin ?? '')
  if (!m) return origin
  const t = currentText().inspector
  if (m[1] === 'model') return t.suggestedBy(m[2]!)
  return m[2] === 'demo'
    ? null
    : t.importedFrom(currentText().transfer.formatName(m[2]!, formatById(m[2]!)?.name ?? m[2]!))
}
