/** The product's tables as the database itself describes them, so that a new table is in the next backup by itself. */
import type pg from 'pg'

export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

/**
 * Not in a backup: sessions and counters of one installation, uploads whose bytes are not complete, and the ledger of
 * migrations, which the header carries.
 */
const LEFT_OUT: readonly string[] = ['session', 'verification', 'rate_limit', 'upload', '_prisma_migrations']

/** Tables with their columns; those that others refer to come first. */
export async function tablesInOrder(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows: columns } = await client.query<{ table: string; column: string }>(`
    SELECT c.relname AS table, a.attname AS column
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname, a.attnum`)
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    SELECT f.relname AS from, t.relname AS to
    FROM pg_constraint k
    JOIN pg_class f ON f.oid = k.conrelid
    JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`)
  const shapes = new Map<string, string[]>()
  for (const { table, column } of columns) {
    if (LEFT_OUT.includes(table)) continue
    shapes.set(table, [...(shapes.get(table) ?? []), column])
  }
  return referredFirst([...shapes.keys()], references).map((name) => ({
    name,
    columns: shapes.get(name) ?? [],
  }))
}

/** Orders names so that each comes after those it refers to; a reference to itself does not matter. */
export function referredFirst(
  names: readonly string[],
  references: readonly { from: string; to: string }[],
): string[] {
  const ordered: string[] = []
  const visit = (name: string, above: readonly string[]) => {
    if (ordered.includes(name) || !names.includes(name)) return
    if (above.includes(name))
      throw new Error(`The tables ${above.join(', ')} refer to each other in a circle.`)
    for (const { from, to } of references) if (from === name && to !== name) visit(to, [...above, name])
    ordered.push(name)
  }
  for (const name of [...names].sort()) visit(name, [])
  return ordered
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ')
