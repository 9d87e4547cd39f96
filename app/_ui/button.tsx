/**
 * Buttons. `primary` is the one main action of a view, `plain` the usual one, `quiet` has no frame until hovered,
 * `danger` is for what cannot be taken back. A loading button keeps its width, stays focusable and ignores presses.
 */
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-solid text-on-solid hover:bg-solid-hover border-transparent font-medium',
  plain: 'bg-surface text-ink border-line-2 hover:bg-hover active:bg-pressed',
  quiet: 'text-ink-2 border-transparent hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'bg-danger text-on-danger border-transparent hover:bg-danger-hover font-medium',
}
const SIZES: Record<ButtonSize, string> = {
  small: 'h-6 px-2 text-small gap-1 rounded-sm',
  medium: 'h-8 px-3 gap-1.5 rounded-md',
  large: 'h-9 px-4 gap-2 rounded-md',
}

export interface ButtonLook {
  variant?: ButtonVariant
  size?: ButtonSize
}

/** The same look for links that act like buttons. */
export function buttonClass({ variant = 'plain', size = 'medium' }: ButtonLook = {}): string {
  return cx(
    'relative inline-flex shrink-0 items-center justify-center border whitespace-nowrap select-none transition-colors',
    'disabled:opacity-45 aria-disabled:opacity-45 data-popup-open:bg-pressed',
    VARIANTS[variant],
    SIZES[size],
  )
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  icon?: ReactNode
  loading?: boolean
}

export function Button({
  variant,
  size,
  icon,
  loading = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={loading ? 'button' : type}
      className={cx(buttonClass({ variant, size }), className)}
      aria-busy={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      <span className={cx('contents', loading && '[&>*]:invisible text-transparent')}>
        {icon}
        {children !== undefined && <span>{children}</span>}
      </span>
      {loading && (
        <LoaderCircle aria-hidden className="absolute size-4 animate-spin motion-reduce:animate-none" />
      )}
    </button>
  )
}
