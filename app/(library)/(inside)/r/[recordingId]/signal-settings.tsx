'use client'
/**
 * How a file of samples is read: time, rate, channels, beside its first rows. Open by itself where the file leaves a
 * question; else behind a button. Reading again replaces what was read before; the original stays.
 */
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { cx } from '#app/_ui/cx.ts'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import {
  type SignalSettings as Settings,
  type SignalReport,
  settingsFrom,
  TIME_UNITS,
  type TimeUnit,
} from '#media/core/signal/settings.ts'
import { useAction } from '../../../_parts/use-action.ts'

interface Props {
  assetId: string
  fileName: string
  report: SignalReport
  busy: boolean
  onChanged: () => void
}

/** Columns in the preview; more are chosen by the list. */
const MOST_COLUMNS = 24
const MOST_LISTED = 300

/** What is kept of a file of samples with its probe; null for films and sounds. */
export const signalReportOf = (probe: unknown): SignalReport | null =>
  (probe as { signal?: SignalReport } | null)?.signal ?? null

export function SignalSettings(props: Props) {
  const t = useText().signals.settings
  const [open, setOpen] = useState(false)
  const { report } = props
  if (!open && !report.question)
    return (
      <Button
        size="small"
        className="mt-3"
        disabled={props.busy}
        icon={<SlidersHorizontal aria-hidden className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        {t.open}
      </Button>
    )
  return <Form {...props} onClose={report.question ? null : () => setOpen(false)} />
}

function Form({
  assetId,
  fileName,
  report,
  busy,
  onChanged,
  onClose,
}: Props & { onClose: (() => void) | null }) {
  const t = useText().signals.settings
  const { table } = report
  const [settings, setSettings] = useState<Settings>(report.settings)
  const [rate, setRate] = useState(report.settings.rate === null ? '' : String(report.settings.rate))
  const needsRate = settings.time === null || settings.time.unit === 'samples'
  const number = Number(rate.replace(',', '.'))
  const rateGood = rate.trim() !== '' && Number.isFinite(number) && number > 0
  const read = useAction(async () => {
    const told = needsRate ? number : null
    await trpc.assets.readSignalAs.mutate({ assetId, settings: { ...settings, rate: told } })
    onChanged()
    onClose?.()
  })
  const names = table.columns.map((c) => c.name)
  const chosen = new Map(settings.channels.map((c) => [c.column, c]))
  const mayBeChannel = (column: number): boolean =>
    column !== settings.time?.column &&
    (table.columns[column]?.kind === 'number' || table.columns[column]?.kind === 'counter')
  const choose = (column: number, on: boolean): void =>
    setSettings((now) => ({
      ...now,
      channels: on
        ? [...now.channels, { column, name: names[column]!, unit: table.columns[column]!.unit }].sort(
            (a, b) => a.column - b.column,
          )
        : now.channels.filter((c) => c.column !== column),
    }))
  const setUnit = (column: number, unit: string): void =>
    setSettings((now) => ({
      ...now,
      channels: now.channels.map((c) => (c.column === column ? { ...c, unit } : c)),
    }))
  const setTime = (column: number | null): void =>
    setSettings((now) => ({
      ...now,
      time: column === null ? null : { column, unit: table.time?.column === column ? table.time.unit : 's' },
      channels: now.channels.filter((c) => c.column !== column),
    }))
  const good = settings.channels.length > 0 && (!needsRate || rateGood)
  return (
    <form
      aria-label={t.title(fileName)}
      className="mt-3 flex flex-col gap-4 rounded-md border border-line-2 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (good) read.run()
      }}
    >
      <div className="flex flex-wrap items-start gap-4">
        <Field label={t.time} className="w-52">
          <Select
            value={settings.time === null ? 'none' : String(settings.time.column)}
            label={t.time}
            options={[
              { value: 'none', label: t.noTime },
              ...names.slice(0, MOST_LISTED).map((name, i) => ({ value: String(i), label: name })),
            ]}
            onChange={(value) => setTime(value === 'none' ? null : Number(value))}
          />
        </Field>
        {settings.time && (
          <Field label={t.timeUnit} className="w-44">
            <Select
              value={settings.time.unit}
              label={t.timeUnit}
              options={TIME_UNITS.map((unit) => ({ value: unit, label: t.units[unit] }))}
              onChange={(unit: TimeUnit) =>
                setSettings((now) => ({ ...now, time: now.time && { ...now.time, unit } }))
              }
            />
          </Field>
        )}
        {needsRate && (
          <Field
            label={t.rate}
            className="w-44"
            error={rate.trim() !== '' && !rateGood ? t.rateWrong : null}
            hint={t.rateHint}
          >
            <Input
              inputMode="decimal"
              value={rate}
              onChange={(event) => setRate(event.currentTarget.value)}
              placeholder="1000"
            />
          </Field>
        )}
        {settings.time && settings.time.unit !== 'samples' && (
          <Checkbox
            className="mt-7 h-8"
            checked={settings.fromZero}
            onChange={(fromZero) => setSettings((now) => ({ ...now, fromZero }))}
          >
            {t.fromZero}
          </Checkbox>
        )}
      </div>
      <div className="overflow-x-auto rounded-sm border border-line">
        <table className="w-full border-collapse text-small tabular-nums">
          <caption className="sr-only">{t.preview}</caption>
          <thead>
            <tr className="border-b border-line bg-sunken text-left align-top">
              <th scope="col" className="px-2 py-1.5 font-normal text-ink-3">
                {t.line}
              </th>
              {names.slice(0, MOST_COLUMNS).map((name, i) => {
                const isTime = settings.time?.column === i
                const channel = chosen.get(i)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are their places
                  <th key={i} scope="col" className="min-w-24 px-2 py-1.5 font-normal">
                    {isTime ? (
                      <span className="flex h-4 items-center text-accent">{t.isTime}</span>
                    ) : (
                      <Checkbox
                        checked={channel !== undefined}
                        disabled={!mayBeChannel(i)}
                        onChange={(on) => choose(i, on)}
                        label={t.readColumn(name)}
                      />
                    )}
                    <span className="mt-1 block max-w-40 truncate text-ink" title={name}>
                      {name}
                    </span>
                    {channel && (
                      <Input
                        aria-label={t.unitOf(name)}
                        placeholder={t.unit}
                        value={channel.unit}
                        onChange={(event) => setUnit(i, event.currentTarget.value)}
                        className="mt-1 h-6! px-1.5! text-small"
                      />
                    )}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {table.preview.slice(0, 6).map((row) => (
              <tr key={row.line} className="border-b border-line last:border-b-0">
                <th scope="row" className="px-2 py-1 text-left font-normal text-ink-3">
                  {row.line}
                </th>
                {names.slice(0, MOST_COLUMNS).map((_, i) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns are their places
                    key={i}
                    className={cx(
                      'max-w-40 truncate px-2 py-1',
                      chosen.has(i) ? 'text-ink' : settings.time?.column === i ? 'text-accent' : 'text-ink-3',
                    )}
                  >
                    {row.cells[i] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {names.length > MOST_COLUMNS && (
        <p className="text-small text-ink-3">{t.moreColumns(names.length - MOST_COLUMNS)}</p>
      )}
      {read.problem && <ErrorNote>{read.problem}</ErrorNote>}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" disabled={!good || busy} loading={read.busy}>
          {t.read}
        </Button>
        {onClose && (
          <Button variant="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
        )}
        <span className="flex-1" />
        <Button variant="quiet" onClick={() => setSettings(settingsFrom(table))}>
          {t.asGuessed}
        </Button>
        <span className="text-small text-ink-3">{t.chosen(settings.channels.length)}</span>
      </div>
    </form>
  )
}
