'use client'
/** A name being typed in its own place. Enter and leaving the field take it, Escape leaves it as it was. */
import { useRef } from 'react'

export interface RenameFieldProps {
  readonly name: string
  readonly label: string
  readonly onDone: (name: string | null) => void
}

export function RenameField({ name, label, onDone }: RenameFieldProps) {
  const over = useRef(false)
  const done = (to: string | null) => {
    if (over.current) return
    over.current = true
    onDone(to)
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it stands where the person has just asked to type
      autoFocus
      aria-label={label}
      defaultValue={name}
      maxLength={200}
      dir="auto"
      onFocus={(event) => event.currentTarget.select()}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => done(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') done(event.currentTarget.value)
        else if (event.key === 'Escape') done(null)
      }}
      className="h-5 w-full min-w-0 rounded-xs border border-accent bg-surface px-1 text-ink outline-hidden"
    />
  )
}
