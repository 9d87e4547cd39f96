'use client'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Badge } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { Ago } from '../../_parts/ago.tsx'
import { browserName } from '../../_parts/browser-name.ts'
import { useAction } from '../../_parts/use-action.ts'

export interface ShownSession {
  id: string
  current: boolean
  address: string
  userAgent: string
  createdAt: Date
}

export function Sessions({ initial }: { initial: readonly ShownSession[] }) {
  const t = useText().door
  const [sessions, setSessions] = useState(initial)
  const end = useAction(async (id: string) => {
    await trpc.people.revokeSession.mutate({ sessionId: id })
    setSessions((all) => all.filter((session) => session.id !== id))
  })
  const endOthers = useAction(async () => {
    await trpc.people.revokeOtherSessions.mutate()
    setSessions((all) => all.filter((session) => session.current))
    toast({ title: t.outEverywhereDone })
  })
  const problem = end.problem ?? endOthers.problem
  return (
    <>
      {problem && <ErrorNote className="mb-3">{problem}</ErrorNote>}
      <ul className="border-b border-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-12 items-center gap-3 border-t border-line py-2">
            <div className="min-w-0 flex-1">
              <div className="flex items-center gap-2 text-ink">
                {browserName(session.userAgent, t)}
                {session.current && <Badge tone="ok">{t.thisBrowser}</Badge>}
              </div>
              <div className="text-small text-ink-3">
                {session.address && t.from(session.address)}
                <Ago at={session.createdAt} />
              </div>
            </div>
            {!session.current && (
              <Button size="small" loading={end.busy} onClick={() => end.run(session.id)}>
                {t.signOut}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button className="mt-3" loading={endOthers.busy} onClick={() => endOthers.run()}>
          {t.outEverywhere}
        </Button>
      )}
    </>
  )
}
