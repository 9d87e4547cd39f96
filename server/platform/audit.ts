/**
 * The audit log. Rows are only ever added: the database refuses to change or remove one (a trigger of the first
 * migration). Actions are dotted, noun first: `session.signed-in`, `recording.read`, `document.changed`, `export.made`.
 */
import { Prisma } from '#prisma/generated/client.ts'
import { type Db, db } from './db.ts'

export interface AuditEntry {
  /** Who did it; null for the product itself or somebody not signed in. */
  userId: string | null
  /** "noun.what-happened" */
  action: string
  projectId?: string | undefined
  recordingId?: string | undefined
  /** Small facts for people: never passwords, tokens or media. */
  detail?: Prisma.InputJsonObject | undefined
}

/** @param tx give the transaction of the change itself, so that neither exists without the other. */
export async function audit(entry: AuditEntry, tx: Db = db()): Promise<void> {
  await tx.auditRow.create({
    data: {
      userId: entry.userId,
      action: entry.action,
      projectId: entry.projectId ?? null,
      recordingId: entry.recordingId ?? null,
      detail: entry.detail ?? {},
    },
    select: { id: true },
  })
}

/** The same as a statement, to go along with others on one way to the database. */
export const auditSql = ({
  userId,
  action,
  projectId,
  recordingId,
  detail,
}: AuditEntry): Prisma.Sql => Prisma.sql`
  INSERT INTO "audit" ("userId", "action", "projectId", "recordingId", "detail")
  VALUES (${userId}, ${action}, ${projectId ?? null}, ${recordingId ?? null}, ${JSON.stringify(detail ?? {})}::jsonb)`
