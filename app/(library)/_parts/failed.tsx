'use client'
/** A page that could not be shown: what is safe and what to do. The digest finds the cause in the server's log. */
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'

export function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const { failures: t, common } = useText()
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-96 flex-col items-center justify-center gap-1 px-4 text-center">
      <h1 className="text-heading">{t.notShown}</h1>
      <p className="text-ink-2">{t.notShownAbout}</p>
      {error.digest && <p className="text-small text-ink-3">{t.reference(error.digest)}</p>}
      <Button className="mt-4" onClick={retry}>
        {common.tryAgain}
      </Button>
    </main>
  )
}
