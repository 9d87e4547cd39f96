/** Which column tells the time, and in which unit. */
import type { NamedColumn } from './header-names.ts'
import type { SignalColumn, SignalTable, TimeUnit } from './settings.ts'

export const TIME_NAME =
  /^(time|times|t|timestamp|time ?stamp|zeit|zeitstempel|elapsed|seconds?|sec|secs|s|ms|msec|millis|milliseconds?|micros|clock|uhrzeit|date|datetime|epoch|unix)([_ .-]|$)|[_ ](time|timestamp)$/i

export interface TimeGuess {
  readonly time: SignalTable['time']
  readonly fromZero: boolean
  /** Seconds or milliseconds, the numbers do not tell. */
  readonly unsure: boolean
}

/** A device's clock that has run for longer than this tells nothing about the recording. */
const LATE_SECONDS = 3600

export function guessTime(
  columns: readonly SignalColumn[],
  named: readonly NamedColumn[],
  numbersOf: (at: number) => number[],
  clockAt: number,
): TimeGuess {
  const none: TimeGuess = { time: null, fromZero: true, unsure: false }
  let timed = columns.findIndex(
    (c, at) => c.kind === 'number' && TIME_NAME.test(named[at]!.name) && rises(numbersOf(at)),
  )
  if (timed < 0 && clockAt >= 0)
    return { time: { column: clockAt, unit: 'clock' }, fromZero: true, unsure: false }
  if (
    timed < 0 &&
    named[0]?.name === '' &&
    columns[0]?.kind === 'number' &&
    columns.length > 1 &&
    even(numbersOf(0))
  )
    timed = 0
  if (timed < 0) {
    // Frame and sample numbers; a sub-frame starts again and again.
    const counted = columns.findIndex((c, at) => c.kind === 'counter' && even(numbersOf(at)))
    return counted < 0 ? none : { time: { column: counted, unit: 'samples' }, fromZero: true, unsure: false }
  }
  const values = numbersOf(timed).filter((v) => !Number.isNaN(v))
  const { unit, unsure } = unitOf(named[timed]!, values)
  const first = (values[0] ?? 0) * secondsOfUnit(unit)
  return {
    time: { column: timed, unit },
    fromZero: unit === 'samples' || first < 0 || first > LATE_SECONDS,
    unsure,
  }
}

export function secondsOfUnit(unit: TimeUnit): number {
  return { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60, samples: 0, clock: 1 }[unit]
}

function unitOf({ name, unit }: NamedColumn, values: readonly number[]): { unit: TimeUnit; unsure: boolean } {
  const sure = (u: TimeUnit) => ({ unit: u, unsure: false })
  const said =
    unit.toLowerCase() || /[_ .-](ns|us|µs|ms|msec|s|sec|min)$/i.exec(name)?.[1]?.toLowerCase() || ''
  if (/^ns/.test(said)) return sure('ns')
  if (/^(us|µs|micro)/.test(said) || /micros/i.test(name)) return sure('us')
  if (/^(ms|msec|milli)/.test(said) || /^(ms|msec|milli)/i.test(name)) return sure('ms')
  if (/^min/.test(said)) return sure('min')
  if (/^(s|sec)/.test(said) || /^(s|sec|secs|seconds?)$/i.test(name)) return sure('s')
  const first = values[0] ?? 0
  if (first > 1e17) return sure('ns')
  if (first > 1e14) return sure('us')
  if (first > 1e11) return sure('ms')
  if (values.some((v) => !Number.isInteger(v))) return sure('s')
  const step = medianStep(values)
  if (name === '' && step === 1) return sure('samples')
  if (step > 1 && step <= 1000) return sure('ms')
  if (step > 1000) return sure('us')
  return { unit: 'ms', unsure: true }
}

export function medianStep(values: readonly number[]): number {
  const steps = values.slice(1).flatMap((v, i) => (v > values[i]! ? [v - values[i]!] : []))
  steps.sort((a, b) => a - b)
  return steps[steps.length >> 1] ?? 0
}

function rises(values: readonly number[]): boolean {
  const present = values.filter((v) => !Number.isNaN(v))
  return (
    present.length > 1 &&
    present.every((v, i) => i === 0 || v >= present[i - 1]!) &&
    present.at(-1)! > present[0]!
  )
}

/** Rises by about the same step all the way. */
function even(values: readonly number[]): boolean {
  if (!rises(values)) return false
  const step = medianStep(values)
  const off = values.slice(1).filter((v, i) => Math.abs(v - values[i]! - step) > 0.5 * step).length
  return off <= 0.02 * values.length
}
