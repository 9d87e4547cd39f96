/** Holds the place of what comes; give it the size of what comes. */
import { cx } from './cx.ts'

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cx('block rounded-sm bg-line opacity-60', className)} />
)
