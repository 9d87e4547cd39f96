import type { Metadata } from 'next'
import Link from 'next/link'
import { pageText } from './_text/page-text.ts'
import { buttonClass } from './_ui/button.tsx'
import { Logo } from './_ui/logo.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).failures.notFound }
}

/** The same words for what is not there and for what one may not see: existence is not revealed. */
export default async function NotFound() {
  const t = (await pageText()).failures
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-1 px-4 pb-[15vh] text-center">
      <Logo className="mb-4 size-8 text-ink-3" />
      <h1 className="text-heading">{t.nothingHere}</h1>
      <p className="max-w-96 text-ink-2">{t.nothingHereAbout}</p>
      <Link href="/" className={`mt-5 ${buttonClass()}`}>
        {t.toRecordings}
      </Link>
    </main>
  )
}
