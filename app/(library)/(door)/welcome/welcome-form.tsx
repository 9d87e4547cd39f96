'use client'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { type AccountDraft, AccountFields } from '../../_parts/account-fields.tsx'
import { useAction } from '../../_parts/use-action.ts'

export function WelcomeForm({ name, email }: { name: string; email: string }) {
  const t = useText().door
  const [draft, setDraft] = useState<AccountDraft>({ name, email, password: '' })
  const action = useAction(async () => {
    await trpc.people.completeWelcome.mutate(draft)
    window.location.assign('/?first')
    await new Promise(() => {})
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void action.run()
      }}
      className="flex flex-col gap-4"
    >
      {action.problem && <ErrorNote>{action.problem}</ErrorNote>}
      <AccountFields draft={draft} onChange={setDraft} />
      <Button type="submit" variant="primary" size="large" loading={action.busy}>
        {t.continue}
      </Button>
    </form>
  )
}
