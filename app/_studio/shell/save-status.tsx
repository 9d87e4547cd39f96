'use client'
/** Whether everything is saved, in words; when it is not, how much is not, and what to do. */
import { CircleAlert, CloudOff } from 'lucide-react'
import type { Text } from '../../_text/text.ts'
import { useText } from '../../_text/text-provider.tsx'
import { cx } from '../../_ui/cx.ts'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { SyncStatus } from '../sync/document-sync.ts'

export function SaveStatus() {
  const { session } = useStudio()
  const status = useValue(session.sync.status)
  const { text, tone, about } = describe(status, useText().sync)
  return (
    <Tooltip content={about}>
      <span
        role="status"
        data-testid="save-status"
        data-unsaved={status.unsaved}
        className={cx(
          'flex h-7 items-center gap-1.5 rounded-sm px-2 text-small whitespace-nowrap',
          tone === 'ok' ? 'text-ink-2' : tone === 'busy' ? 'text-ink' : 'text-warn',
        )}
      >
        {tone === 'offline' ? (
          <CloudOff aria-hidden className="size-3.5" />
        ) : tone === 'problem' ? (
          <CircleAlert aria-hidden className="size-3.5" />
        ) : (
          <span aria-hidden className={cx('size-2 rounded-full', tone === 'ok' ? 'bg-ok' : 'bg-warn')} />
        )}
        {text}
      </span>
    </Tooltip>
  )
}

function describe(
  { unsaved, online, problem }: SyncStatus,
  t: Text['sync'],
): {
  text: string
  tone: 'ok' | 'busy' | 'offline' | 'problem'
  about: string
} {
  const count = t.unsaved(unsaved)
  if (problem) return { text: unsaved ? count : problem.message, tone: 'problem', about: problem.message }
  if (!online)
    return unsaved
      ? { text: t.offlineUnsaved(count), tone: 'offline', about: t.unreachableKept }
      : { text: t.offline, tone: 'offline', about: t.unreachableWork }
  if (unsaved) return { text: count, tone: 'busy', about: t.kept }
  return { text: t.saved, tone: 'ok', about: t.savedMore }
}
