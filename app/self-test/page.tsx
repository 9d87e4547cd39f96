import type { Metadata } from 'next'
import { SelfTest } from '../_studio/self-test/self-test.tsx'

export const metadata: Metadata = { title: 'Self-test' }

export default function SelfTestPage() {
  return <SelfTest />
}
