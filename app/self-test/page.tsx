import { ArrowLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { SelfTest } from '../_studio/self-test/self-test.tsx'
import { buttonClass } from '../_ui/button.tsx'

export const metadata: Metadata = { title: 'Self-test' }

export default function SelfTestPage() {
  return (
    <>
      <nav className="mx-auto max-w-[860px] px-6 pt-6">
        <Link href="/" className={`${buttonClass({ variant: 'quiet', size: 'small' })} -ml-2`}>
          <ArrowLeft aria-hidden className="size-3.5" />
          All recordings
        </Link>
      </nav>
      <SelfTest />
    </>
  )
}
