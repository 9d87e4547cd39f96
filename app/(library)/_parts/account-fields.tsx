'use client'
/** Name, e-mail and a new password: what makes an account, on the welcome page and on an invitation. */
import { useText } from '#app/_text/text-provider.tsx'
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
  const t = useText().door
  const left = PASSWORD_LEAST - draft.password.length
  return (
    <>
      <Field label={t.name} hint={t.nameHint}>
        <Input
          name="name"
          dir="auto"
          autoComplete="name"
          required
          maxLength={100}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <Field label={t.email} hint={t.emailHint}>
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
        label={t.password}
        hint={draft.password.length > 0 && left > 0 ? t.passwordLeft(left) : t.passwordLeast(PASSWORD_LEAST)}
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
