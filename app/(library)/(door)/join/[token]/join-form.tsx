'use client'
import { useState } from 'react'
import { signIn, signOut } from '#app/_client/session.ts'
import { SignInFields } from '#app/_client/sign-in-fields.tsx'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { type AccountDraft, AccountFields } from '../../../_parts/account-fields.tsx'
import { useAction } from '../../../_parts/use-action.ts'

type Way = 'new' | 'known'

/** Three ways in: whoever is signed in joins at once; others make an account, or sign in with theirs. */
export function JoinForm({ token, signedInAs }: { token: string; signedInAs: string | null }) {
  const t = useText().door
  const [way, setWay] = useState<Way>('new')
  const [draft, setDraft] = useState<AccountDraft>({ name: '', email: '', password: '' })
  const enter = async (projectId: string): Promise<void> => {
    window.location.assign(`/p/${projectId}`)
    await new Promise(() => {})
  }
  const join = useAction(async () => {
    if (signedInAs === null && way === 'new') {
      return enter((await trpc.people.acceptInvitation.mutate({ token, ...draft })).projectId)
    }
    if (signedInAs === null) await signIn(draft.email, draft.password)
    return enter((await trpc.people.joinProject.mutate({ token })).projectId)
  })
  const leave = useAction(async () => {
    await signOut()
    window.location.reload()
    await new Promise(() => {})
  })
  const problem = join.problem ?? leave.problem
  const note = problem && <ErrorNote>{problem}</ErrorNote>
  if (signedInAs !== null) {
    return (
      <div className="flex flex-col gap-3">
        {note}
        <Button variant="primary" size="large" loading={join.busy} onClick={() => join.run()}>
          {t.joinAs(signedInAs)}
        </Button>
        <Button variant="quiet" loading={leave.busy} onClick={() => leave.run()}>
          {t.anotherAccount}
        </Button>
      </div>
    )
  }
  const choose = (next: Way): void => {
    join.clear()
    setWay(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void join.run()
      }}
      className="flex flex-col gap-4"
    >
      <Segmented
        label={t.account}
        fill
        value={way}
        onChange={choose}
        options={[
          { value: 'new', label: t.makeAccount },
          { value: 'known', label: t.haveOne },
        ]}
      />
      {note}
      {way === 'new' ? (
        <AccountFields draft={draft} onChange={setDraft} />
      ) : (
        <SignInFields draft={draft} onChange={(known) => setDraft({ ...draft, ...known })} />
      )}
      <Button type="submit" variant="primary" size="large" loading={join.busy}>
        {way === 'new' ? t.makeAndJoin : t.signInAndJoin}
      </Button>
    </form>
  )
}
