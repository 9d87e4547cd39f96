'use client'
/** Text fields, one line and many. Inside a Field they take its label, hint and error. */
import { Field } from '@base-ui/react/field'
import { Input as Base } from '@base-ui/react/input'
import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

export const controlClass =
  'w-full min-w-0 rounded-md border border-line-2 bg-surface px-2.5 text-ink placeholder:text-ink-3 transition-colors hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:bg-sunken disabled:text-ink-3 disabled:hover:border-line-2 data-invalid:border-danger aria-invalid:border-danger [&:is(input,textarea):read-only]:bg-sunken'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <Base className={cx(controlClass, 'h-8', className)} {...rest} />
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Field.Control
      className={cx(controlClass, 'resize-y py-1.5', className)}
      render={<textarea rows={rows} {...rest} />}
    />
  )
}
