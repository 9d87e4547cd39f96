import type { Metadata } from 'next'
import Link from 'next/link'
import { buttonClass } from './_ui/button.tsx'
import { Logo } from './_ui/logo.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** The same words for what is not there and for what one may not see: existence is not revealed. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-1 px-4 pb-[15vh] text-center">
      <Logo className="mb-4 size-8 text-ink-3" />
      <h1 className="text-heading">There is nothing here</h1>
      <p className="max-w-96 text-ink-2">
        This page does not exist, or you may not see it. If somebody sent you the address, ask an owner of the
        project to invite you.
      </p>
      <Link href="/" className={`mt-5 ${buttonClass()}`}>
        Go to your recordings
      </Link>
    </main>
  )
}
