/**
 * Contour ShuttleXpress and ShuttlePRO v2. A report has five bytes: the ring as a signed number from -7 to 7, the jog
 * wheel as a counter that wraps at 256, an unused byte, and the buttons as sixteen bits. At rest the ring reports
 * nothing, so that a level of 0 comes only when it was turned before.
 */
import type { ControlEvent } from './control.ts'
import type { ReportDecoder } from './decode-report.ts'

export const SHUTTLES: readonly { vendorId: number; productId: number }[] = [
  { vendorId: 0x0b33, productId: 0x0020 },
  { vendorId: 0x0b33, productId: 0x0030 },
  { vendorId: 0x05f3, productId: 0x0240 },
]

const RING_MOST = 7

export function shuttleDecoder(): ReportDecoder {
  let ring = 0
  let jog: number | null = null
  let buttons = 0
  return {
    read(_reportId, data) {
      if (data.byteLength < 5) return []
      const events: ControlEvent[] = []
      const ringNow = data.getInt8(0)
      if (ringNow !== ring) events.push({ control: 'ring', kind: 'level', value: ringNow / RING_MOST })
      ring = ringNow
      const jogNow = data.getUint8(1)
      // The shorter way round: a report may be lost, but not half a turn's worth of them.
      const steps = jog === null ? 0 : ((jogNow - jog + 384) % 256) - 128
      if (steps) events.push({ control: 'jog', kind: 'turn', value: steps })
      jog = jogNow
      const now = data.getUint16(3, true)
      for (let i = 0; i < 16; i++)
        if (((now ^ buttons) >> i) & 1) {
          const down = ((now >> i) & 1) === 1
          events.push({
            control: `button-${i}`,
            kind: down ? 'press' : 'release',
            value: down ? 1 : 0,
          })
        }
      buttons = now
      return events
    },
  }
}
