import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { pageText } from '#app/_text/page-text.ts'
import { safePath, visitor } from '../../_parts/visitor.ts'
import { SignInForm } from './sign-in-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).door.signIn }
}

type Search = Promise<{ next?: string | string[]; link?: string }>

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, link } = await searchParams
  const t = (await pageText()).door
  const links: Readonly<Record<string, string>> = t.links
  const to = safePath(next)
  if (await visitor()) redirect(to)
  return (
    <main className="w-full max-w-80">
      <h1 className="mb-5 text-heading">{t.signIn}</h1>
      <SignInForm to={to} note={link === undefined ? null : (links[link] ?? t.links.unknown)} />
      <p className="mt-6 text-small text-ink-3">{t.noAccount}</p>
    </main>
  )
}
