/**
 * Buffers for bytes on their way from a file to a socket, used again and again: fresh ones for every range would keep
 * the garbage collector busier than the serving itself.
 */
export const POOLED_BYTES = 256 << 10
const MOST_KEPT = 64

const free: Buffer[] = []

export const takeBuffer = (): Buffer => free.pop() ?? Buffer.allocUnsafeSlow(POOLED_BYTES)

/** Only once nothing reads from it any more: after the write's callback came without an error. */
export function giveBuffer(buffer: Buffer): void {
  if (free.length < MOST_KEPT) free.push(buffer)
}
