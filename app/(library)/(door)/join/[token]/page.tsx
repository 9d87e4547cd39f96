import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { lookUpInvitation } from '#server/people/index.ts'
import { Ago } from '../../../_parts/ago.tsx'
import { ROLE_WORDS } from '../../../_parts/roles.ts'
import { visitor } from '../../../_parts/visitor.ts'
import { JoinForm } from './join-form.tsx'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  await headers()
  const found = await look(token)
  if ('problem' in found) {
    return (
      <main className="w-full max-w-80">
        <h1 className="mb-4 text-heading">Invitation</h1>
        <ErrorNote>{found.problem}</ErrorNote>
        <p className="mt-4">
          <Link href="/" className="text-accent hover:underline">
            Go to your recordings
          </Link>
        </p>
      </main>
    )
  }
  const { projectName, role, invitedBy, expiresAt } = found.invitation
  const actor = await visitor()
  return (
    <main className="w-full max-w-80">
      <h1 className="text-heading">Join {projectName}</h1>
      <p className="mt-1 text-ink-2">
        {invitedBy ? `${invitedBy} invites you` : 'You are invited'} as{' '}
        <strong className="text-ink">{ROLE_WORDS[role].name.toLowerCase()}</strong>. {ROLE_WORDS[role].may}
      </p>
      <p className="mt-1 mb-5 text-small text-ink-3">
        The link works once and ends <Ago at={expiresAt} ahead />.
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
