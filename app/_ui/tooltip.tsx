'use client'
/** A short label on hover or focus, with the key that does the same. Wraps one element, which becomes the trigger. */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Base.Provider delay={450} timeout={300}>
    {children}
  </Base.Provider>
)

export interface TooltipProps {
  content: ReactNode
  /** For example "Shift+ArrowLeft"; shown as keys. */
  keys?: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement
}

export function Tooltip({ content, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={side} className="z-50">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-sm bg-raised px-2 py-1 text-small text-ink shadow-float transition-opacity data-starting-style:opacity-0 data-instant:transition-none">
            {content}
            {keys && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
