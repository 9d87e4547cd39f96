import { ArrowLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { SelfTest } from '../_studio/self-test/self-test.tsx'
import { pageText } from '../_text/page-text.ts'
import { buttonClass } from '../_ui/button.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).selfTest.title }
}

export default async function SelfTestPage() {
  const t = (await pageText()).selfTest
  return (
    <>
      <nav className="mx-auto max-w-[860px] px-6 pt-6">
        <Link href="/" className={`${buttonClass({ variant: 'quiet', size: 'small' })} -ml-2`}>
          <ArrowLeft aria-hidden className="size-3.5" />
          {t.back}
        </Link>
      </nav>
      <SelfTest />
    </>
  )
}
