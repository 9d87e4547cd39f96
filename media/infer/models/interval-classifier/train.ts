/**
 * A small classifier of stretches of sound, trained on people's own tags: multinomial logistic regression on standardised
 * features, classes weighted so that rare ones count as much, with a quadratic penalty. Gradients are written out
 * (softmax minus truth), since some backends lack those that would be derived. Optimised by Adam (Kingma & Ba 2015).
 */
import * as tf from '@tensorflow/tfjs-core'

export interface Example {
  readonly features: Float32Array
  /** Place of its class. */
  readonly label: number
}

export interface ClassifierWeights {
  /** Of each feature, over the examples it was trained on. */
  readonly mean: readonly number[]
  readonly spread: readonly number[]
  /** features × classes, row by row. */
  readonly weights: readonly number[]
  readonly bias: readonly number[]
}

export interface TrainOptions {
  /** Strength of the penalty on weights. */
  readonly penalty?: number
  readonly steps?: number
  readonly rate?: number
  readonly signal?: AbortSignal
}

/** @throws RangeError when a class has no example, or examples have differing numbers of features */
export async function trainClassifier(
  examples: readonly Example[],
  classes: number,
  { penalty = 0.01, steps = 200, rate = 0.05, signal }: TrainOptions = {},
): Promise<ClassifierWeights> {
  const width = examples[0]?.features.length ?? 0
  const counts = new Array<number>(classes).fill(0)
  for (const { features, label } of examples) {
    if (features.length !== width) throw new RangeError('all examples need the same number of features')
    counts[label]!++
  }
  const empty = counts.indexOf(0)
  if (empty >= 0) throw new RangeError(`class ${empty} has no example`)
  const { mean, spread } = standard(examples, width)
  const rows = new Float32Array(examples.length * width)
  const truth = new Float32Array(examples.length * classes)
  const share = new Float32Array(examples.length)
  for (const [i, { features, label }] of examples.entries()) {
    for (let d = 0; d < width; d++) rows[i * width + d] = (features[d]! - mean[d]!) / spread[d]!
    truth[i * classes + label] = 1
    share[i] = 1 / (classes * counts[label]!)
  }
  const x = tf.tensor2d(rows, [examples.length, width])
  const turned = tf.tidy(() => tf.transpose(x))
  const y = tf.tensor2d(truth, [examples.length, classes])
  const weight = tf.tensor2d(share, [examples.length, 1])
  let w: tf.Tensor2D = tf.zeros([width, classes])
  let b: tf.Tensor1D = tf.zeros([classes])
  const wAdam = adam(rate)
  const bAdam = adam(rate)
  try {
    for (let step = 1; step <= steps; step++) {
      signal?.throwIfAborted()
      const [nextW, nextB] = tf.tidy(() => {
        const error = tf.mul(tf.sub(tf.softmax(tf.add(tf.matMul(x, w), b)), y), weight)
        const gradW = tf.add(
          tf.matMul(turned as tf.Tensor2D, error as tf.Tensor2D),
          tf.mul(w, penalty / classes),
        )
        return [wAdam.step(w, gradW), bAdam.step(b, tf.sum(error, 0))]
      })
      tf.dispose([w, b])
      w = nextW as tf.Tensor2D
      b = nextB as tf.Tensor1D
    }
    return { mean, spread, weights: [...(await w.data())], bias: [...(await b.data())] }
  } finally {
    tf.dispose([x, turned, y, weight, w, b])
    wAdam.dispose()
    bAdam.dispose()
  }
}

interface Adam {
  step(value: tf.Tensor, gradient: tf.Tensor): tf.Tensor
  dispose(): void
}

function adam(rate: number): Adam {
  let first: tf.Tensor | null = null
  let second: tf.Tensor | null = null
  let t = 0
  return {
    step(value, gradient) {
      t++
      const m = tf.add(tf.mul(first ?? tf.zerosLike(value), 0.9), tf.mul(gradient, 0.1))
      const v = tf.add(tf.mul(second ?? tf.zerosLike(value), 0.999), tf.mul(tf.square(gradient), 0.001))
      tf.dispose([first, second].filter((x) => x !== null))
      first = tf.keep(m)
      second = tf.keep(v)
      const scale = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)
      return tf.sub(value, tf.div(tf.mul(m, scale), tf.add(tf.sqrt(v), 1e-8)))
    },
    dispose() {
      tf.dispose([first, second].filter((x) => x !== null))
    },
  }
}

function standard(examples: readonly Example[], width: number): { mean: number[]; spread: number[] } {
  const mean = new Array<number>(width).fill(0)
  const spread = new Array<number>(width).fill(0)
  for (const { features } of examples)
    for (let d = 0; d < width; d++) mean[d]! += features[d]! / examples.length
  for (const { features } of examples)
    for (let d = 0; d < width; d++) spread[d]! += (features[d]! - mean[d]!) ** 2 / examples.length
  // A feature that never changes says nothing, and must not be divided by nothing.
  return { mean, spread: spread.map((s) => Math.sqrt(s) || 1) }
}

/** Probabilities of the classes, adding up to 1. Small enough to need no tensors. */
export function classify(
  { mean, spread, weights, bias }: ClassifierWeights,
  features: Float32Array,
): number[] {
  const classes = bias.length
  const logits = [...bias]
  for (const [d, value] of features.entries()) {
    const z = (value - mean[d]!) / spread[d]!
    for (let c = 0; c < classes; c++) logits[c]! += z * weights[d * classes + c]!
  }
  const top = Math.max(...logits)
  const powers = logits.map((l) => Math.exp(l - top))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map((p) => p / total)
}
