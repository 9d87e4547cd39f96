'use client'
/** A search as text, with its place of trouble shown below, and the form that builds it. */
import { ListFilter, Search } from 'lucide-react'
import { type ReactNode, type Ref, useId, useState } from 'react'
import { parseQuery } from '#media/core/search/parse.ts'
import { printQuery } from '#media/core/search/print.ts'
import { EMPTY_QUERY } from '#media/core/search/query.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { controlClass } from '../../_ui/input.tsx'
import type { QueryChoices } from './query-choices.ts'
import { QueryForm } from './query-form.tsx'

export interface QueryBoxProps {
  value: string
  onChange: (text: string) => void
  onSubmit?: () => void
  choices: QueryChoices
  inputRef?: Ref<HTMLInputElement>
  /** Buttons beside the field. */
  children?: ReactNode
  compact?: boolean
}

export function QueryBox({ value, onChange, onSubmit, choices, inputRef, children, compact }: QueryBoxProps) {
  const t = useText().search
  const [building, setBuilding] = useState(false)
  const problemId = useId()
  const parsed = parseQuery(value)
  return (
    <div className="flex flex-col gap-2">
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit?.()
        }}
      >
        <div className="relative min-w-40 flex-1">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
          />
          <input
            ref={inputRef}
            type="search"
            aria-label={t.field}
            aria-invalid={!parsed.ok}
            aria-describedby={parsed.ok ? undefined : problemId}
            placeholder={t.placeholder}
            autoComplete="off"
            spellCheck={false}
            className={cx(controlClass, compact ? 'h-8' : 'h-9', 'pl-8')}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
        <Button
          aria-expanded={building}
          title={t.buildHint}
          className={compact ? '' : 'h-9'}
          icon={<ListFilter aria-hidden className="size-4" />}
          onClick={() => setBuilding(!building)}
        >
          {t.build}
        </Button>
        {children}
      </form>
      {!parsed.ok && (
        <div id={problemId} role="status" className="text-small">
          <p className="font-mono break-all whitespace-pre-wrap text-ink-3">
            {value.slice(0, parsed.from)}
            <mark className="rounded-xs bg-danger-soft text-danger underline decoration-wavy underline-offset-2">
              {value.slice(parsed.from, parsed.to) || ' '}
            </mark>
            {value.slice(parsed.to)}
          </p>
          <p className="text-danger">{parsed.message}</p>
        </div>
      )}
      {building && (
        <QueryForm
          query={parsed.ok ? parsed.query : EMPTY_QUERY}
          choices={choices}
          onChange={(query) => onChange(printQuery(query))}
        />
      )}
    </div>
  )
}
