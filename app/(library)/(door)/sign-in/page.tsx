import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { safePath, visitor } from '../../_parts/visitor.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

const LINKS: Record<string, string> = {
  used: 'This sign-in link was already used. Sign in with your password, or start the server again for a new link.',
  expired:
    'This sign-in link has expired. Sign in with your password, or start the server again for a new link.',
  revoked: 'A newer sign-in link replaced this one. Use the link that was printed last.',
  unknown: 'This sign-in link is not one of ours, or was not copied whole.',
}

type Search = Promise<{ next?: string | string[]; link?: string }>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, link } = await searchParams
  const to = safePath(next)
  if (await visitor()) redirect(to)
  return (
    <main className="w-full max-w-80">
      <h1 className="mb-5 text-heading">Sign in</h1>
      <SignInForm to={to} note={link === undefined ? null : (LINKS[link] ?? LINKS.unknown ?? null)} />
      <p className="mt-6 text-small text-ink-3">
        No account? Ask an owner of your project for an invitation link. The first start of the server prints
        a sign-in link of its own.
      </p>
    </main>
  )
}
