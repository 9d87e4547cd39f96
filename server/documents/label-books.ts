/** Label schemas in force, read again only when a newer version was saved. */
import { LabelBook } from '#media/core/document/label-book.ts'
import type { Db } from '../platform/db.ts'
import { inForce } from '../projects/index.ts'

const KEPT = 64
const books = new Map<string, LabelBook>()

export async function labelBook(tx: Db, projectId: string): Promise<LabelBook> {
  const latest = await tx.labelSetRow.findFirst({
    where: { projectId },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  const known = books.get(projectId)
  if (known && known.set.version === latest?.version) return known
  const book = new LabelBook(await inForce(projectId, tx))
  books.delete(projectId)
  books.set(projectId, book)
  const oldest = books.keys().next().value
  if (books.size > KEPT && oldest !== undefined) books.delete(oldest)
  return book
}
