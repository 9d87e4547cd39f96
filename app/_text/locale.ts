/** Languages of the interface, and which of them a person gets: their choice, else their browser's wish, else English. */
export const LOCALES = { en: 'English', de: 'Deutsch' } as const
export type Locale = keyof typeof LOCALES

/** Cookie that holds the choice, so that the server writes the page in it at once. */
export const LOCALE_COOKIE = 'locale'

export const isLocale = (name: unknown): name is Locale =>
  typeof name === 'string' && Object.hasOwn(LOCALES, name)

/** @param wishes an Accept-Language header (RFC 9110, 12.5.4) */
export function pickLocale(chosen: string | undefined, wishes: string | null): Locale {
  if (isLocale(chosen)) return chosen
  const ranked = (wishes ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const q = options.map((o) => o.trim()).find((o) => o.startsWith('q='))
      return { language: tag.split('-')[0]!.toLowerCase(), weight: q ? Number(q.slice(2)) || 0 : 1 }
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of ranked) if (isLocale(language)) return language
  return 'en'
}
