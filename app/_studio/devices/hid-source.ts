/**
 * Pedals and wheels by WebHID. A browser shows a device only after the person picked it once (`ask`); from then on it is
 * opened by itself whenever it is plugged in. Keyboards and mice are kept from pages by the browser and never come here.
 */

import { signal } from '@preact/signals-core'
import { currentText } from '../../_text/current-text.ts'
import type { ControlEvent, DeviceSource, InputDevice } from './control.ts'
import { describedDecoder, type ReportDecoder, type ReportShape } from './decode-report.ts'
import { SHUTTLES, shuttleDecoder } from './decode-shuttle.ts'

/** As WebHID's HIDDevice and HID, as far as they are used: browsers' types do not have them. */
export interface HidDevice {
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly opened: boolean
  readonly collections: readonly { readonly inputReports?: readonly ReportShape[] }[]
  open(): Promise<void>
  close(): Promise<void>
  addEventListener(type: 'inputreport', fn: (event: { reportId: number; data: DataView }) => void): void
  removeEventListener(type: 'inputreport', fn: (event: { reportId: number; data: DataView }) => void): void
}

export interface Hid {
  getDevices(): Promise<readonly HidDevice[]>
  requestDevice(options: { filters: readonly object[] }): Promise<readonly HidDevice[]>
  addEventListener(type: 'connect' | 'disconnect', fn: (event: { device: HidDevice }) => void): void
  removeEventListener(type: 'connect' | 'disconnect', fn: (event: { device: HidDevice }) => void): void
}

export interface HidSource extends DeviceSource {
  /** Whether this browser knows WebHID. */
  readonly supported: boolean
  /** Lets the person pick devices; null when all went well, else a plain sentence. Needs a press of a button. */
  ask(): Promise<string | null>
}

export function hidSource(hid: Hid | null = browserHid()): HidSource {
  const devices = signal<readonly InputDevice[]>([])
  const listeners = new Set<(device: InputDevice, event: ControlEvent) => void>()
  const open = new Map<HidDevice, { device: InputDevice; close: () => void }>()
  let disposed = false
  const changed = () => {
    devices.value = [...open.values()].map((entry) => entry.device)
  }
  const take = async (piece: HidDevice): Promise<string | null> => {
    if (open.has(piece) || disposed) return null
    try {
      if (!piece.opened) await piece.open()
    } catch {
      return currentText().keys.notOpened(piece.productName || null)
    }
    if (disposed) {
      await piece.close()
      return null
    }
    const device: InputDevice = { key: keyOf(piece), name: piece.productName || keyOf(piece) }
    const decoder = decoderFor(piece)
    const report = ({ reportId, data }: { reportId: number; data: DataView }) => {
      for (const event of decoder.read(reportId, data))
        for (const listener of listeners) listener(device, event)
    }
    piece.addEventListener('inputreport', report)
    open.set(piece, { device, close: () => piece.removeEventListener('inputreport', report) })
    changed()
    return null
  }
  const gone = ({ device }: { device: HidDevice }) => {
    open.get(device)?.close()
    if (open.delete(device)) changed()
  }
  const came = ({ device }: { device: HidDevice }) => void take(device)
  if (hid) {
    hid.addEventListener('connect', came)
    hid.addEventListener('disconnect', gone)
    hid.getDevices().then(
      (known) => {
        for (const piece of known) void take(piece)
      },
      // A page that may not use WebHID simply has no devices of that kind.
      () => {},
    )
  }
  return {
    supported: hid !== null,
    devices,
    async ask() {
      if (!hid) return currentText().keys.noHid
      const picked = await hid.requestDevice({ filters: [] }).catch(() => [])
      for (const piece of picked) {
        const problem = await take(piece)
        if (problem) return problem
      }
      return null
    },
    listen(heard) {
      listeners.add(heard)
      return { [Symbol.dispose]: () => void listeners.delete(heard) }
    },
    [Symbol.dispose]() {
      disposed = true
      hid?.removeEventListener('connect', came)
      hid?.removeEventListener('disconnect', gone)
      for (const [piece, entry] of open) {
        entry.close()
        void piece.close()
      }
      open.clear()
    },
  }
}

const hex = (n: number): string => n.toString(16).padStart(4, '0')
const keyOf = (piece: HidDevice): string => `hid:${hex(piece.vendorId)}:${hex(piece.productId)}`

function decoderFor(piece: HidDevice): ReportDecoder {
  if (SHUTTLES.some((s) => s.vendorId === piece.vendorId && s.productId === piece.productId))
    return shuttleDecoder()
  return describedDecoder(piece.collections.flatMap((collection) => collection.inputReports ?? []))
}

function browserHid(): Hid | null {
  if (typeof navigator === 'undefined' || !('hid' in navigator)) return null
  return (navigator as unknown as { hid: Hid }).hid
}
