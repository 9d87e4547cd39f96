'use client'
/** E-mail and password of an account: at the door, on an invitation, and over a studio whose session has ended. */
import { useText } from '../_text/text-provider.tsx'
import { Field } from '../_ui/field.tsx'
import { Input } from '../_ui/input.tsx'

export interface SignInDraft {
  readonly email: string
  readonly password: string
}

export interface SignInFieldsProps {
  readonly draft: SignInDraft
  readonly onChange: (draft: SignInDraft) => void
  /** The first field takes the focus. */
  readonly focus?: boolean
}

export function SignInFields({ draft, onChange, focus = false }: SignInFieldsProps) {
  const t = useText().door
  return (
    <>
      <Field label={t.email}>
        <Input
          type="text"
          inputMode="email"
          name="email"
          autoComplete="username"
          autoFocus={focus}
          required
          value={draft.email}
          onChange={(event) => onChange({ ...draft, email: event.target.value })}
        />
      </Field>
      <Field label={t.password}>
        <Input
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={draft.password}
          onChange={(event) => onChange({ ...draft, password: event.target.value })}
        />
      </Field>
    </>
  )
}
