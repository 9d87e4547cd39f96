'use client'
/** What a person must do so that their work is kept: sign in again, or decide about changes the server would not take. */
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { OverwrittenNote } from '../people/overwritten-note.tsx'
import { SignInAgain } from '../people/sign-in-again.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function SyncTrouble({ journalled }: { journalled: boolean }) {
  const { session } = useStudio()
  const t = useText().sync
  const { problem } = useValue(session.sync.status)
  const setAside = useValue(session.sync.setAside)
  const overwritten = useValue(session.overwritings).length > 0
  if (problem?.kind === 'signed-out') return <SignInAgain />
  if (problem) return <ErrorNote className="rounded-none!">{problem.message}</ErrorNote>
  const aside = setAside.at(-1)
  if (aside)
    return (
      <ErrorNote
        tone="warn"
        className="rounded-none!"
        action={
          <span className="flex gap-2">
            <Button size="small" onClick={() => void session.sync.restore(aside)}>
              {t.makeAgain}
            </Button>
            <Button size="small" variant="quiet" onClick={() => session.sync.discard(aside)}>
              {t.giveUp}
            </Button>
          </span>
        }
      >
        {t.setAside(aside.change.sentence, aside.message, setAside.length - 1)}
      </ErrorNote>
    )
  if (overwritten) return <OverwrittenNote />
  if (!journalled)
    return (
      <ErrorNote tone="warn" className="rounded-none!">
        {t.noStorage}
      </ErrorNote>
    )
  return null
}
