'use client'
/** What a person must do so that their work is kept: sign in again, or decide about changes the server would not take. */
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function SyncTrouble({ journalled }: { journalled: boolean }) {
  const { session } = useStudio()
  const { problem, unsaved } = useValue(session.sync.status)
  const setAside = useValue(session.sync.setAside)
  if (problem?.kind === 'signed-out')
    return (
      <ErrorNote
        tone="warn"
        className="rounded-none!"
        action={
          <Button size="small" onClick={() => window.open('/sign-in', '_blank', 'noopener')}>
            Sign in again
          </Button>
        }
      >
        You are signed out. {unsaved > 0 ? 'Your changes are kept here and saved once you are back.' : ''}{' '}
        Sign in again in a new tab; this page goes on by itself.
      </ErrorNote>
    )
  if (problem) return <ErrorNote className="rounded-none!">{problem.message}</ErrorNote>
  if (setAside.length)
    return (
      <ErrorNote tone="warn" className="rounded-none!">
        {setAside.length === 1 ? 'One change' : `${setAside.length} changes`} could not be saved: “
        {setAside.at(-1)?.change.sentence}”. {setAside.at(-1)?.message}
      </ErrorNote>
    )
  if (!journalled)
    return (
      <ErrorNote tone="warn" className="rounded-none!">
        This browser gives no storage here (a private window, perhaps). Changes that are not saved yet would
        be lost with the page; keep it open until “All changes saved” stands above.
      </ErrorNote>
    )
  return null
}
