'use client'
import { type FormEvent, useState } from 'react'
import { signIn } from '#app/_client/session.ts'
import { SignInFields } from '#app/_client/sign-in-fields.tsx'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { useAction } from '../../_parts/use-action.ts'

/** @param to where to go once inside. */
export function SignInForm({ to, note = null }: { to: string; note?: string | null }) {
  const t = useText().door
  const [draft, setDraft] = useState({ email: '', password: '' })
  const action = useAction(async () => {
    await signIn(draft.email, draft.password)
    // A whole load: everything that was rendered for a stranger is thrown away.
    window.location.assign(to)
    await new Promise(() => {})
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void action.run()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {action.problem ? (
        <ErrorNote>{action.problem}</ErrorNote>
      ) : (
        note && <ErrorNote tone="info">{note}</ErrorNote>
      )}
      <SignInFields focus draft={draft} onChange={setDraft} />
      <Button type="submit" variant="primary" size="large" loading={action.busy}>
        {t.signIn}
      </Button>
    </form>
  )
}
