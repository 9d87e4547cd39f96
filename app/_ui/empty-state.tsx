/** What a place says when it holds nothing yet: what belongs here and the first step. */
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cx('mx-auto flex max-w-100 flex-col items-center gap-1 px-4 py-12 text-center', className)}
    >
      {icon && <div className="mb-2 text-ink-3">{icon}</div>}
      <h3 className="text-title text-ink">{title}</h3>
      {children && <div className="text-ink-2">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
