'use client'
/** Whether everything is saved, in words; when it is not, how much is not, and what to do. */
import { CircleAlert, CloudOff } from 'lucide-react'
import { cx } from '../../_ui/cx.ts'
import { Tooltip } from '../../_ui/tooltip.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import type { SyncStatus } from '../sync/document-sync.ts'

export function SaveStatus() {
  const { session } = useStudio()
  const status = useValue(session.sync.status)
  const { text, tone, about } = describe(status)
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

function describe({ unsaved, online, problem }: SyncStatus): {
  text: string
  tone: 'ok' | 'busy' | 'offline' | 'problem'
  about: string
} {
  const count = `${unsaved} ${unsaved === 1 ? 'change' : 'changes'} not saved yet`
  const kept = 'They are kept in this browser and sent as soon as it can be done; you can close the page.'
  if (problem) return { text: unsaved ? count : problem.message, tone: 'problem', about: problem.message }
  if (!online)
    return unsaved
      ? { text: `Offline · ${count}`, tone: 'offline', about: `The server cannot be reached. ${kept}` }
      : { text: 'Offline', tone: 'offline', about: 'The server cannot be reached. You can go on working.' }
  if (unsaved) return { text: count, tone: 'busy', about: kept }
  return { text: 'All changes saved', tone: 'ok', about: 'The server has every change you made.' }
}
