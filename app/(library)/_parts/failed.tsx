'use client'
/** A page that could not be shown: what is safe and what to do. The digest finds the cause in the server's log. */
import { Button } from '#app/_ui/button.tsx'

export function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-96 flex-col items-center justify-center gap-1 px-4 text-center">
      <h1 className="text-heading">This page could not be shown</h1>
      <p className="text-ink-2">
        Something went wrong while reading it. Everything that was saved is safe. Try again; if it happens
        again, tell whoever runs this installation.
      </p>
      {error.digest && <p className="text-small text-ink-3">Reference {error.digest}</p>}
      <Button className="mt-4" onClick={retry}>
        Try again
      </Button>
    </main>
  )
}
