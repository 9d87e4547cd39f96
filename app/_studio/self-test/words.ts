/** The self-test's results in words for people. */
import { currentText } from '../../_text/current-text.ts'
import type { Outcome } from './movements.ts'
import type { Movement } from './run-self-test.ts'

/** In the order of the table. */
export const MOVEMENTS: readonly Movement[] = [
  ...(['random', 'forward', 'back', 'pause', 'playing'] as const),
  ...(['plain-naive', 'plain-careful', 'plain-forward', 'plain-back'] as const),
]

/** What the studio does, and not a plain player for comparison. */
export const isOurs = (movement: Movement): boolean => !movement.startsWith('plain-')

/** "100 %" only when every single one was right: 99.96 % is shown as 99.9 %. */
export function shareText(exact: number, tried: number): string {
  if (tried === 0) return '—'
  if (exact === tried) return '100 %'
  return `${(Math.floor((exact / tried) * 1000) / 10).toFixed(1)} %`
}

export function verdict(ours: readonly Outcome[]): { good: boolean; text: string } {
  const tried = ours.reduce((sum, o) => sum + o.tried, 0)
  const exact = ours.reduce((sum, o) => sum + o.exact, 0)
  const t = currentText().selfTest
  if (tried === 0) return { good: false, text: t.nothingMeasured }
  return exact === tried
    ? { good: true, text: t.exact(tried) }
    : { good: false, text: t.notExact(tried - exact, tried) }
}
