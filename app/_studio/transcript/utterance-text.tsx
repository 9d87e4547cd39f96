'use client'
/** The text of an utterance to read: a press on a word goes to it. What is not sure is dotted, what is a guess in time says so. */
import type { ReactNode } from 'react'
import type { Speech, Word } from '#media/core/document/records.ts'
import { useText } from '../../_text/text-provider.tsx'

/** Under this a word is marked as not sure. */
const UNSURE = 0.5

export interface UtteranceTextProps {
  readonly speech: Speech
  readonly onWord: (word: Word) => void
}

export function UtteranceText({ speech, onWord }: UtteranceTextProps) {
  const t = useText().transcript
  const { text, words } = speech
  const parts: ReactNode[] = []
  let at = 0
  for (const word of words) {
    if (word.from > at) parts.push(text.slice(at, word.from))
    const unsure = word.confidence !== null && word.confidence < UNSURE
    parts.push(
      // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the timeline go from word to word
      // biome-ignore lint/a11y/noStaticElementInteractions: a word is text first
      <span
        key={word.from}
        data-start={word.start}
        data-unsure={unsure || undefined}
        title={unsure ? `${t.timings[word.timing]}, ${t.unsure}` : t.timings[word.timing]}
        className="rounded-xs hover:bg-hover data-unsure:underline data-unsure:decoration-warn data-unsure:decoration-dotted data-unsure:underline-offset-3"
        onClick={() => onWord(word)}
      >
        {text.slice(word.from, word.to)}
      </span>,
    )
    at = word.to
  }
  parts.push(text.slice(at))
  return parts
}
