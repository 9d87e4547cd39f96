/** How a text file of samples is to be read: guessed from its beginning, corrected by a person where the guess fails. */
import { z } from 'zod'

/** `samples`: the column counts samples, so the rate must be told. `clock`: 12:03:04.5, or a date with it. */
export const TIME_UNITS = ['s', 'ms', 'us', 'ns', 'min', 'samples', 'clock'] as const
export type TimeUnit = (typeof TIME_UNITS)[number]

export const DELIMITERS = [',', ';', '\t', '|', ' '] as const

export const signalChannelSchema = z.object({
  /** Column in the file, from 0. */
  column: z.number().int().min(0).max(100_000),
  name: z.string().trim().min(1, 'a channel needs a name').max(200),
  /** As the file or a person says; "" when unknown. */
  unit: z.string().trim().max(50),
})

export const signalSettingsSchema = z.object({
  /** A space stands for any run of blanks. */
  delimiter: z.enum(DELIMITERS),
  decimal: z.enum(['.', ',']),
  /** Number of the first line with samples, from 1. */
  firstLine: z.number().int().min(1).max(10_000),
  /** Null when no column tells the time. */
  time: z.object({ column: z.number().int().min(0).max(100_000), unit: z.enum(TIME_UNITS) }).nullable(),
  /** Samples a second where the time column does not tell them; null when it does, or when nobody knows yet. */
  rate: z.number().positive().max(1e8).nullable(),
  /** Whether the first sample counts as time 0, whatever its time says. */
  fromZero: z.boolean(),
  channels: z.array(signalChannelSchema).min(1, 'choose at least one channel').max(20_000),
})
export type SignalSettings = z.infer<typeof signalSettingsSchema>
export type SignalChannel = SignalSettings['channels'][number]

/** What a file's beginning says of it. */
export interface SignalTable {
  readonly delimiter: SignalSettings['delimiter']
  readonly decimal: SignalSettings['decimal']
  readonly firstLine: number
  readonly columns: readonly SignalColumn[]
  readonly time: SignalSettings['time']
  /** Samples a second that a header line states; null when none does. */
  readonly statedRate: number | null
  readonly fromZero: boolean
  /** First rows of samples as they are written, with the number of each line. */
  readonly preview: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

export interface SignalColumn {
  readonly name: string
  readonly unit: string
  /** `counter`: frame and sub-frame numbers, which are no measurement. */
  readonly kind: 'number' | 'text' | 'empty' | 'counter'
}

/** What a person must say before a file can be read; null when everything is known. */
export type SignalQuestion = 'rate' | 'time-unit'

export function settingsFrom(table: SignalTable): SignalSettings {
  const channels = table.columns.flatMap((column, at) =>
    column.kind === 'number' && at !== table.time?.column
      ? [{ column: at, name: column.name, unit: column.unit }]
      : [],
  )
  return {
    delimiter: table.delimiter,
    decimal: table.decimal,
    firstLine: table.firstLine,
    time: table.time,
    rate: !table.time || table.time.unit === 'samples' ? table.statedRate : null,
    fromZero: table.fromZero,
    channels,
  }
}

/** Kept with the asset beside what the probe says of other files. */
export interface SignalReport {
  readonly table: SignalTable
  /** As last used or guessed. */
  readonly settings: SignalSettings
  readonly question: SignalQuestion | null
}
