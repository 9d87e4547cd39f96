'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { Button, buttonClass } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { PASSWORD_LEAST } from '../../_parts/account-fields.tsx'
import { useAction } from '../../_parts/use-action.ts'

const formClass = 'flex max-w-80 flex-col items-start gap-4 *:w-full'

export function IdentityForm(known: { name: string; email: string }) {
  const router = useRouter()
  const [name, setName] = useState(known.name)
  const [email, setEmail] = useState(known.email)
  const action = useAction(async () => {
    await trpc.people.updateAccount.mutate({ name, email })
    toast({ title: 'Account saved' })
    router.refresh()
  })
  const same = name === known.name && email === known.email
  return (
    <form
      className={formClass}
      onSubmit={(event) => {
        event.preventDefault()
        void action.run()
      }}
    >
      <Field label="Name">
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="E-mail" hint="Only to sign in; nothing is sent to it.">
        <Input
          name="email"
          inputMode="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      {action.problem && <ErrorNote>{action.problem}</ErrorNote>}
      <div>
        <Button type="submit" disabled={same} loading={action.busy}>
          Save
        </Button>
      </div>
    </form>
  )
}

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const action = useAction(async () => {
    await trpc.people.changePassword.mutate({ current, next })
    setCurrent('')
    setNext('')
    toast({ title: 'Password changed', description: 'Other browsers are signed out.' })
  })
  if (!hasPassword) {
    return (
      <a href="/welcome" className={buttonClass()}>
        Set a password
      </a>
    )
  }
  return (
    <form
      className={formClass}
      onSubmit={(event) => {
        event.preventDefault()
        void action.run()
      }}
    >
      {/* Password managers tie the new password to this account. */}
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password">
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label="New password" hint={`At least ${PASSWORD_LEAST} characters.`}>
        <Input
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LEAST}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </Field>
      {action.problem && <ErrorNote>{action.problem}</ErrorNote>}
      <div>
        <Button type="submit" disabled={!current || !next} loading={action.busy}>
          Change password
        </Button>
      </div>
    </form>
  )
}
