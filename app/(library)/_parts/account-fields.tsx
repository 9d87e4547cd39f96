'use client'
/** Name, e-mail and a new password: what makes an account, on the welcome page and on an invitation. */
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'

export interface AccountDraft {
  name: string
  email: string
  password: string
}

export const PASSWORD_LEAST = 10

export interface AccountFieldsProps {
  draft: AccountDraft
  onChange: (draft: AccountDraft) => void
}

export function AccountFields({ draft, onChange }: AccountFieldsProps) {
  const left = PASSWORD_LEAST - draft.password.length
  return (
    <>
      <Field label="Name" hint="Shown beside everything you label.">
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label="E-mail" hint="Only to sign in; nothing is sent to it.">
        <Input
          name="email"
          inputMode="email"
          autoComplete="username"
          required
          maxLength={200}
          value={draft.email}
          onChange={(event) => onChange({ ...draft, email: event.target.value })}
        />
      </Field>
      <Field
        label="Password"
        hint={
          draft.password.length > 0 && left > 0
            ? `${left} more ${left === 1 ? 'character' : 'characters'}`
            : `At least ${PASSWORD_LEAST} characters.`
        }
      >
        <Input
          type="password"
          name="new-password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LEAST}
          maxLength={200}
          value={draft.password}
          onChange={(event) => onChange({ ...draft, password: event.target.value })}
        />
      </Field>
    </>
  )
}
