/**
 * HID input reports as control events, by the device's own description of them (USB HID 1.11, section 6.2.2): fields of
 * one bit are buttons, absolute fields are levels, relative ones are turns, arrays name the buttons that are down.
 * Devices whose description says less than they do have a decoder of their own, see `decode-shuttle.ts`.
 */
import type { ControlEvent } from './control.ts'

/** As WebHID's HIDReportItem, as far as it is used. */
export interface ReportItem {
  readonly isAbsolute?: boolean
  readonly isArray?: boolean
  readonly isConstant?: boolean
  readonly reportSize?: number
  readonly reportCount?: number
  readonly logicalMinimum?: number
  readonly logicalMaximum?: number
}

export interface ReportShape {
  readonly reportId: number
  readonly items: readonly ReportItem[]
}

/** Gives what changed since the report before. One decoder belongs to one connected device. */
export interface ReportDecoder {
  read(reportId: number, data: DataView): ControlEvent[]
}

/** A level has to change by this much to be told: sticks tremble. */
const LEVEL_STEP = 1 / 64

export function describedDecoder(shapes: readonly ReportShape[]): ReportDecoder {
  const before = new Map<string, number>()
  const held = new Map<string, ReadonlySet<number>>()
  return {
    read(reportId, data) {
      const shape = shapes.find((s) => s.reportId === reportId)
      if (!shape) return []
      const prefix = reportId ? `${reportId}-` : ''
      const events: ControlEvent[] = []
      let bit = 0
      let number = 0
      for (const item of shape.items) {
        const size = item.reportSize ?? 0
        const count = item.reportCount ?? 0
        if (item.isConstant || size < 1 || size > 32) {
          bit += size * count
          continue
        }
        if (item.isArray) {
          const name = `${prefix}array-${number++}`
          const now = new Set<number>()
          for (let i = 0; i < count; i++, bit += size) now.add(bitsAt(data, bit, size))
          now.delete(0)
          const was = held.get(name) ?? new Set()
          for (const v of now) if (!was.has(v)) events.push(button(`${name}-${v}`, true))
          for (const v of was) if (!now.has(v)) events.push(button(`${name}-${v}`, false))
          held.set(name, now)
          continue
        }
        for (let i = 0; i < count; i++, bit += size, number++) {
          if (bit + size > data.byteLength * 8) return events
          const raw = bitsAt(data, bit, size)
          const kind = size === 1 ? 'button' : item.isAbsolute === false ? 'dial' : 'level'
          const control = `${prefix}${kind}-${number}`
          const was = before.get(control)
          before.set(control, raw)
          if (kind === 'button') {
            if (raw !== (was ?? 0)) events.push(button(control, raw === 1))
          } else if (kind === 'dial') {
            const steps = signed(raw, size)
            if (steps) events.push({ control, kind: 'turn', value: steps })
          } else {
            const level = levelOf(raw, size, item)
            const last = was === undefined ? null : levelOf(was, size, item)
            // The first report only says where it rests.
            if (last === null) continue
            if (Math.abs(level - last) >= LEVEL_STEP) events.push({ control, kind: 'level', value: level })
            else before.set(control, was!)
          }
        }
      }
      return events
    },
  }
}

const button = (control: string, down: boolean): ControlEvent => ({
  control,
  kind: down ? 'press' : 'release',
  value: down ? 1 : 0,
})

/** Little-endian bit fields, as reports have them (section 5.8). */
function bitsAt(data: DataView, from: number, size: number): number {
  let value = 0
  for (let i = 0; i < size; i++) {
    const at = from + i
    if (at >> 3 >= data.byteLength) break
    if ((data.getUint8(at >> 3) >> (at & 7)) & 1) value += 2 ** i
  }
  return value
}

const signed = (raw: number, size: number): number => (raw >= 2 ** (size - 1) ? raw - 2 ** size : raw)

function levelOf(raw: number, size: number, item: ReportItem): number {
  const { logicalMinimum: min = 0, logicalMaximum: max = 2 ** size - 1 } = item
  const value = min < 0 ? signed(raw, size) : raw
  return max > min ? Math.max(-1, Math.min(1, ((value - min) / (max - min)) * 2 - 1)) : 0
}
