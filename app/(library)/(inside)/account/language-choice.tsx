'use client'
import { LOCALE_COOKIE, LOCALES, type Locale } from '#app/_text/locale.ts'
import { useLocale, useText } from '#app/_text/text-provider.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'

const YEAR = 365 * 86_400

export function LanguageChoice() {
  const locale = useLocale()
  const t = useText()
  const choose = (next: Locale) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${LOCALE_COOKIE}=${next}; Path=/; SameSite=Lax; Max-Age=${YEAR}`
    // The whole page is written in it anew, its language told to screen readers.
    window.location.reload()
  }
  return (
    <Segmented
      label={t.common.language}
      value={locale}
      options={Object.entries(LOCALES).map(([value, label]) => ({ value: value as Locale, label }))}
      onChange={choose}
    />
  )
}
