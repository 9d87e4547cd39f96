/** Fast Fourier transform of a power-of-two length, in place, and correlation of two real signals by it. */
export class Fft {
  readonly size: number
  private readonly cos: Float64Array
  private readonly sin: Float64Array
  private readonly order: Uint32Array

  /** @throws RangeError when `size` is no power of two */
  constructor(size: number) {
    if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`${size} is no power of two`)
    this.size = size
    this.cos = new Float64Array(size / 2)
    this.sin = new Float64Array(size / 2)
    for (let k = 0; k < size / 2; k++) {
      this.cos[k] = Math.cos((2 * Math.PI * k) / size)
      this.sin[k] = Math.sin((2 * Math.PI * k) / size)
    }
    this.order = new Uint32Array(size)
    const bits = Math.log2(size)
    for (let i = 0; i < size; i++)
      this.order[i] = ((this.order[i >> 1]! >> 1) | ((i & 1) << (bits - 1))) >>> 0
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.turn(re, im, -1)
  }

  /** Scaled, so that it takes `forward` back. */
  inverse(re: Float64Array, im: Float64Array): void {
    this.turn(re, im, 1)
    for (let i = 0; i < this.size; i++) {
      re[i]! /= this.size
      im[i]! /= this.size
    }
  }

  private turn(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
    const { size, order, cos, sin } = this
    for (let i = 0; i < size; i++) {
      const j = order[i]!
      if (j <= i) continue
      const [r, m] = [re[i]!, im[i]!]
      re[i] = re[j]!
      im[i] = im[j]!
      re[j] = r
      im[j] = m
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half)
      for (let start = 0; start < size; start += 2 * half)
        for (let k = 0; k < half; k++) {
          const c = cos[k * step]!
          const s = sign * sin[k * step]!
          const a = start + k
          const b = a + half
          const r = re[b]! * c - im[b]! * s
          const m = re[b]! * s + im[b]! * c
          re[b] = re[a]! - r
          im[b] = im[a]! - m
          re[a]! += r
          im[a]! += m
        }
    }
  }
}

export const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, n)))

/**
 * Σ a[n + lag] · b[n] for every lag from −(b.length − 1) to a.length − 1; index 0 of the result is the least lag.
 * @param weigh changes the cross spectrum before it is turned back: its real and imaginary part, by frequency bin
 */
export function crossCorrelate(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weigh?: (re: Float64Array, im: Float64Array) => void,
): Float64Array {
  const lags = a.length + b.length - 1
  const fft = new Fft(powerOfTwo(lags))
  const { size } = fft
  // Both real signals in one transform: a as the real part, b as the imaginary one.
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let i = 0; i < a.length; i++) re[i] = a[i]!
  for (let i = 0; i < b.length; i++) im[i] = b[i]!
  fft.forward(re, im)
  const outRe = new Float64Array(size)
  const outIm = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const m = (size - k) % size
    const aRe = (re[k]! + re[m]!) / 2
    const aIm = (im[k]! - im[m]!) / 2
    const bRe = (im[k]! + im[m]!) / 2
    const bIm = (re[m]! - re[k]!) / 2
    // A · conj(B)
    outRe[k] = aRe * bRe + aIm * bIm
    outIm[k] = aIm * bRe - aRe * bIm
  }
  weigh?.(outRe, outIm)
  fft.inverse(outRe, outIm)
  const result = new Float64Array(lags)
  for (let i = 0; i < lags; i++) {
    const lag = i - (b.length - 1)
    result[i] = outRe[(lag + size) % size]!
  }
  return result
}
