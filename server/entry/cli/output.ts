/**
 * What the command line says. For people: lines, tables, and a progress bar where there is a terminal. With --json:
 * exactly one JSON value on stdout. Progress and notes go to stderr.
 */
import type { WriteStream } from 'node:tty'
import { inWords } from '#server/platform/disk.ts'

export interface Output {
  readonly json: boolean
  /** The command's result: the value with --json, else the lines. */
  result(value: unknown, lines: readonly string[]): void
  /** A remark beside the result. */
  note(text: string): void
  /** Shows how far something is; does nothing without a terminal. */
  progress(title: string): ProgressBar
}

export interface ProgressBar {
  /** Bytes (or other units) so far and in all. */
  update(done: number, total: number): void
  end(): void
}

interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown } & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
}

export function makeOutput(json: boolean, { stdout, stderr }: Streams = process): Output {
  return {
    json,
    result(value, lines) {
      if (json) stdout.write(`${JSON.stringify(value)}\n`)
      else for (const line of lines) stdout.write(`${line}\n`)
    },
    note(text) {
      stderr.write(`${text}\n`)
    },
    progress(title) {
      if (json || !stderr.isTTY) return { update() {}, end() {} }
      const began = Date.now()
      let drawn = 0
      return {
        update(done, total) {
          const now = Date.now()
          if (now - drawn < 80 && done < total) return
          drawn = now
          stderr.write(
            `\r${progressLine(title, done, total, (now - began) / 1000, stderr.columns ?? 80)}\x1b[K`,
          )
        },
        end() {
          if (drawn > 0) stderr.write('\r\x1b[K')
        },
      }
    },
  }
}

export function progressLine(
  title: string,
  done: number,
  total: number,
  seconds: number,
  columns: number,
): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const left = share > 0 ? (seconds * (1 - share)) / share : null
  const about = `${Math.floor(share * 100)} %, ${inWords(done)} of ${inWords(total)}${left === null ? '' : `, ${timeLeft(left)} left`}`
  const width = Math.max(10, Math.min(30, columns - title.length - about.length - 5))
  const full = Math.round(share * width)
  return `${title} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${about}`
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/** Columns as wide as their widest cell, two spaces apart. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === head.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), ...rows.map(line)]
}
