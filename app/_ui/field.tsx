'use client'
/**
 * A labelled form control with a hint and an error sentence, tied together for screen readers. `name` ties server-side
 * errors given to <form> by field; `error` shows a sentence directly.
 */
import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string | null
  /** Keeps room for one line of error, so that nothing moves when it appears. */
  reserveError?: boolean
  className?: string
  children: ReactNode
}

export function Field({ label, hint, error, reserveError = false, className, children }: FieldProps) {
  return (
    <Base.Root className={cx('flex min-w-0 flex-col gap-1', className)} invalid={Boolean(error)}>
      <Base.Label className="font-medium text-ink">{label}</Base.Label>
      {children}
      {hint && !error && <Base.Description className="text-small text-ink-3">{hint}</Base.Description>}
      {error ? (
        <Base.Error match className="text-small text-danger">
          {error}
        </Base.Error>
      ) : (
        reserveError && !hint && <p aria-hidden className="h-4" />
      )}
    </Base.Root>
  )
}
