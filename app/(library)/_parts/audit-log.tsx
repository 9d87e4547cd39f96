'use client'
/** Rows of the audit log, older ones on demand. */
import Link from 'next/link'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Cell, Row, Table } from '#app/_ui/table.tsx'
import type { AuditView } from '#server/projects/index.ts'
import { Ago } from './ago.tsx'
import { auditWords } from './audit-words.ts'
import { useLog } from './use-log.ts'

interface AuditLogProps {
  projectId: string
  /** Only this recording; then its name is not repeated in every row. */
  recordingId?: string
  initial: readonly AuditView[]
  page: number
}

export function AuditLog({ projectId, recordingId, initial, page }: AuditLogProps) {
  const t = useText().audit
  const { rows, whole, more } = useLog(
    initial,
    page,
    (row) => Number(row.id),
    (last) => trpc.projects.audit.query({ projectId, recordingId, before: last.id, limit: page }),
  )
  if (rows.length === 0) return <p className="text-ink-3">{t.nothing}</p>
  return (
    <>
      <Table label={t.title}>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell className="py-1.5 whitespace-nowrap text-ink">
              <bdi>{row.userName ?? t.system}</bdi>
            </Cell>
            <Cell className="py-1.5 text-ink-2">
              {auditWords(row, t)}
              {recordingId === undefined && row.recordingId !== null && (
                <>
                  {' · '}
                  <Link dir="auto" href={`/r/${row.recordingId}`} className="hover:text-ink hover:underline">
                    {row.recordingName ?? t.gone}
                  </Link>
                </>
              )}
            </Cell>
            <Cell className="py-1.5 text-right text-ink-3">
              <Ago at={row.at} />
            </Cell>
          </Row>
        ))}
      </Table>
      {more.problem && <ErrorNote className="mt-2">{more.problem}</ErrorNote>}
      {!whole && (
        <Button size="small" className="mt-3" loading={more.busy} onClick={() => more.run()}>
          {t.showOlder}
        </Button>
      )}
    </>
  )
}
