'use client'
/** Inside a link: shows that its page is on the way, but only when that takes longer than one notices. */
import { useLinkStatus } from 'next/link'
import { cx } from './cx.ts'

export function LinkPending({ className }: { className?: string }) {
  const { pending } = useLinkStatus()
  return (
    <span
      aria-hidden
      className={cx(
        'size-1.5 shrink-0 rounded-full bg-accent transition-opacity',
        pending ? 'opacity-100 delay-150' : 'opacity-0',
        className,
      )}
    />
  )
}
