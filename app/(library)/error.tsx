'use client'
import { Failed } from './_parts/failed.tsx'

export default function LibraryError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return <Failed error={error} retry={reset} />
}
