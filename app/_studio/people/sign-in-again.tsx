'use client'
/**
 * Signing in over the open studio when the session has ended: work goes on underneath, and what is not saved is sent once
 * the same person is back. Somebody else who signs in does not get it: it stays kept for the one who made it.
 */
import { type FormEvent, useEffect, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { sentenceOf } from '../../_client/sentence.ts'
import { signIn } from '../../_client/session.ts'
import { SignInFields } from '../../_client/sign-in-fields.tsx'
import { trpc } from '../../_client/trpc.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function SignInAgain() {
  const { session } = useStudio()
  const t = useText().people.signIn
  const { problem, unsaved } = useValue(session.sync.status)
  const signedOut = problem?.kind === 'signed-out'
  const [open, setOpen] = useState(false)
  useEffect(() => {
    setOpen(signedOut)
  }, [signedOut])
  if (!signedOut) return null
  return (
    <>
      <ErrorNote
        tone="warn"
        className="rounded-none!"
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            {t.again}
          </Button>
        }
      >
        {t.banner(unsaved)}
      </ErrorNote>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="small"
        title={t.title}
        description={t.about(session.user.name, unsaved)}
      >
        <Form onLater={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Form({ onLater }: { onLater: () => void }) {
  const { session } = useStudio()
  const t = useText().people.signIn
  const [draft, setDraft] = useState({ email: '', password: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [stranger, setStranger] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await signIn(draft.email, draft.password)
      const me = await trpc.people.me.query()
      if (me && me.userId !== session.user.id) setStranger(me.name)
      else session.sync.signedInAgain()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (stranger !== null)
    return (
      <div className="flex flex-col gap-4">
        <ErrorNote tone="warn">{t.other(stranger, session.user.name)}</ErrorNote>
        <div className="flex justify-end gap-2">
          <Button onClick={() => window.location.reload()}>{t.openAs(stranger)}</Button>
          <Button
            variant="primary"
            onClick={() => {
              setStranger(null)
              setDraft({ email: '', password: '' })
            }}
          >
            {t.asBefore(session.user.name)}
          </Button>
        </div>
      </div>
    )
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" data-testid="sign-in-again">
      {problem && <ErrorNote>{problem}</ErrorNote>}
      <SignInFields focus draft={draft} onChange={setDraft} />
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onLater}>
          {t.later}
        </Button>
        <Button type="submit" variant="primary" loading={busy}>
          {t.submit}
        </Button>
      </div>
    </form>
  )
}
