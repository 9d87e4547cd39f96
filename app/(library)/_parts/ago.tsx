'use client'
/** When something happened, in words that stay true while the page is open; the exact moment on hover. */
import { useEffect, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { ago, dateTime, until } from './format.ts'

export function Ago({ at, ahead = false }: { at: Date; ahead?: boolean }) {
  const words = useText().values
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    // The server's clock and time zone may differ from the browser's; the browser's words win.
    <time
      dateTime={at.toISOString()}
      title={dateTime(at, words)}
      suppressHydrationWarning
      className="whitespace-nowrap"
    >
      {ahead ? until(at, now, words) : ago(at, now, words)}
    </time>
  )
}
