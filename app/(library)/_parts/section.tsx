/** A part of a page with a name; parts are held apart by space and a line, not by boxes. */
import type { ReactNode } from 'react'
import { cx } from '#app/_ui/cx.ts'

export interface SectionProps {
  title: string
  about?: ReactNode
  actions?: ReactNode
  className?: string
  id?: string
  children: ReactNode
}

export function Section({ title, about, actions, className, id, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className={cx('border-t border-line pt-5 pb-8', className)}>
      <div className="mb-3 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-title text-ink">{title}</h2>
          {about && <p className="text-ink-2">{about}</p>}
        </div>
        {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
