/** A thin bar from 0 to 1; null means that it is not known how much is left. */
import { cx } from './cx.ts'

export interface ProgressProps {
  value: number | null
  label: string
  tone?: 'plain' | 'error' | 'ok'
  className?: string
}

export function Progress({ value, label, tone = 'plain', className }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cx('h-1 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cx(
          'h-full origin-left rounded-full',
          tone === 'error' ? 'bg-danger' : tone === 'ok' ? 'bg-ok' : 'bg-accent',
          value === null && 'w-1/3 animate-pulse',
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
