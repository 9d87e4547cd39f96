'use client'
/** Which channels of a signal are shown, in which colours, on which scale. Takes effect at once, for this person. */
import { Popover } from '@base-ui/react/popover'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Checkbox } from '../../_ui/checkbox.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Input } from '../../_ui/input.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { useValue } from '../store/use-value.ts'
import { colorOf, endsOf, firstLook, numberText, SIGNAL_COLORS } from '../tracks/signal/look.ts'
import type { SignalSource } from '../tracks/signal/signal-source.ts'

/** From so many channels on they can be searched. */
const MANY = 10
const MOST_LISTED = 200

export function ChannelsPanel({ source }: { source: SignalSource }) {
  const t = useText().signals
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <IconButton
            label={t.channels}
            size="small"
            icon={<SlidersHorizontal aria-hidden className="size-3.5" />}
          />
        }
      />
      <Popover.Portal>
        <Popover.Positioner side="right" align="start" sideOffset={6} className="z-50">
          <Popover.Popup
            aria-label={t.channels}
            className="flex max-h-(--available-height) w-80 flex-col gap-3 overflow-y-auto rounded-md bg-raised p-3 shadow-float outline-hidden"
          >
            <Panel source={source} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Panel({ source }: { source: SignalSource }) {
  const t = useText().signals
  const look = useValue(source.look)
  const [find, setFind] = useState('')
  const { channels } = source.signal
  const fixed = typeof look.scale === 'object' ? look.scale : null
  const found = channels
    .map((channel, i) => ({ ...channel, i }))
    .filter(({ name }) => name.toLowerCase().includes(find.trim().toLowerCase()))
  const toggle = (i: number, on: boolean) => {
    const next = on ? [...look.channels, i].sort((a, b) => a - b) : look.channels.filter((c) => c !== i)
    if (next.length) source.setLook({ channels: next })
  }
  return (
    <>
      <div className="grid grid-cols-[72px_1fr] items-center gap-x-3 gap-y-2">
        <span className="text-small text-ink-2">{t.layout}</span>
        <Segmented
          size="small"
          fill
          label={t.layout}
          value={look.layout}
          options={[
            { value: 'overlaid', label: t.overlaid },
            { value: 'stacked', label: t.stacked },
          ]}
          onChange={(layout) => source.setLook({ layout })}
        />
        <span className="text-small text-ink-2">{t.scale}</span>
        <Segmented
          size="small"
          fill
          label={t.scale}
          value={fixed ? 'fixed' : (look.scale as 'own' | 'shared')}
          options={[
            { value: 'own', label: t.scaleOwn },
            { value: 'shared', label: t.scaleShared },
            { value: 'fixed', label: t.scaleFixed },
          ]}
          onChange={(scale) =>
            source.setLook({
              scale: scale === 'fixed' ? endsOf(source.signal, look, look.channels[0] ?? 0) : scale,
            })
          }
        />
        {fixed && (
          <div className="col-start-2 flex items-center gap-2">
            <EndField
              label={t.from}
              value={fixed.min}
              onValue={(min) => min < fixed.max && source.setLook({ scale: { ...fixed, min } })}
            />
            <EndField
              label={t.to}
              value={fixed.max}
              onValue={(max) => max > fixed.min && source.setLook({ scale: { ...fixed, max } })}
            />
          </div>
        )}
      </div>
      {channels.length > MANY && (
        <Input
          aria-label={t.findChannel}
          placeholder={t.findChannel}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          className="h-7!"
        />
      )}
      <ul className="-mx-1 flex max-h-72 flex-col overflow-y-auto">
        {found.slice(0, MOST_LISTED).map(({ name, unit, min, max, i }) => {
          const shown = look.channels.includes(i)
          return (
            <li key={i} className="flex h-7 shrink-0 items-center gap-2 rounded-sm px-1 hover:bg-hover">
              <Checkbox
                checked={shown}
                disabled={shown && look.channels.length === 1}
                onChange={(on) => toggle(i, on)}
                label={t.showChannel(name)}
              />
              <ColorCycle
                label={t.colorOf(name)}
                color={shown ? colorOf(look, i) : null}
                onColor={(color) => source.setLook({ colors: { ...look.colors, [i]: color } })}
              />
              <span dir="auto" className="min-w-0 flex-1 truncate text-ink" title={name}>
                {name}
              </span>
              <span className="shrink-0 text-small text-ink-3 tabular-nums">
                {min === null || max === null
                  ? '–'
                  : t.unitFrom(numberText(min, max - min), numberText(max, max - min), unit)}
              </span>
            </li>
          )
        })}
        {found.length === 0 && <li className="px-1 py-2 text-small text-ink-3">{t.noChannel}</li>}
      </ul>
      <div className="flex items-center justify-between">
        <span className="text-small text-ink-3">{t.shownOf(look.channels.length, channels.length)}</span>
        <Button size="small" variant="quiet" onClick={() => source.setLook(firstLook(source.signal))}>
          {t.asFirst}
        </Button>
      </div>
    </>
  )
}

function EndField({
  label,
  value,
  onValue,
}: {
  label: string
  value: number
  onValue: (value: number) => void
}) {
  const [text, setText] = useState(String(Number(value.toPrecision(6))))
  const write = () => {
    const number = Number(text.replace(',', '.'))
    if (text.trim() !== '' && Number.isFinite(number)) onValue(number)
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the field inside
    <label className="flex min-w-0 flex-1 items-center gap-1.5 text-small text-ink-3">
      {label}
      <Input
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={write}
        onKeyDown={(event) => event.key === 'Enter' && write()}
        className="h-6! px-1.5! text-small tabular-nums"
      />
    </label>
  )
}

/** The channel's colour; pressing it takes the next. */
function ColorCycle({
  label,
  color,
  onColor,
}: {
  label: string
  color: string | null
  onColor: (color: string) => void
}) {
  const at = SIGNAL_COLORS.indexOf(color as (typeof SIGNAL_COLORS)[number])
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={color === null}
      onClick={() => onColor(SIGNAL_COLORS[(at + 1) % SIGNAL_COLORS.length]!)}
      className="size-3.5 shrink-0 rounded-xs border border-line-2 transition-transform enabled:hover:scale-110 disabled:opacity-40"
      style={{ background: color ?? 'transparent' }}
    />
  )
}
