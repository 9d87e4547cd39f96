/** A plain table: lines between rows, small heads. Scrolls sideways by itself where there is no room. */
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

export interface TableProps {
  /** Column heads; a string is shown, null leaves the cell empty. */
  head?: readonly (ReactNode | null)[]
  label: string
  className?: string
  children: ReactNode
}

export function Table({ head, label, className, children }: TableProps) {
  return (
    <div className={cx('overflow-x-auto', className)}>
      <table aria-label={label} className="w-full border-collapse text-left">
        {head && (
          <thead>
            <tr className="border-b border-line">
              {head.map((cell, index) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  key={index}
                  scope="col"
                  className="py-1.5 pr-4 text-small font-normal whitespace-nowrap text-ink-3 last:pr-0"
                >
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

export const Row = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr className={cx('border-b border-line last:border-b-0', className)} {...rest} />
)

export const Cell = ({ className, ...rest }: ComponentProps<'td'>) => (
  <td className={cx('py-2 pr-4 align-middle last:pr-0', className)} {...rest} />
)
