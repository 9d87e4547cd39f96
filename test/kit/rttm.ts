/** Turns of one recording in an RTTM file, and its evaluated stretches in a UEM file, seconds. */
import fs from 'node:fs'
import type { Span, Turn } from '#media/core/metrics/der.ts'

const rowsOf = (file: string): string[][] =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length > 3)

export function readRttm(file: string, recording: string): Turn[] {
  return rowsOf(file)
    .filter(([kind, name]) => kind === 'SPEAKER' && name === recording)
    .map((row) => ({ start: Number(row[3]), end: Number(row[3]) + Number(row[4]), speaker: row[7]! }))
}

export function readUem(file: string, recording: string): Span[] {
  return rowsOf(file)
    .filter(([name]) => name === recording)
    .map((row) => ({ start: Number(row[2]), end: Number(row[3]) }))
}
