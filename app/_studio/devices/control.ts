/** What an input device says, whatever it is. */
import type { ReadonlySignal } from '@preact/signals-core'

export interface ControlEvent {
  /** Name of the control on the device, stable between connections: "button-2", "jog", "axis-0". */
  readonly control: string
  /**
   * `press`, `release`: a button or pedal. `turn`: steps since the last event, positive is clockwise.
   * `level`: where a ring, stick or slider stands, -1…1.
   */
  readonly kind: 'press' | 'release' | 'turn' | 'level'
  /** Steps of a turn, or the level; 1 and 0 for buttons. */
  readonly value: number
}

export interface InputDevice {
  /** Of the model, not of the piece: two pedals of one model share their mapping. "hid:0b33:0020", "gamepad:…". */
  readonly key: string
  readonly name: string
}

/** One way to reach devices: WebHID, the Gamepad interface, or a fake one in tests. */
export interface DeviceSource extends Disposable {
  readonly devices: ReadonlySignal<readonly InputDevice[]>
  /** Told of every event until disposed. */
  listen(heard: (device: InputDevice, event: ControlEvent) => void): Disposable
}
