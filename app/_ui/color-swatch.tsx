'use client'
/** A label's colour, and a picker of those that may be chosen. */
import { Popover } from '@base-ui/react/popover'
import { Check } from 'lucide-react'
import { cx } from './cx.ts'

export interface NamedColor {
  hex: string
  name: string
}

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
      data-color
      className={cx('inline-block size-3 shrink-0 rounded-xs', className)}
      style={{ background: color, boxShadow: 'inset 0 0 0 1px rgb(128 128 128 / 0.35)' }}
    />
  )
}

export interface ColorSwatchProps {
  value: string
  colors: readonly NamedColor[]
  onChange: (hex: string) => void
  label: string
  disabled?: boolean
}

export function ColorSwatch({ value, colors, onChange, label, disabled }: ColorSwatchProps) {
  const known = colors.find((one) => one.hex.toLowerCase() === value.toLowerCase())
  return (
    <Popover.Root>
      <Popover.Trigger
        disabled={disabled}
        aria-label={`${label}: ${known?.name ?? value}`}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-md border border-line-2 bg-surface transition-colors hover:border-ink-3"
      >
        <Swatch color={value} className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-50">
          <Popover.Popup
            aria-label={label}
            className="grid grid-cols-7 gap-1 rounded-md bg-raised p-2 shadow-float"
          >
            {colors.map((one) => (
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
