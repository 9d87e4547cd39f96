/** The top of a page: where it lies, its name, and its main actions on the right. */
import Link from 'next/link'
import type { ReactNode } from 'react'

export interface PageHeadProps {
  /** The place above this one. */
  above?: { href: string; name: string }
  title: ReactNode
  /** One line about it. */
  about?: ReactNode
  actions?: ReactNode
}

export function PageHead({ above, title, about, actions }: PageHeadProps) {
  return (
    <header className="flex flex-wrap items-end gap-x-6 gap-y-3 pt-6 pb-4">
      <div className="min-w-0 flex-1 basis-72">
        {above && (
          <Link dir="auto" href={above.href} className="text-small text-ink-3 hover:text-ink">
            {above.name}
          </Link>
        )}
        <h1 dir="auto" className="text-heading font-semibold break-words text-ink">
          {title}
        </h1>
        {about && <div className="mt-0.5 text-ink-2">{about}</div>}
      </div>
      {actions && <div className="flex shrink-0 flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
