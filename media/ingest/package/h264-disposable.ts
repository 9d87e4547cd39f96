/**
 * Whether an H.264 picture may be left out when decoding towards a later one: no other picture refers to it
 * (nal_ref_idc is 0). The frame server skips such pictures; the first slice of a sample tells it.
 */

/** Bytes before each NAL unit that hold its length, from an avcC box (header included). */
export const nalLengthSize = (avcC: Uint8Array): number => ((avcC[12] ?? 3) & 3) + 1

export function isDisposable(bytes: Uint8Array, at: number, size: number, nal: number): boolean {
  const end = at + size
  let p = at
  while (p + nal < end) {
    let length = 0
    for (let i = 0; i < nal; i++) length = length * 256 + bytes[p + i]!
    p += nal
    const header = bytes[p]!
    const type = header & 31
    if (type >= 1 && type <= 5) return (header & 0x60) === 0
    p += length
  }
  return false
}
