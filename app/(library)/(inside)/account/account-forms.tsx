'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button, buttonClass } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { PASSWORD_LEAST } from '../../_parts/account-fields.tsx'
import { useAction } from '../../_parts/use-action.ts'

const formClass = 'flex max-w-80 flex-col items-start gap-4 *:w-full'

export function IdentityForm(known: { name: string; email: string }) {
  const { door: t, common } = useText()
  const router = useRouter()
  const [name, setName] = useState(known.name)
  const [email, setEmail] = useState(known.email)
  const action = useAction(async () => {
    await trpc.people.updateAccount.mutate({ name, email })
    toast({ title: t.accountSaved })
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
      <Field label={t.name}>
        <Input
          name="name"
          dir="auto"
          autoComplete="name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t.email} hint={t.emailHint}>
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
          {common.save}
        </Button>
      </div>
    </form>
  )
}

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useText().door
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const action = useAction(async () => {
    await trpc.people.changePassword.mutate({ current, next })
    setCurrent('')
    setNext('')
    toast({ title: t.passwordChanged, description: t.othersOut })
  })
  if (!hasPassword) {
    return (
      <a href="/welcome" className={buttonClass()}>
        {t.setPassword}
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
      <Field label={t.currentPassword}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label={t.newPassword} hint={t.passwordLeast(PASSWORD_LEAST)}>
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
          {t.changePassword}
        </Button>
      </div>
    </form>
  )
}
