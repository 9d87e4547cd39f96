/** A small word about a thing. Status has a dot whose shape also tells, for those who do not see the colour. */
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'error'

const BOX: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  error: 'bg-danger-soft text-danger',
}
const DOT: Record<Tone, string> = {
  plain: 'border-2 border-ink-3',
  accent: 'bg-accent',
  ok: 'bg-ok',
  warn: 'bg-warn rotate-45 rounded-[1px]!',
  error: 'bg-danger rounded-[1px]!',
}

export function Badge({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-small whitespace-nowrap',
        BOX[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

export function Status({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap', className)}>
      <span aria-hidden className={cx('size-1.5 shrink-0 rounded-full', DOT[tone])} />
      <span className="truncate">{children}</span>
    </span>
  )
}
