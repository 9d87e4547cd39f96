'use client'
import { type FormEvent, useState } from 'react'
import { signIn } from '#app/_client/session.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { useAction } from '../../_parts/use-action.ts'

/** @param to where to go once inside. */
export function SignInForm({ to, note = null }: { to: string; note?: string | null }) {
  const t = useText().door
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const action = useAction(async () => {
    await signIn(email, password)
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
      <Field label={t.email}>
        <Input
          type="text"
          inputMode="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t.password}>
        <Input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="large" loading={action.busy}>
        {t.signIn}
      </Button>
    </form>
  )
}
