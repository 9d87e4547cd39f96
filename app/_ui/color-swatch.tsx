'use client'
/** A label's colour, and a picker of colours that people with any colour vision tell apart. */
import { Popover } from '@base-ui/react/popover'
import { Check } from 'lucide-react'
import { cx } from './cx.ts'

/** Okabe–Ito without black and yellow's glare, then Tol's bright and muted sets: each at least 3:1 on a dark track. */
export const SAFE_COLORS: readonly { hex: string; name: string }[] = [
  { hex: '#E69F00', name: 'orange' },
  { hex: '#56B4E9', name: 'sky blue' },
  { hex: '#009E73', name: 'bluish green' },
  { hex: '#F0E442', name: 'yellow' },
  { hex: '#4A90D9', name: 'blue' },
  { hex: '#D55E00', name: 'vermilion' },
  { hex: '#CC79A7', name: 'reddish purple' },
  { hex: '#EE6677', name: 'red' },
  { hex: '#228833', name: 'green' },
  { hex: '#CCBB44', name: 'sand' },
  { hex: '#66CCEE', name: 'cyan' },
  { hex: '#AA3377', name: 'purple' },
  { hex: '#88CCEE', name: 'pale blue' },
  { hex: '#44AA99', name: 'teal' },
  { hex: '#999933', name: 'olive' },
  { hex: '#BBBBBB', name: 'grey' },
]

/** Black or white text on a colour, whichever reads better. */
export function textOn(hex: string): '#000000' | '#ffffff' {
  const channel = (at: number): number => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  const light = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? '#000000' : '#ffffff'
}

export function Swatch({ color, className }: { color: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('inline-block size-3 shrink-0 rounded-xs', className)}
      style={{ background: color, boxShadow: 'inset 0 0 0 1px rgb(128 128 128 / 0.35)' }}
    />
  )
}

export interface ColorSwatchProps {
  value: string
  onChange: (hex: string) => void
  label: string
  disabled?: boolean
}

export function ColorSwatch({ value, onChange, label, disabled }: ColorSwatchProps) {
  const known = SAFE_COLORS.find((one) => one.hex.toLowerCase() === value.toLowerCase())
  return (
    <Popover.Root>
      <Popover.Trigger
        disabled={disabled}
        aria-label={`${label}: ${known?.name ?? value}`}
        className="inline-flex size-8 items-center justify-center rounded-md border border-line-2 bg-surface transition-colors hover:border-ink-3"
      >
        <Swatch color={value} className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-50">
          <Popover.Popup
            aria-label={label}
            className="grid grid-cols-8 gap-1 rounded-md bg-raised p-2 shadow-float"
          >
            {SAFE_COLORS.map((one) => (
              <Popover.Close
                key={one.hex}
                aria-label={one.name}
                title={one.name}
                onClick={() => onChange(one.hex)}
                className="flex size-6 items-center justify-center rounded-sm"
                style={{ background: one.hex, color: textOn(one.hex) }}
              >
                {one === known && <Check aria-hidden className="size-4" />}
              </Popover.Close>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
