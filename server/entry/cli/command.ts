/** What a command of `scrubline` is, and what it gets to work with. */
import type { ParseArgsConfig } from 'node:util'
import type { Output } from './output.ts'

type Options = NonNullable<ParseArgsConfig['options']>

export interface CommandInput {
  readonly args: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly dataDir: string
  readonly output: Output
}

export interface Command {
  /** Words that choose it: "backup", "users add". */
  readonly name: string
  /** What follows the name in its usage line. */
  readonly usage: string
  readonly summary: string
  /** Flags beyond --json, --data and --help. */
  readonly options: Options
  /** How many words may follow. */
  readonly takes: readonly [least: number, most: number]
  /** @returns the exit code, 0 when nothing is returned. */
  run(input: CommandInput): Promise<number | undefined>
}

/** Reads a flag that takes a word. */
export function word(input: CommandInput, name: string): string | undefined {
  const value = input.flags[name]
  return typeof value === 'string' ? value : undefined
}
