import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { pageText } from '#app/_text/page-text.ts'
import { accountOf } from '#server/people/index.ts'
import { requireVisitor } from '../../_parts/visitor.ts'
import { WelcomeForm } from './welcome-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).door.welcome }
}

/** First visit by the one-time link: the account has no password yet. */
export default async function WelcomePage() {
  const actor = await requireVisitor('/welcome')
  const t = (await pageText()).door
  const account = await accountOf(actor.userId)
  if (account.hasPassword) redirect('/')
  // The first account is made before anybody said who they are; its made-up name and address are no suggestion.
  const fresh = account.email === 'owner@scrubline.local'
  return (
    <main className="w-full max-w-80">
      <h1 className="text-heading">{t.welcome}</h1>
      <p className="mt-1 mb-5 text-ink-2">{t.welcomeAbout}</p>
      <WelcomeForm name={fresh ? '' : account.name} email={fresh ? '' : account.email} />
    </main>
  )
}
