/** A track in little room: coloured pieces over the whole length. Decorative beside the numbers in words. */
import { cx } from '#app/_ui/cx.ts'

export interface RibbonBarProps {
  /** [start, end, colour], start and end in 0…1. */
  pieces: readonly (readonly [start: number, end: number, color: string])[]
  label?: string
  className?: string
}

export function RibbonBar({ pieces, label, className }: RibbonBarProps) {
  return (
    <svg
      viewBox="0 0 1000 10"
      preserveAspectRatio="none"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
      className={cx('block w-full rounded-xs bg-sunken', className)}
    >
      {pieces.map(([start, end, color]) => (
        <rect
          key={`${start}-${end}-${color}`}
          x={start * 1000}
          y="0"
          // Nothing is too short to be seen.
          width={Math.max(1.2, (end - start) * 1000)}
          height="10"
          fill={color}
        />
      ))}
    </svg>
  )
}
