/** Something went wrong, or might: what happened, what is safe, what to do. `tone` warn is for things that still work. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

const TONES = {
  error: { box: 'bg-danger-soft', icon: <CircleAlert aria-hidden className="size-4 text-danger" /> },
  warn: { box: 'bg-warn-soft', icon: <TriangleAlert aria-hidden className="size-4 text-warn" /> },
  info: { box: 'bg-sunken', icon: <Info aria-hidden className="size-4 text-ink-3" /> },
}

export interface ErrorNoteProps {
  tone?: keyof typeof TONES
  /** Buttons that help, for example "Try again". */
  action?: ReactNode
  className?: string
  children: ReactNode
}

export function ErrorNote({ tone = 'error', action, className, children }: ErrorNoteProps) {
  const look = TONES[tone]
  return (
    <div
      role={tone === 'error' ? 'alert' : undefined}
      className={cx('flex items-start gap-2 rounded-md px-3 py-2 text-ink', look.box, className)}
    >
      <span className="mt-0.5 shrink-0">{look.icon}</span>
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  )
}
