'use client'
/** A few choices side by side, one of them chosen, taking effect at once. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface SegmentedProps<T extends string> {
  value: T
  options: readonly { value: T; label: ReactNode; title?: string }[]
  onChange: (value: T) => void
  label: string
  size?: 'small' | 'medium'
  /** Takes the whole width in equal parts. */
  fill?: boolean
}

export function Segmented<T extends string>({
  value,
  options,
  onChange,
  label,
  size = 'medium',
  fill = false,
}: SegmentedProps<T>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className={cx(
        'inline-flex rounded-md bg-sunken p-0.5',
        fill && 'flex w-full *:flex-1 *:justify-center',
        size === 'small' ? 'h-6 text-small' : 'h-8',
      )}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          title={option.title}
          nativeButton
          render={<button type="button" />}
          className="inline-flex items-center gap-1.5 rounded-sm px-2.5 text-ink-2 select-none transition-colors hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-[0_0_0_1px_var(--line-2)]"
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
