/** Label schemas in force, read again only when another version was saved. */
import { LabelBook } from '#media/core/document/label-book.ts'
import type { Db } from '../platform/db.ts'
import { inForce } from '../projects/index.ts'

const KEPT = 64
const books = new Map<string, LabelBook>()

/** @param latest the highest version there is */
export async function labelBook(tx: Db, projectId: string, latest: number | null): Promise<LabelBook> {
  const known = books.get(projectId)
  if (known && known.set.version === latest) return known
  const book = new LabelBook(await inForce(projectId, tx))
  books.delete(projectId)
  books.set(projectId, book)
  const oldest = books.keys().next().value
  if (books.size > KEPT && oldest !== undefined) books.delete(oldest)
  return book
}
