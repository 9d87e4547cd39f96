/** Seeded noise: the same scene on every machine. */

/** A small fast generator of numbers in 0…1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const clamp01 = (v: number): number => (v < 0 ? 0 : v > 1 ? 1 : v)
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t

/** 0 below `from`, 1 above `to`, smooth between. */
export function smooth(from: number, to: number, v: number): number {
  const t = clamp01((v - from) / (to - from))
  return t * t * (3 - 2 * t)
}

export class Noise {
  private readonly table = new Float32Array(256 * 256)
  private readonly points = new Float32Array(256 * 256 * 2)

  constructor(seed: number) {
    const random = seeded(seed)
    for (let i = 0; i < this.table.length; i++) this.table[i] = random() * 2 - 1
    for (let i = 0; i < this.points.length; i++) this.points[i] = random()
  }

  /** Smooth noise in -1…1, period 256. */
  at(x: number, y: number): number {
    const xi = Math.floor(x)
    const yi = Math.floor(y)
    let fx = x - xi
    let fy = y - yi
    fx = fx * fx * (3 - 2 * fx)
    fy = fy * fy * (3 - 2 * fy)
    const t = this.table
    const x0 = xi & 255
    const x1 = (xi + 1) & 255
    const y0 = (yi & 255) << 8
    const y1 = ((yi + 1) & 255) << 8
    const top = t[y0 + x0]! + (t[y0 + x1]! - t[y0 + x0]!) * fx
    const low = t[y1 + x0]! + (t[y1 + x1]! - t[y1 + x0]!) * fx
    return top + (low - top) * fy
  }

  /** Several octaves, about -1…1. */
  cloud(x: number, y: number, octaves: number): number {
    let sum = 0
    let size = 0.5
    for (let o = 0; o < octaves; o++) {
      sum += this.at(x, y) * size
      x = x * 2.03 + 17.3
      y = y * 2.03 + 9.1
      size *= 0.5
    }
    return sum * 1.4
  }

  /** Distances to the nearest and second nearest of scattered points, one a cell. */
  cells(x: number, y: number): [nearest: number, second: number] {
    const xi = Math.floor(x)
    const yi = Math.floor(y)
    let a = 9
    let b = 9
    for (let j = -1; j <= 1; j++)
      for (let i = -1; i <= 1; i++) {
        const at = ((((yi + j) & 255) << 8) + ((xi + i) & 255)) * 2
        const dx = xi + i + this.points[at]! - x
        const dy = yi + j + this.points[at + 1]! - y
        const d = dx * dx + dy * dy
        if (d < a) {
          b = a
          a = d
        } else if (d < b) b = d
      }
    return [Math.sqrt(a), Math.sqrt(b)]
  }
}
