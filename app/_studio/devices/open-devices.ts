/** The studio's devices: WebHID and game pads, with the mapping that is kept for the person. */
import { effect } from '@preact/signals-core'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { DeviceHub } from './device-hub.ts'
import { gamepadSource } from './gamepad-source.ts'
import { type HidSource, hidSource } from './hid-source.ts'
import { type Mapping, mappingSchema } from './mapping.ts'

export interface Devices extends Disposable {
  readonly hub: DeviceHub
  readonly hid: HidSource
}

export interface DevicesOptions {
  readonly keys: KeyRegistry
  readonly clock: PlaybackClock
  readonly scheduler: FrameScheduler
  /** As it was kept; what is no mapping counts as none. */
  readonly kept: unknown
  readonly keep: (mapping: Mapping) => void
}

export function openDevices({ keys, clock, scheduler, kept, keep }: DevicesOptions): Devices {
  const parsed = mappingSchema.safeParse(kept ?? {})
  const hid = hidSource()
  const hub = new DeviceHub({
    keys,
    clock,
    sources: [hid, gamepadSource(scheduler)],
    mapping: parsed.success ? parsed.data : {},
  })
  let first = true
  const stop = effect(() => {
    const mapping = hub.mapping.value
    if (!first) keep(mapping)
    first = false
  })
  return {
    hub,
    hid,
    [Symbol.dispose]() {
      stop()
      hub[Symbol.dispose]()
    },
  }
}
