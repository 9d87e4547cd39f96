/**
 * All devices of the studio: takes what they say, and runs what a person mapped it to. While a control is being learned
 * (`learn`) it is told to the page and does nothing else.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { PlaybackClock } from '../clock/playback-clock.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { ControlEvent, DeviceSource, InputDevice } from './control.ts'
import { actionFor, type Mapping } from './mapping.ts'
import { shuttleTo } from './speed.ts'

export interface Heard {
  readonly device: InputDevice
  readonly event: ControlEvent
}

export interface DeviceHubOptions {
  readonly keys: KeyRegistry
  readonly clock: PlaybackClock
  readonly sources: readonly DeviceSource[]
  readonly mapping: Mapping
}

export class DeviceHub implements Disposable {
  readonly devices: ReadonlySignal<readonly InputDevice[]>
  readonly mapping: Signal<Mapping>
  /** The last thing any device said; the mapping page shows it. */
  readonly heard: ReadonlySignal<Heard | null>
  /** Where the control stands that rates, -1…1; null before it was moved. */
  readonly rate: ReadonlySignal<number | null>
  /** The same for the value across on a grid, left negative. */
  readonly rateAcross: ReadonlySignal<number | null>
  private readonly heardSignal = signal<Heard | null>(null)
  private readonly rateSignal = signal<number | null>(null)
  private readonly acrossSignal = signal<number | null>(null)
  private readonly keys: KeyRegistry
  private readonly clock: PlaybackClock
  private readonly stack = new DisposableStack()
  private learning = 0

  constructor({ keys, clock, sources, mapping }: DeviceHubOptions) {
    this.keys = keys
    this.clock = clock
    this.mapping = signal(mapping)
    this.heard = this.heardSignal
    this.rate = this.rateSignal
    this.rateAcross = this.acrossSignal
    this.devices = computed(() => sources.flatMap((source) => source.devices.value))
    for (const source of sources) {
      this.stack.use(source)
      this.stack.use(source.listen((device, event) => this.take(device, event)))
    }
  }

  /** From here on controls do nothing but show themselves, until disposed. */
  learn(): Disposable {
    this.learning++
    this.keys.releaseAll()
    let over = false
    return {
      [Symbol.dispose]: () => {
        if (over) return
        over = true
        this.learning--
      },
    }
  }

  [Symbol.dispose](): void {
    this.stack.dispose()
  }

  private take(device: InputDevice, event: ControlEvent): void {
    this.heardSignal.value = { device, event }
    if (this.learning) return
    const action = actionFor(this.mapping.peek(), device.key, event.control)
    if (!action) return
    const held = `${device.key} ${event.control}`
    if (event.kind === 'press' && action.do === 'command') this.keys.hold(action.id, held)
    else if (event.kind === 'release') this.keys.release({ code: held })
    else if (event.kind === 'turn' && action.do === 'steps') {
      const id = event.value > 0 ? action.forward : action.back
      for (let i = 0; i < Math.abs(event.value); i++) this.keys.run(id)
    } else if (event.kind === 'level' && action.do === 'speed') shuttleTo(this.clock, event.value)
    else if (event.kind === 'level' && action.do === 'rate') this.rateSignal.value = event.value
    else if (event.kind === 'level' && action.do === 'rate-across') this.acrossSignal.value = event.value
  }
}
