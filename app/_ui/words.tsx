'use client'
/** The few words that these parts bring themselves. English unless the page gives them in another language. */
import { createContext, type ReactNode, useContext } from 'react'

export interface UiWords {
  close: string
  closeMessage: string
  cancel: string
  /** What stands on keys that have a name. */
  caps: { Space: string; Escape: string; Delete: string; Control: string }
}

const Words = createContext<UiWords>({
  close: 'Close',
  closeMessage: 'Close message',
  cancel: 'Cancel',
  caps: { Space: 'Space', Escape: 'Esc', Delete: 'Del', Control: 'Ctrl' },
})

export function WordsProvider({ words, children }: { words: UiWords; children: ReactNode }) {
  return <Words value={words}>{children}</Words>
}

export const useWords = (): UiWords => useContext(Words)
