'use client'
/** Checkbox and switch: a checkbox chooses, a switch takes effect at once. */
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface CheckboxProps {
  checked: boolean
  onChange: (checked: boolean, event: { shiftKey: boolean }) => void
  /** Shown beside it; give `label` instead where there is no room. */
  children?: ReactNode
  label?: string
  indeterminate?: boolean
  disabled?: boolean
  className?: string
}

export function Checkbox(props: CheckboxProps) {
  const { checked, onChange, children, label, indeterminate, disabled, className } = props
  const box = (
    <Base.Root
      checked={checked}
      indeterminate={indeterminate}
      disabled={disabled}
      aria-label={label}
      onCheckedChange={(next, details) =>
        onChange(next, { shiftKey: 'shiftKey' in details.event && details.event.shiftKey === true })
      }
      className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-2 bg-surface transition-colors hover:border-ink-3 data-checked:border-transparent data-checked:bg-solid data-disabled:opacity-45 data-indeterminate:border-transparent data-indeterminate:bg-solid"
    >
      <Base.Indicator className="text-on-solid">
        {indeterminate ? (
          <Minus aria-hidden className="size-3" strokeWidth={3} />
        ) : (
          <Check aria-hidden className="size-3" strokeWidth={3} />
        )}
      </Base.Indicator>
    </Base.Root>
  )
  if (children === undefined) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the checkbox inside
    <label className={cx('inline-flex items-center gap-2 select-none', className)}>
      {box}
      {children}
    </label>
  )
}

export interface SwitchProps {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  disabled?: boolean
}

export function Switch({ checked, onChange, children, disabled }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the switch inside
    <label className="inline-flex items-center gap-2 select-none">
      <BaseSwitch.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="flex h-4 w-7 shrink-0 rounded-full bg-line-2 p-0.5 transition-colors data-checked:bg-solid data-disabled:opacity-45"
      >
        <BaseSwitch.Thumb className="size-3 rounded-full bg-surface transition-transform data-checked:translate-x-3" />
      </BaseSwitch.Root>
      {children}
    </label>
  )
}
