'use client'
/**
 * Over each signal's row: the ends of the scale at the left, the channels' names and their values, at the playhead or
 * under the pointer while it is over the row. The numbers are written into the page by the clock, without React.
 */
import { effect } from '@preact/signals-core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'
import { type PlacedRow, RULER_HEIGHT } from '../timeline/rows.ts'
import { colorOf, endsOf, numberText } from '../tracks/signal/look.ts'
import type { SignalSource } from '../tracks/signal/signal-source.ts'
import { bandsOf } from '../tracks/signal/signal-view.ts'

export function SignalLegends() {
  const { timeline, signals } = useStudio()
  const [rows, setRows] = useState<readonly PlacedRow[]>([])
  useEffect(
    () =>
      effect(() => {
        timeline.shownMedia.value
        timeline.scrollY.value
        timeline.size.value
        timeline.shownTracks.value
        const placed = timeline.placedRows().filter((row) => row.kind === 'signal')
        setRows((before) =>
          before.length === placed.length &&
          before.every(
            (r, i) => r.id === placed[i]!.id && r.y === placed[i]!.y && r.height === placed[i]!.height,
          )
            ? before
            : placed,
        )
      }),
    [timeline],
  )
  const sources = useValue(signals)
  return (
    <div
      className="pointer-events-none absolute inset-x-0 bottom-0 overflow-hidden"
      style={{ top: RULER_HEIGHT }}
    >
      {rows.map((row) => {
        const source = sources.get(row.id)
        return source ? <Legend key={row.id} row={row} source={source} /> : null
      })}
    </div>
  )
}

function Legend({ row, source }: { row: PlacedRow; source: SignalSource }) {
  const look = useValue(source.look)
  const stacked = look.layout === 'stacked'
  const height = row.height - 1
  const bands = bandsOf(height, stacked ? look.channels.length : 1)
  const top = row.y - RULER_HEIGHT
  const groups = stacked ? look.channels.map((c) => [c]) : [look.channels]
  return (
    <>
      {bands.map((band, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place
          key={i}
          className="absolute inset-x-0"
          style={{ top: top + band.y, height: band.height }}
        >
          <Axis source={source} channels={groups[i] ?? []} height={band.height} />
          <Readout source={source} channels={groups[i] ?? []} rowId={row.id} height={band.height} />
        </div>
      ))}
    </>
  )
}

const MIN_AXIS = 26

/** The values at the top and the bottom; none where the channels have scales of their own in one room. */
function Axis({
  source,
  channels,
  height,
}: {
  source: SignalSource
  channels: readonly number[]
  height: number
}) {
  const look = useValue(source.look)
  const ends = channels.map((c) => endsOf(source.signal, look, c))
  const first = ends[0]
  if (!first || height < MIN_AXIS || ends.some((e) => e.min !== first.min || e.max !== first.max)) return null
  const units = new Set(channels.map((c) => source.signal.channels[c]?.unit ?? ''))
  const unit = units.size === 1 ? [...units][0] : ''
  const span = first.max - first.min
  return (
    <div className="absolute inset-y-0.5 left-0.5 flex flex-col justify-between text-[9.5px] leading-none text-ink-3 tabular-nums">
      <span className="self-start rounded-xs bg-surface/80 px-0.5">
        {numberText(first.max, span)} {unit}
      </span>
      <span className="self-start rounded-xs bg-surface/80 px-0.5">{numberText(first.min, span)}</span>
    </div>
  )
}

function Readout({
  source,
  channels,
  rowId,
  height,
}: {
  source: SignalSource
  channels: readonly number[]
  rowId: string
  height: number
}) {
  const t = useText().signals
  const { timeline, session } = useStudio()
  const look = useValue(source.look)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { clock } = session
    let last = ''
    const write = (): void => {
      source.arrivals.value
      source.placement.value
      const hover = timeline.hover.value
      const over = hover && 'row' in hover.zone && hover.zone.row.id === rowId ? hover : null
      const time = over ? timeline.scale.timeAt(over.x) : (clock.shown.value?.start ?? clock.now())
      const cells = box.current?.querySelectorAll<HTMLElement>('[data-value]')
      const at = `${over ? t.valuesAtPointer : t.valuesAtPlayhead}`
      if (at !== last && box.current) box.current.title = at
      last = at
      channels.forEach((channel, i) => {
        const cell = cells?.[i]
        if (!cell) return
        const { min, max } = source.signal.channels[channel]!
        const value = source.valueAt(time, channel)
        const text = value === null ? '…' : numberText(value, (max ?? 1) - (min ?? 0))
        if (cell.textContent !== text) cell.textContent = text
      })
    }
    return effect(write)
  }, [source, timeline, session, channels, rowId, t])
  if (height < 14) return null
  return (
    <div
      ref={box}
      data-signal-values={rowId}
      className="absolute top-0.5 left-16 flex max-w-[calc(100%-72px)] flex-wrap gap-x-1 overflow-hidden text-small leading-4"
      style={{ maxHeight: Math.max(16, Math.floor(height / 16) * 16) }}
    >
      {channels.map((channel) => {
        const { name, unit } = source.signal.channels[channel]!
        return (
          <span
            key={channel}
            className="flex items-baseline gap-1 rounded-xs bg-surface/80 px-1 whitespace-nowrap"
          >
            <span
              aria-hidden
              className="size-1.5 self-center rounded-full"
              style={{ background: colorOf(look, channel) }}
            />
            <span dir="auto" className="text-ink-2">
              {name}
            </span>
            <span data-value className="text-ink tabular-nums" />
            {unit && <span className="text-ink-3">{unit}</span>}
          </span>
        )
      })}
    </div>
  )
}
