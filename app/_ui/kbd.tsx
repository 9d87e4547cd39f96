'use client'
/** Keys as caps: `<Kbd keys="Shift+ArrowLeft" />`. Names are shortened to what stands on the keyboard. */
import { type UiWords, useWords } from './words.tsx'

const SIGNS: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Backspace: '⌫',
}

const WORDS: Record<string, keyof UiWords['caps']> = {
  Space: 'Space',
  ' ': 'Space',
  Escape: 'Escape',
  Delete: 'Delete',
  Mod: 'Control',
  Control: 'Control',
}

function capOf(part: string, caps: UiWords['caps']): string {
  const word = WORDS[part]
  if (word) return caps[word]
  return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)
}

export function Kbd({ keys }: { keys: string }) {
  const { caps } = useWords()
  const parts = keys === '+' ? ['+'] : keys.split('+')
  return (
    <span className="inline-flex shrink-0 gap-0.5">
      {parts.map((part) => (
        <kbd
          key={part}
          className="min-w-4 rounded-xs border border-line bg-sunken px-1 text-center font-sans text-small leading-[14px] text-ink-2"
        >
          {capOf(part, caps)}
        </kbd>
      ))}
    </span>
  )
}
