/**
 * Ids of records: UUIDv7, made where the record is made. Within one process they only grow, also inside one
 * millisecond and when the clock is set back: the 12 bits after the time count up, and the time runs ahead when they
 * are used up.
 */
interface WebCrypto {
  getRandomValues(into: Uint8Array): Uint8Array
}

const crypto = (globalThis as unknown as { crypto: WebCrypto }).crypto
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

let lastTime = 0
let counter = 0

export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastTime++
    counter = 0
  }
  const b = crypto.getRandomValues(new Uint8Array(16))
  let time = lastTime
  for (let i = 5; i >= 0; i--) {
    b[i] = time % 256
    time = Math.floor(time / 256)
  }
  b[6] = 0x70 | (counter >>> 8)
  b[7] = counter & 0xff
  b[8] = 0x80 | (b[8]! & 0x3f)
  return formatUuid(b, 0)
}

/** 16 bytes from `at` as 8-4-4-4-12. */
export function formatUuid(b: Uint8Array, at: number): string {
  const h = (i: number) => HEX[b[at + i]!]!
  return `${h(0)}${h(1)}${h(2)}${h(3)}-${h(4)}${h(5)}-${h(6)}${h(7)}-${h(8)}${h(9)}-${h(10)}${h(11)}${h(12)}${h(13)}${h(14)}${h(15)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether an id is a UUID as `formatUuid` writes it, so that 16 bytes hold it. */
export const isUuid = (id: string): boolean => UUID.test(id)

export function parseUuid(id: string, into: Uint8Array, at: number): void {
  let n = 0
  for (let i = 0; i < 36; i += 2) {
    if (id.charCodeAt(i) === 45) i++
    into[at + n++] = Number.parseInt(id.slice(i, i + 2), 16)
  }
}
