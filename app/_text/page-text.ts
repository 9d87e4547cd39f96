/** For server components. */
import { cookies, headers } from 'next/headers'
import { LOCALE_COOKIE, type Locale, pickLocale } from './locale.ts'
import type { Text } from './text.ts'
import { TEXTS } from './texts.ts'

export async function pageLocale(): Promise<Locale> {
  return pickLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
}

export async function pageText(): Promise<Text> {
  return TEXTS[await pageLocale()]
}
