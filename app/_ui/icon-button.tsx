'use client'
/** A square button with an icon; its label is read aloud and shown in the tooltip together with its key. */
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { Tooltip } from './tooltip.tsx'

const SQUARE = { small: 'w-6 px-0!', medium: 'w-8 px-0!', large: 'w-9 px-0!' }

export interface IconButtonProps
  extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'>,
    ButtonLook {
  label: string
  icon: ReactNode
  /** Key that does the same, shown in the tooltip. */
  keys?: string
  pressed?: boolean
}

export function IconButton({
  label,
  icon,
  keys,
  pressed,
  variant = 'quiet',
  size = 'medium',
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys}>
      <button
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        className={cx(
          buttonClass({ variant, size }),
          SQUARE[size],
          pressed && 'bg-accent-soft! text-accent!',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
