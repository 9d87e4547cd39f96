'use client'
/** Stands in for everything when even the layout fails, so it brings its own page. */
import './globals.css'
import { Failed } from './(library)/_parts/failed.tsx'

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Failed error={error} retry={() => window.location.reload()} />
      </body>
    </html>
  )
}
