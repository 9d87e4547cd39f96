'use client'
import { Button } from '#app/_ui/button.tsx'

/** Nothing here is lost: what was labelled is on the server or in this browser's journal. */
export default function StudioError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main
      data-dark-default
      className="flex h-dvh flex-col items-center justify-center gap-3 bg-canvas p-8 text-center"
    >
      <h1 className="text-heading font-semibold text-ink">The studio could not be opened</h1>
      <p className="max-w-[60ch] text-ink-2">
        Your labels are safe: what was acknowledged is on the server, the rest is kept in this browser and
        will be sent. Try again; if it happens once more, tell whoever runs this server
        {error.digest ? ` and name ${error.digest}` : ''}.
      </p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
        <Button onClick={() => window.location.assign('/')}>To the library</Button>
      </div>
    </main>
  )
}
