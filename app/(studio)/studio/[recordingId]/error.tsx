'use client'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'

/** Nothing here is lost: what was labelled is on the server or in this browser's journal. */
export default function StudioError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useText().studio
  return (
    <main
      data-dark-default
      className="flex h-dvh flex-col items-center justify-center gap-3 bg-canvas p-8 text-center"
    >
      <h1 className="text-heading font-semibold text-ink">{t.failed.title}</h1>
      <p className="max-w-[60ch] text-ink-2">{t.failed.safe(error.digest ?? null)}</p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={reset}>
          {t.tryAgain}
        </Button>
        <Button onClick={() => window.location.assign('/')}>{t.toLibrary}</Button>
      </div>
    </main>
  )
}
