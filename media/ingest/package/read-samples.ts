/** Reads samples of a file into a row, with as few system calls as their places allow. */
import fs from 'node:fs'

/** How much more than asked may be read to save calls: sound and picture lie interleaved. */
const WASTE = 2
const MOST_WASTE = 8 << 20

/**
 * Fills `out` from `at` on with the samples `which[from…to)`, one after the other.
 * A place below 0 stands for bytes that are not in the file and are put there by the caller.
 */
export async function readSamples(
  fd: number,
  places: Float64Array,
  sizes: Uint32Array,
  which: Uint32Array,
  from: number,
  to: number,
  out: Uint8Array<ArrayBuffer>,
  at: number,
): Promise<void> {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  let bytes = 0
  let runs = 0
  let next = -1
  for (let i = from; i < to; i++) {
    const s = which[i]!
    const place = places[s]!
    const size = sizes[s]!
    if (size === 0) continue
    low = Math.min(low, place)
    high = Math.max(high, place + size)
    bytes += size
    if (place !== next) runs++
    next = place + size
  }
  if (bytes === 0) return
  const span = high - low
  if (runs > 1 && span <= bytes * WASTE && span - bytes <= MOST_WASTE) {
    const all = Buffer.allocUnsafe(span)
    await readFully(fd, all, 0, span, low)
    let p = at
    for (let i = from; i < to; i++) {
      const s = which[i]!
      const start = places[s]! - low
      out.set(all.subarray(start, start + sizes[s]!), p)
      p += sizes[s]!
    }
    return
  }
  const reads: Promise<void>[] = []
  let p = at
  for (let i = from; i < to; ) {
    const start = places[which[i]!]!
    let length = 0
    while (i < to && places[which[i]!]! === start + length) length += sizes[which[i++]!]!
    if (length === 0) {
      i++
      continue
    }
    reads.push(readFully(fd, out, p, length, start))
    p += length
    if (reads.length >= 32) await Promise.all(reads.splice(0))
  }
  await Promise.all(reads)
}

function readFully(
  fd: number,
  into: Uint8Array,
  at: number,
  length: number,
  position: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let done = 0
    const more = (): void => {
      fs.read(fd, into, at + done, length - done, position + done, (error, n) => {
        if (error) return reject(error)
        if (n === 0) return reject(new Error('the file became shorter while it was read'))
        done += n
        if (done < length) more()
        else resolve()
      })
    }
    more()
  })
}
