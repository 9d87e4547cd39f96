import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { accountOf } from '#server/people/index.ts'
import { requireVisitor } from '../../_parts/visitor.ts'
import { WelcomeForm } from './welcome-form.tsx'

export const metadata: Metadata = { title: 'Welcome' }

/** First visit by the one-time link: the account has no password yet. */
export default async function WelcomePage() {
  const actor = await requireVisitor('/welcome')
  const account = await accountOf(actor.userId)
  if (account.hasPassword) redirect('/')
  // The first account is made before anybody said who they are; its made-up name and address are no suggestion.
  const fresh = account.email === 'owner@scrubline.local'
  return (
    <main className="w-full max-w-80">
      <h1 className="text-heading">Welcome</h1>
      <p className="mt-1 mb-5 text-ink-2">
        This installation is yours. Say who you are and choose a password; it stays on this machine.
      </p>
      <WelcomeForm name={fresh ? '' : account.name} email={fresh ? '' : account.email} />
    </main>
  )
}
