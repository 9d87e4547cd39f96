'use client'
/** Changes of the document in words, older ones on demand. */
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Avatar } from '#app/_ui/avatar.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import type { HistoryRow } from '#server/documents/index.ts'
import { Ago } from '../../../_parts/ago.tsx'
import { useLog } from '../../../_parts/use-log.ts'

interface HistoryProps {
  recordingId: string
  initial: readonly HistoryRow[]
  page: number
}

export function History({ recordingId, initial, page }: HistoryProps) {
  const { recording: t, audit } = useText()
  const { rows, whole, more } = useLog(
    initial,
    page,
    (row) => row.revision,
    (last) => trpc.documents.history.query({ recordingId, before: last.revision, limit: page }),
  )
  if (rows.length === 0) return <p className="text-ink-3">{t.noChanges}</p>
  return (
    <>
      <ol className="border-b border-line">
        {rows.map((row) => (
          <li
            key={row.revision}
            className="flex min-h-9 items-center gap-3 border-t border-line py-1 first:border-t-0"
          >
            <Avatar id={row.authorId ?? ''} name={row.authorName ?? audit.system} size="small" />
            <span dir="auto" className="min-w-0 flex-1 text-ink">
              {row.sentence}
            </span>
            <span className="shrink-0 text-small text-ink-3">
              <Ago at={row.at} />
            </span>
          </li>
        ))}
      </ol>
      {more.problem && <ErrorNote className="mt-2">{more.problem}</ErrorNote>}
      {!whole && (
        <Button size="small" className="mt-3" loading={more.busy} onClick={() => more.run()}>
          {t.showOlder}
        </Button>
      )}
    </>
  )
}
