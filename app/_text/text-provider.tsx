'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { Locale } from './locale.ts'
import type { Text } from './text.ts'
import { TEXTS } from './texts.ts'

const LocaleContext = createContext<Locale>('en')

export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

export const useLocale = (): Locale => useContext(LocaleContext)

/** The texts in the reader's language. */
export const useText = (): Text => TEXTS[useContext(LocaleContext)]
