/**
 * What a backend must get right before it is trusted: a product of matrices and a convolution, against the same sums
 * done one by one in double precision. Drivers that load and then compute nonsense are found here.
 */
import * as tf from '@tensorflow/tfjs-core'

const TOLERANCE = 1e-3

/** @throws Error when the numbers are wrong */
export async function prove(): Promise<void> {
  const before = tf.memory().numTensors
  await compare('a product of matrices', matMulCase())
  await compare('a convolution', convCase())
  const left = tf.memory().numTensors - before
  if (left !== 0) throw new Error(`it keeps ${left} tensors that were let go`)
}

interface Case {
  readonly want: Float64Array
  readonly got: tf.Tensor
}

async function compare(what: string, { want, got }: Case): Promise<void> {
  const values = await got.data()
  got.dispose()
  let worst = 0
  for (const [i, value] of want.entries()) {
    const difference = Math.abs(value - (values[i] ?? Number.NaN))
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference)
  }
  if (values.length !== want.length || worst > TOLERANCE)
    throw new Error(`${what} came out wrong (by ${worst.toPrecision(2)})`)
}

function matMulCase(): Case {
  const [rows, inner, columns] = [17, 33, 9]
  const a = ramp(rows * inner, 0.37)
  const b = ramp(inner * columns, 0.71)
  const want = new Float64Array(rows * columns)
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      for (let k = 0; k < inner; k++) want[r * columns + c]! += a[r * inner + k]! * b[k * columns + c]!
  return {
    want,
    got: tf.tidy(() => tf.matMul(tf.tensor2d(a, [rows, inner]), tf.tensor2d(b, [inner, columns]))),
  }
}

function convCase(): Case {
  const [size, from, to] = [9, 3, 4]
  const x = ramp(size * size * from, 0.53)
  const w = ramp(9 * from * to, 0.29)
  const want = new Float64Array(size * size * to)
  for (let y = 0; y < size; y++)
    for (let z = 0; z < size; z++)
      for (let o = 0; o < to; o++) {
        let sum = 0
        for (let dy = 0; dy < 3; dy++)
          for (let dz = 0; dz < 3; dz++) {
            const [v, u] = [y + dy - 1, z + dz - 1]
            if (v < 0 || u < 0 || v >= size || u >= size) continue
            for (let i = 0; i < from; i++)
              sum += x[(v * size + u) * from + i]! * w[((dy * 3 + dz) * from + i) * to + o]!
          }
        want[(y * size + z) * to + o] = sum
      }
  return {
    want,
    got: tf.tidy(() =>
      tf.conv2d(tf.tensor4d(x, [1, size, size, from]), tf.tensor4d(w, [3, 3, from, to]), 1, 'same'),
    ),
  }
}

/** Values between -1 and 1 that do not repeat. */
const ramp = (n: number, step: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(1 + i * step))
