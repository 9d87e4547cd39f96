'use client'
/** The mapping page: every device with its controls, what each does, and which one is being pressed just now. */
import { Footprints } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Select } from '../../_ui/select.tsx'
import type { KeyRegistry } from '../keys/keys.ts'
import { useValue } from '../store/use-value.ts'
import type { ControlEvent, InputDevice } from './control.ts'
import {
  type Action,
  actionFor,
  defaultsFor,
  type Mapping,
  suits,
  withAction,
  withoutDevice,
} from './mapping.ts'
import type { Devices } from './open-devices.ts'

export function DevicesPanel({ keys, devices }: { keys: KeyRegistry; devices: Devices }) {
  const t = useText().keys
  const { hub, hid } = devices
  const list = useValue(hub.devices)
  const mapping = useValue(hub.mapping)
  const heard = useValue(hub.heard)
  const [problem, setProblem] = useState<string | null>(null)
  /** Kinds of the controls that were used while this page is open, by device and control. */
  const [met, setMet] = useState<ReadonlyMap<string, ControlEvent['kind']>>(new Map())
  useEffect(() => {
    const learning = hub.learn()
    return () => learning[Symbol.dispose]()
  }, [hub])
  useEffect(() => {
    if (!heard) return
    const { device, event } = heard
    const kind = event.kind === 'release' ? 'press' : event.kind
    setMet((m) => new Map(m).set(`${device.key} ${event.control}`, kind))
  }, [heard])
  const connect = (
    <div className="flex flex-col items-start gap-2">
      <Button disabled={!hid.supported} onClick={() => void hid.ask().then(setProblem)}>
        {t.connect}
      </Button>
      {!hid.supported && <p className="max-w-[60ch] text-small text-ink-3">{t.unsupported}</p>}
      {problem && <ErrorNote>{problem}</ErrorNote>}
    </div>
  )
  const models = [...new Map(list.map((device) => [device.key, device])).values()]
  if (!models.length)
    return (
      <EmptyState icon={<Footprints aria-hidden className="size-6" />} title={t.noDevice} action={connect}>
        {t.noDeviceAbout}
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-5 px-2 pt-3 pb-1">
      <p className="text-small text-ink-3">{t.pressControl}</p>
      {models.map((device) => (
        <DeviceSection
          key={device.key}
          device={device}
          keys={keys}
          mapping={mapping}
          met={met}
          heard={heard?.device.key === device.key ? heard.event : null}
          onChange={(next) => {
            hub.mapping.value = next
          }}
        />
      ))}
      {connect}
    </div>
  )
}

interface DeviceSectionProps {
  device: InputDevice
  keys: KeyRegistry
  mapping: Mapping
  met: ReadonlyMap<string, ControlEvent['kind']>
  heard: ControlEvent | null
  onChange: (next: Mapping) => void
}

function DeviceSection({ device, keys, mapping, met, heard, onChange }: DeviceSectionProps) {
  const t = useText().keys
  const own = mapping[device.key]
  const kinds = new Map<string, ControlEvent['kind']>()
  for (const [control, action] of Object.entries(own ?? defaultsFor(device.key)))
    kinds.set(control, action.do === 'command' ? 'press' : action.do === 'steps' ? 'turn' : 'level')
  for (const [key, kind] of met) {
    const [of, control] = [key.slice(0, key.lastIndexOf(' ')), key.slice(key.lastIndexOf(' ') + 1)]
    if (of === device.key) kinds.set(control, kind)
  }
  const controls = [...kinds].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  return (
    <section aria-label={device.name}>
      <div className="mb-1 flex min-h-7 items-center gap-2">
        <h3 dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {device.name}
        </h3>
        {own && (
          <Button size="small" variant="quiet" onClick={() => onChange(withoutDevice(mapping, device.key))}>
            {t.forgetDevice}
          </Button>
        )}
      </div>
      <ul className="border-t border-line">
        {controls.map(([control, kind]) => (
          <ControlRow
            key={control}
            name={nameOf(t, control)}
            kind={kind}
            keys={keys}
            action={actionFor(mapping, device.key, control)}
            heard={heard?.control === control ? heard : null}
            onChange={(action) => onChange(withAction(mapping, device.key, control, action))}
          />
        ))}
      </ul>
    </section>
  )
}

const isLevel = (value: string): value is 'speed' | 'rate' | 'rate-across' =>
  value === 'speed' || value === 'rate' || value === 'rate-across'

interface ControlRowProps {
  name: string
  kind: ControlEvent['kind']
  keys: KeyRegistry
  action: Action | null
  heard: ControlEvent | null
  onChange: (action: Action | null) => void
}

function ControlRow({ name, kind, keys, action: mapped, heard, onChange }: ControlRowProps) {
  const t = useText().keys
  const action = mapped && suits(mapped, kind) ? mapped : null
  const commands = keys
    .list()
    .map(({ command }) => ({ value: command.id, label: command.title, hint: command.group }))
  const options = [{ value: '', label: <span className="text-ink-3">{t.nothing}</span> }, ...commands]
  const down = heard?.kind === 'press'
  return (
    <li
      data-down={down || undefined}
      className={cx('flex min-h-10 items-center gap-3 border-b border-line px-1', down && 'bg-accent-soft')}
    >
      <span dir="auto" className="w-32 shrink-0">
        {name}
      </span>
      {kind === 'level' && (
        <span className="w-12 shrink-0 text-right font-mono text-small text-ink-3">
          {heard?.kind === 'level' ? t.levelValue(Math.round(heard.value * 100)) : ''}
        </span>
      )}
      {kind === 'level' ? (
        <Select
          label={t.does(name)}
          size="small"
          value={action && isLevel(action.do) ? action.do : ''}
          options={[
            { value: '', label: <span className="text-ink-3">{t.nothing}</span> },
            { value: 'speed', label: t.speed },
            { value: 'rate', label: t.rate },
            { value: 'rate-across', label: t.rateAcross },
          ]}
          onChange={(value) => onChange(isLevel(value) ? { do: value } : null)}
        />
      ) : kind === 'turn' ? (
        <>
          <Select
            label={t.anticlockwise(name)}
            size="small"
            value={action?.do === 'steps' ? action.back : ''}
            options={options}
            onChange={(back) =>
              onChange(
                back
                  ? { do: 'steps', back, forward: action?.do === 'steps' ? action.forward : 'player.forward' }
                  : null,
              )
            }
          />
          <Select
            label={t.clockwise(name)}
            size="small"
            value={action?.do === 'steps' ? action.forward : ''}
            options={options}
            onChange={(forward) =>
              onChange(
                forward
                  ? { do: 'steps', forward, back: action?.do === 'steps' ? action.back : 'player.back' }
                  : null,
              )
            }
          />
        </>
      ) : (
        <Select
          label={t.does(name)}
          size="small"
          value={action?.do === 'command' ? action.id : ''}
          options={options}
          onChange={(id) => onChange(id ? { do: 'command', id } : null)}
        />
      )}
    </li>
  )
}

type KeyText = ReturnType<typeof useText>['keys']

/** People count from one. */
function nameOf(t: KeyText, control: string): string {
  if (control === 'ring') return t.ring
  if (control === 'jog') return t.jog
  const match = /^(.*?)(button|axis|dial|level|array-\d+)-(\d+)$/.exec(control)
  if (!match) return control
  const n = `${match[1]}${Number(match[3]) + 1}`
  if (match[2] === 'axis') return t.axis(n)
  if (match[2] === 'dial') return t.dial(n)
  return match[2] === 'level' ? t.level(n) : t.button(n)
}
