/**
 * Game pads, and pedals and wheels that show themselves as one (W3C Gamepad). Their state has to be asked for; that is
 * done once a frame, and only while one is connected.
 */
import { signal } from '@preact/signals-core'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { ControlEvent, DeviceSource, InputDevice } from './control.ts'

/** As the browser's Gamepad, as far as it is used. */
export interface PadState {
  readonly id: string
  readonly index: number
  readonly connected: boolean
  readonly buttons: readonly { readonly pressed: boolean }[]
  readonly axes: readonly number[]
}

/** What the source needs of the browser; tests bring their own. */
export interface PadHost {
  pads(): readonly (PadState | null)[]
  onChange(fn: () => void): Disposable
}

const AXIS_STEP = 1 / 64

export function gamepadSource(scheduler: FrameScheduler, host: PadHost | null = browserPads()): DeviceSource {
  const devices = signal<readonly InputDevice[]>([])
  const listeners = new Set<(device: InputDevice, event: ControlEvent) => void>()
  const before = new Map<number, { buttons: boolean[]; axes: number[] }>()
  const stack = new DisposableStack()
  const connected = () => (host?.pads() ?? []).filter((pad) => pad?.connected) as PadState[]
  const deviceOf = (pad: PadState): InputDevice => ({ key: `gamepad:${pad.id}`, name: padName(pad.id) })

  const poll = () => {
    for (const pad of connected()) {
      const device = deviceOf(pad)
      const buttons = pad.buttons.map((b) => b.pressed)
      const axes = [...pad.axes]
      const was = before.get(pad.index)
      before.set(pad.index, { buttons, axes })
      const tell = (event: ControlEvent) => {
        for (const listener of listeners) listener(device, event)
      }
      buttons.forEach((down, i) => {
        if (down !== (was?.buttons[i] ?? false))
          tell({ control: `button-${i}`, kind: down ? 'press' : 'release', value: down ? 1 : 0 })
      })
      axes.forEach((level, i) => {
        const last = was?.axes[i]
        if (last === undefined) return
        if (Math.abs(level - last) >= AXIS_STEP) tell({ control: `axis-${i}`, kind: 'level', value: level })
        else axes[i] = last
      })
    }
  }
  const task = stack.use(scheduler.add('clock', poll))
  const look = () => {
    const now = connected()
    devices.value = now.map(deviceOf)
    task.setContinuous(now.length > 0)
  }
  if (host) {
    stack.use(host.onChange(look))
    look()
  }
  return {
    devices,
    listen(heard) {
      listeners.add(heard)
      return { [Symbol.dispose]: () => void listeners.delete(heard) }
    },
    [Symbol.dispose]: () => stack.dispose(),
  }
}

/** Browsers append vendor and product in brackets. */
const padName = (id: string): string => id.replace(/\s*\((STANDARD GAMEPAD )?Vendor:.*\)$/i, '').trim() || id

function browserPads(): PadHost | null {
  if (typeof navigator === 'undefined' || !('getGamepads' in navigator)) return null
  return {
    pads: () => navigator.getGamepads(),
    onChange(fn) {
      window.addEventListener('gamepadconnected', fn)
      window.addEventListener('gamepaddisconnected', fn)
      return {
        [Symbol.dispose]() {
          window.removeEventListener('gamepadconnected', fn)
          window.removeEventListener('gamepaddisconnected', fn)
        },
      }
    },
  }
}
