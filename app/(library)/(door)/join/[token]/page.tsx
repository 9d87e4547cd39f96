import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { pageText } from '#app/_text/page-text.ts'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { lookUpInvitation } from '#server/people/index.ts'
import { Ago } from '../../../_parts/ago.tsx'
import { visitor } from '../../../_parts/visitor.ts'
import { JoinForm } from './join-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).door.invitation, referrer: 'no-referrer' }
}

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  await headers()
  const { door: t, library } = await pageText()
  const found = await look(token)
  if ('problem' in found) {
    return (
      <main className="w-full max-w-80">
        <h1 className="mb-4 text-heading">{t.invitation}</h1>
        <ErrorNote>{found.problem}</ErrorNote>
        <p className="mt-4">
          <Link href="/" className="text-accent hover:underline">
            {t.toRecordings}
          </Link>
        </p>
      </main>
    )
  }
  const { projectName, role, invitedBy, expiresAt } = found.invitation
  const actor = await visitor()
  const name = library.roles[role].name.toLowerCase()
  return (
    <main className="w-full max-w-80">
      <h1 className="text-heading">{t.join(projectName)}</h1>
      <p className="mt-1 text-ink-2">
        {invitedBy ? t.invitesYou(invitedBy, name) : t.youAreInvited(name)} {library.roles[role].may}
      </p>
      <p className="mt-1 mb-5 text-small text-ink-3">
        {t.worksOnce} <Ago at={expiresAt} ahead />.
      </p>
      <JoinForm token={token} signedInAs={actor?.name ?? null} />
    </main>
  )
}

type Invitation = Awaited<ReturnType<typeof lookUpInvitation>>

async function look(token: string): Promise<{ invitation: Invitation } | { problem: string }> {
  try {
    return { invitation: await lookUpInvitation(token) }
  } catch (error) {
    if (error instanceof Error && error.name === 'PlainError') return { problem: error.message }
    throw error
  }
}
