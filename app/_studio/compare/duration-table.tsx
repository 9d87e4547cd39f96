'use client'
import { tick } from '#media/core/time/tick.ts'
/** How long each phase lasted in either recording, and the difference; what only one of them has is said. */
import { formatSeconds } from '#media/core/time/timecode.ts'
import { useText } from '../../_text/text-provider.tsx'
import type { Compared, OpenedCompare } from './open-compare.ts'
import type { NamedPhase } from './phases.ts'

interface DurationRow {
  readonly a: NamedPhase | null
  readonly b: NamedPhase | null
  readonly at: number
}

export function rowsOf({ a, b, match }: Compared): DurationRow[] {
  const rows: DurationRow[] = match.pairs.map(([i, j]) => ({
    a: a.phases[i]!,
    b: b.phases[j]!,
    at: a.phases[i]!.start,
  }))
  for (const i of match.onlyA) rows.push({ a: a.phases[i]!, b: null, at: a.phases[i]!.start })
  // What only b has stands after the last match before it.
  for (const j of match.onlyB) {
    const before = match.pairs.filter(([, k]) => k < j).at(-1)
    rows.push({
      a: null,
      b: b.phases[j]!,
      at: before ? a.phases[before[0]]!.start + 0.5 : Number.NEGATIVE_INFINITY,
    })
  }
  return rows.sort((x, y) => x.at - y.at)
}

export function DurationTable({ compare, compared }: { compare: OpenedCompare; compared: Compared | null }) {
  const t = useText().cameras.comparePage
  if (!compared) return <p className="p-4 text-ink-2">{t.nothingShared}</p>
  const rows = rowsOf(compared)
  const seconds = (p: NamedPhase | null) => (p ? p.end - p.start : null)
  const cell = (ticks: number | null, sign = false) =>
    ticks === null ? '–' : `${sign && ticks > 0 ? '+' : ''}${formatSeconds(ticks, 2).replace('-', '−')}`
  const sum = (side: 'a' | 'b') => rows.reduce((total, row) => total + (seconds(row[side]) ?? 0), 0)
  const number = 'py-1 pl-3 text-right font-mono whitespace-nowrap tabular-nums'
  return (
    <table className="w-full text-ink-2" data-testid="durations">
      <caption className="sr-only">{t.durations}</caption>
      <thead className="sticky top-0 bg-surface text-small text-ink-3">
        <tr className="border-b border-line">
          <th dir="auto" className="py-1.5 text-left font-normal">
            {compared.a.name}
          </th>
          <th className="pl-3 text-right font-normal">1, s</th>
          <th className="pl-3 text-right font-normal">2, s</th>
          <th className="pl-3 text-right font-normal">{t.difference}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const phase = (row.a ?? row.b)!
          const [x, y] = [seconds(row.a), seconds(row.b)]
          return (
            <tr
              key={`${row.a?.start ?? ''} ${row.b?.start ?? ''} ${phase.key}`}
              className="border-b border-line"
            >
              <td className="py-1">
                <button
                  dir="auto"
                  type="button"
                  disabled={!row.a}
                  onClick={() => row.a && compare.clock.seek(tick(row.a.start))}
                  className="flex items-center gap-2 text-left text-ink enabled:hover:underline"
                >
                  <span
                    aria-hidden
                    className="size-2.5 shrink-0 rounded-xs"
                    style={{ background: phase.color }}
                  />
                  {phase.name}
                </button>
                {(!row.a || !row.b) && (
                  <span className="block pl-4.5 text-small text-ink-3">
                    {row.a ? t.onlyFirst : t.onlySecond}
                  </span>
                )}
              </td>
              <td className={number}>{cell(x)}</td>
              <td className={number}>{cell(y)}</td>
              <td className={number}>{x === null || y === null ? '–' : cell(y - x, true)}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr className="text-ink">
          <td className="py-1.5">{t.together}</td>
          <td className={number}>{cell(sum('a'))}</td>
          <td className={number}>{cell(sum('b'))}</td>
          <td className={number}>{cell(sum('b') - sum('a'), true)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
