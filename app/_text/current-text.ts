/** For browser code that is no component: the texts in the language that the page was written in. */
import { isLocale } from './locale.ts'
import type { Text } from './text.ts'
import { TEXTS } from './texts.ts'

export function currentText(): Text {
  const lang = typeof document === 'undefined' ? 'en' : document.documentElement.lang
  return TEXTS[isLocale(lang) ? lang : 'en']
}
