'use client'
/** What a person must do so that their work is kept: sign in again, or decide about changes the server would not take. */
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { OverwrittenNote } from '../people/overwritten-note.tsx'
import { SignInAgain } from '../people/sign-in-again.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function SyncTrouble({ journalled }: { journalled: boolean }) {
  const { session } = useStudio()
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
              Make it again
            </Button>
            <Button size="small" variant="quiet" onClick={() => session.sync.discard(aside)}>
              Give it up
            </Button>
          </span>
        }
      >
        “{aside.change.sentence}” could not be saved. {aside.message} It is kept here until you decide
        {setAside.length > 1 ? `, like ${setAside.length - 1} more` : ''}.
      </ErrorNote>
    )
  if (overwritten) return <OverwrittenNote />
  if (!journalled)
    return (
      <ErrorNote tone="warn" className="rounded-none!">
        This browser gives no storage here (a private window, perhaps). Changes that are not saved yet would
        be lost with the page; keep it open until “All changes saved” stands above.
      </ErrorNote>
    )
  return null
}
