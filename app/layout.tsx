/** The outermost element: type, theme, and what floats above every page. */
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import { NoEval } from './_client/no-eval.tsx'
import { pageLocale, pageText } from './_text/page-text.ts'
import { TextProvider } from './_text/text-provider.tsx'
import { TEXTS } from './_text/texts.ts'
import { ToastProvider } from './_ui/toast.tsx'
import { TooltipProvider } from './_ui/tooltip.tsx'
import { WordsProvider } from './_ui/words.tsx'
import './globals.css'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: 'Arial',
})
/**
 * Digits of one width, everywhere: numbers stand in columns and do not jump while they count. As a font of its own
 * because the feature, set on text, also widens hyphens.
 */
const digits = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-digits',
  weight: '100 900',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: 'unicode-range', value: 'U+30-39' },
    { prop: 'font-feature-settings', value: "'tnum'" },
  ],
})
const jetbrains = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains',
  weight: '100 800',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
})

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: 'Scrubline', template: '%s · Scrubline' },
    description: (await pageText()).common.whatItIs,
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  // The choice is a cookie so that the server already writes it: no flash, no inline script.
  const chosen = (await cookies()).get('theme')?.value
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined
  const locale = await pageLocale()
  return (
    <html
      lang={locale}
      data-theme={theme}
      className={`${inter.variable} ${digits.variable} ${jetbrains.variable}`}
    >
      <body>
        <NoEval />
        <WordsProvider words={TEXTS[locale].ui}>
          <TooltipProvider>
            <TextProvider locale={locale}>
              <ToastProvider>{children}</ToastProvider>
            </TextProvider>
          </TooltipProvider>
        </WordsProvider>
      </body>
    </html>
  )
}
