'use client'
/** Stands in for everything when even the layout fails, so it brings its own page and looks for the language itself. */
import './globals.css'
import { useEffect, useState } from 'react'
import { LOCALE_COOKIE, type Locale, pickLocale } from './_text/locale.ts'
import { TextProvider } from './_text/text-provider.tsx'
import { Failed } from './(library)/_parts/failed.tsx'

function readersLocale(): Locale {
  const chosen = new RegExp(`(?:^|; )${LOCALE_COOKIE}=([^;]*)`).exec(document.cookie)?.[1]
  return pickLocale(chosen, navigator.languages.join(','))
}

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const [locale, setLocale] = useState<Locale>('en')
  useEffect(() => setLocale(readersLocale()), [])
  return (
    <html lang={locale}>
      <body>
        <TextProvider locale={locale}>
          <Failed error={error} retry={() => window.location.reload()} />
        </TextProvider>
      </body>
    </html>
  )
}
