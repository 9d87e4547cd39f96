'use client'
/** A dialog in the middle: title, body, and a row of buttons. Escape and a press outside close it. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { useWords } from './words.tsx'

export const scrimClass =
  'fixed inset-0 z-40 bg-scrim transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0'
export const floatClass =
  'fixed top-[max(24px,12vh)] left-1/2 z-40 flex max-h-[min(76vh,calc(100dvh-48px))] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg bg-raised shadow-float outline-hidden transition-opacity data-starting-style:opacity-0 data-ending-style:opacity-0'

const WIDTHS = { small: 'max-w-100', medium: 'max-w-140', large: 'max-w-200' }

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: keyof typeof WIDTHS
  children?: ReactNode
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, footer, size = 'medium', children } = props
  const words = useWords()
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={scrimClass} />
        <Base.Popup className={cx(floatClass, WIDTHS[size])}>
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-title font-semibold text-ink">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-ink-2">{description}</Base.Description>}
            </div>
            {/* No tooltip: it would open with the focus and take the first Escape for itself. */}
            <Base.Close
              aria-label={words.close}
              aria-keyshortcuts="Escape"
              className={cx(buttonClass({ variant: 'quiet', size: 'small' }), '-mr-1.5 w-6 px-0!')}
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
