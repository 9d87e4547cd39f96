'use client'
import { useId, useState } from 'react'
import { parseLength, printLength } from '#media/core/search/words.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Input } from '../../_ui/input.tsx'

/** A length of time that may be left open. What cannot be read is not taken over and is marked. */
export function Length({
  label,
  quiet = false,
  ticks,
  onChange,
}: {
  label: string
  /** The label is for screen readers alone. */
  quiet?: boolean
  ticks: number | null
  onChange: (ticks: number | null) => void
}) {
  const t = useText().search
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? (ticks === null ? '' : printLength(ticks))
  const bad = text.trim() !== '' && parseLength(text) === null
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <label htmlFor={id} className={quiet ? 'sr-only' : 'text-ink-2'}>
        {label}
      </label>
      <Input
        id={id}
        className="h-6! w-20! text-small"
        placeholder={t.anyTime}
        title={t.withinHint}
        aria-invalid={bad}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value)
          const read = parseLength(event.target.value)
          if (read !== null || !event.target.value.trim()) onChange(read)
        }}
        onBlur={() => setTyped(null)}
      />
    </span>
  )
}
