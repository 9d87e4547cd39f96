'use client'
/** A choice from a short list. Values are strings; labels may be anything. */
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { controlClass } from './input.tsx'

export interface SelectOption<T extends string = string> {
  value: T
  label: ReactNode
  /** A second line that explains the choice. */
  hint?: string
}

export interface SelectProps<T extends string> {
  value: T
  options: readonly SelectOption<T>[]
  onChange: (value: T) => void
  label?: string
  disabled?: boolean
  size?: 'small' | 'medium'
  className?: string
  name?: string
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { value, options, onChange, label, disabled, size = 'medium', className, name } = props
  return (
    <Base.Root
      items={options as { value: T; label: ReactNode }[]}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as T)}
      disabled={disabled}
      name={name}
      modal={false}
    >
      <Base.Trigger
        aria-label={label}
        className={cx(
          controlClass,
          'inline-flex items-center justify-between gap-2 pr-1.5 select-none',
          size === 'small' ? 'h-6 px-2 text-small' : 'h-8',
          className,
        )}
      >
        <Base.Value dir="auto" className="truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-hidden">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-80 overflow-y-auto rounded-md bg-raised p-1 text-ink shadow-float outline-hidden">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="grid cursor-default grid-cols-[16px_1fr] items-start gap-1.5 rounded-sm py-1 pr-3 pl-1.5 outline-hidden select-none data-highlighted:bg-hover"
              >
                <Base.ItemIndicator className="col-start-1 pt-0.5">
                  <Check aria-hidden className="size-4" />
                </Base.ItemIndicator>
                <div className="col-start-2 min-w-0">
                  <Base.ItemText dir="auto">{option.label}</Base.ItemText>
                  {option.hint && <div className="text-small text-ink-3">{option.hint}</div>}
                </div>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
