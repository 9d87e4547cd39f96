/**
 * YAMNet (Apache-2.0, tensorflow/models, research/audioset/yamnet): 521 kinds of sounds of AudioSet, every 0.48 s, from
 * 0.975 s of sound. MobileNet v1 on 96 × 64 log-mel frames; the 1024 numbers before the last layer serve as a description
 * of the sound for classifiers of one's own.
 *
 * Weights come from its TensorFlow Lite file, where most are stored in 8 bits. TensorFlow Lite also rounds what it
 * multiplies them with to 8 bits; here that stays in full, so probabilities differ from that program's: by 0.002 in the
 * middle, by 0.03 in one of ten, and by more where they are neither high nor low. What is clear there is clear here.
 */
import * as tf from '@tensorflow/tfjs-core'

export const YAMNET_RATE = 16_000
/** Samples that one answer hears, and from one to the next. */
export const YAMNET_WINDOW = 15_600
export const YAMNET_HOP = 7680
export const YAMNET_EMBEDDING = 1024

/** A weight by its name in the file. */
export interface YamnetWeight {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

const FRAME = 400
const STEP = 160
const PADDED = 512
const FRAMES = 96
const BINS = 257
const BANDS = 64
/** Depthwise layers 2 … 14 that halve the picture. */
const HALVES = new Set([3, 5, 7, 13])
/** Windows computed at once. */
const AT_ONCE = 16

const P = 'yamnet_frames/'

interface Layer {
  readonly depthwise: tf.Tensor4D
  readonly depthwiseBias: tf.Tensor1D
  readonly pointwise: tf.Tensor4D
  readonly pointwiseBias: tf.Tensor1D
  readonly stride: 1 | 2
}

export interface YamnetAnswer {
  /** Windows of the sound. */
  readonly windows: number
  /** 0…1 by window, then class; classes do not exclude one another. */
  readonly scores: Float32Array
  readonly classes: number
  /** By window, then 1024 numbers. */
  readonly embeddings: Float32Array
}

/** How many windows a sound of this many samples has: none is left unheard, the last is filled up with silence. */
export const yamnetWindows = (samples: number): number =>
  samples <= 0 ? 0 : 1 + Math.max(0, Math.ceil((samples - YAMNET_WINDOW) / YAMNET_HOP))

export class Yamnet {
  private readonly window: Float32Array
  private readonly real: tf.Tensor2D
  private readonly imaginary: tf.Tensor2D
  private readonly mel: tf.Tensor2D
  private readonly melBias: tf.Tensor1D
  private readonly first: tf.Tensor4D
  private readonly firstBias: tf.Tensor1D
  private readonly layers: readonly Layer[]
  private readonly dense: tf.Tensor2D
  private readonly denseBias: tf.Tensor1D

  /** @throws Error naming the weight that is missing or has another shape */
  constructor(weights: ReadonlyMap<string, YamnetWeight>) {
    const get = (shape: readonly number[], fits: (name: string) => boolean, what: string): Float32Array => {
      for (const [name, w] of weights) if (fits(name) && w.shape.join() === shape.join()) return w.data
      throw new Error(
        `These are not the weights of YAMNet: ${what} of shape ${shape.join(' × ')} is missing.`,
      )
    }
    const named = (shape: readonly number[], name: string) => get(shape, (n) => n === P + name, name)
    this.window = named([1, FRAME], 'tf_op_layer_Mul/Mul/y')
    const basis = (name: string) =>
      tf.tidy(() => tf.transpose(tf.tensor2d(named([BINS, PADDED], name), [BINS, PADDED])))
    this.real = basis('tf_op_layer_MatMul/MatMul')
    this.imaginary = basis('tf_op_layer_MatMul_1/MatMul_1')
    this.mel = tf.tidy(() =>
      tf.transpose(tf.tensor2d(named([BANDS, BINS], 'tf_op_layer_MatMul_2/MatMul_2'), [BANDS, BINS])),
    )
    this.melBias = tf.tensor1d(named([BANDS], 'tf_op_layer_MatMul_2/MatMul_21'))
    // The file has filters as outputs × height × width × inputs.
    const filter = (data: Float32Array, [o, h, w, i]: readonly [number, number, number, number]) =>
      tf.tidy(() => tf.transpose(tf.tensor4d(data, [o, h, w, i]), [1, 2, 3, 0]))
    this.first = filter(named([32, 3, 3, 1], 'layer1/conv/Conv2D'), [32, 3, 3, 1])
    this.firstBias = tf.tensor1d(named([32], 'layer1/conv/bn/FusedBatchNormV3'))
    const layers: Layer[] = []
    let channels = 32
    for (let n = 2; n <= 14; n++) {
      const name = `layer${n}/`
      // Names of folded layers list all they were folded from; the first says which it is.
      const depthwise = get(
        [1, 3, 3, channels],
        (full) => full.startsWith(`${P}${name}depthwise_conv/`),
        `${name}depthwise_conv`,
      )
      const depthwiseBias = get(
        [channels],
        (full) => full === `${P}${name}depthwise_conv/bn/FusedBatchNormV3`,
        `${name}depthwise_conv/bn`,
      )
      const out = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024][n - 2]!
      const pointwise = named([out, 1, 1, channels], `${name}pointwise_conv/Conv2D`)
      layers.push({
        depthwise: tf.tidy(() => tf.transpose(tf.tensor4d(depthwise, [1, 3, 3, channels]), [1, 2, 3, 0])),
        depthwiseBias: tf.tensor1d(depthwiseBias),
        pointwise: filter(pointwise, [out, 1, 1, channels]),
        pointwiseBias: tf.tensor1d(named([out], `${name}pointwise_conv/bn/FusedBatchNormV3`)),
        stride: HALVES.has(n) ? 2 : 1,
      })
      channels = out
    }
    this.layers = layers
    this.denseBias = tf.tensor1d(named([521], 'dense/BiasAdd/ReadVariableOp/resource'))
    this.dense = tf.tidy(() =>
      tf.transpose(tf.tensor2d(named([521, YAMNET_EMBEDDING], 'dense/MatMul'), [521, YAMNET_EMBEDDING])),
    )
  }

  get classes(): number {
    return this.denseBias.size
  }

  /** @param samples one channel, −1…1, at 16 kHz; beyond their end there is silence */
  async listen(samples: Float32Array): Promise<YamnetAnswer> {
    const windows = yamnetWindows(samples.length)
    const { classes } = this
    const scores = new Float32Array(windows * classes)
    const embeddings = new Float32Array(windows * YAMNET_EMBEDDING)
    for (let from = 0; from < windows; from += AT_ONCE) {
      const n = Math.min(AT_ONCE, windows - from)
      const [score, embedding] = tf.tidy(() => this.run(this.framesOf(samples, from, n), n))
      scores.set(await score.data<'float32'>(), from * classes)
      embeddings.set(await embedding.data<'float32'>(), from * YAMNET_EMBEDDING)
      score.dispose()
      embedding.dispose()
    }
    return { windows, scores, classes, embeddings }
  }

  /** Weighted frames of n windows, [n · 96, 512]. */
  private framesOf(samples: Float32Array, from: number, n: number): tf.Tensor2D {
    const frames = new Float32Array(n * FRAMES * PADDED)
    for (let w = 0; w < n; w++)
      for (let f = 0; f < FRAMES; f++) {
        const start = (from + w) * YAMNET_HOP + f * STEP
        const at = (w * FRAMES + f) * PADDED
        const count = Math.max(0, Math.min(FRAME, samples.length - start))
        for (let i = 0; i < count; i++) frames[at + i] = samples[start + i]! * this.window[i]!
      }
    return tf.tensor2d(frames, [n * FRAMES, PADDED])
  }

  private run(frames: tf.Tensor2D, n: number): [tf.Tensor2D, tf.Tensor2D] {
    const power = tf.add(
      tf.square(tf.matMul(frames, this.real)),
      tf.square(tf.matMul(frames, this.imaginary)),
    )
    const mel = tf.add(tf.matMul(tf.sqrt(power) as tf.Tensor2D, this.mel), this.melBias)
    let x = tf.reshape(tf.log(mel), [n, FRAMES, BANDS, 1]) as tf.Tensor4D
    x = tf.relu(tf.add(tf.conv2d(x, this.first, 2, 'same'), this.firstBias))
    for (const { depthwise, depthwiseBias, pointwise, pointwiseBias, stride } of this.layers) {
      x = tf.relu(tf.add(tf.depthwiseConv2d(x, depthwise, stride, 'same'), depthwiseBias))
      x = tf.relu(tf.add(tf.conv2d(x, pointwise, 1, 'same'), pointwiseBias))
    }
    const embedding = tf.mean(x, [1, 2]) as tf.Tensor2D
    const scores = tf.sigmoid(tf.add(tf.matMul(embedding, this.dense), this.denseBias)) as tf.Tensor2D
    return [scores, embedding]
  }

  dispose(): void {
    tf.dispose([
      ...[this.real, this.imaginary, this.mel, this.melBias, this.first, this.firstBias],
      ...[this.dense, this.denseBias],
      ...this.layers.flatMap((l) => [l.depthwise, l.depthwiseBias, l.pointwise, l.pointwiseBias]),
    ])
  }
}
