/**
 * Silero VAD, 16 kHz (MIT, github.com/snakers4/silero-vad): how probably each 32 ms of sound hold speech.
 *
 * A chunk of 512 samples goes in together with the 64 before it. A convolution with a Fourier basis gives four spectra of
 * 129 magnitudes; four convolutions with ReLU make 128 numbers of them; one LSTM cell carries what was heard from chunk
 * to chunk; a weighted sum and a logistic give the probability.
 *
 * Everything before the cell is the same for every chunk and is computed for many at once on TensorFlow.js. The cell
 * itself waits for its own last output, so it runs as a loop over plain arrays, which costs less than a tensor a step.
 */
import * as tf from '@tensorflow/tfjs-core'

export const VAD_RATE = 16_000
/** Samples of one probability: 32 ms. */
export const CHUNK = 512
/** Samples before a chunk that it is seen with. */
const CONTEXT = 64
/** Mirrored samples behind a chunk. */
const MIRROR = 64
const WINDOW = 256
const HOP = 128
const BINS = WINDOW / 2 + 1
/** Spectra of a chunk: (64 + 512 + 64 − 256) / 128 + 1. */
const SPECTRA = 4
const CELL = 128
/** Chunks computed at once: 16 s of sound, some 10 MB of spectra and their convolutions. */
const AT_ONCE = 512

/** A weight as a safetensors file holds it; rows last to first, as PyTorch writes them. */
export interface Weight {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'stft_conv.weight': [2 * BINS, 1, WINDOW],
  'conv1.weight': [128, BINS, 3],
  'conv1.bias': [128],
  'conv2.weight': [64, 128, 3],
  'conv2.bias': [64],
  'conv3.weight': [64, 64, 3],
  'conv3.bias': [64],
  'conv4.weight': [CELL, 64, 3],
  'conv4.bias': [CELL],
  'lstm_cell.weight_ih': [4 * CELL, CELL],
  'lstm_cell.weight_hh': [4 * CELL, CELL],
  'lstm_cell.bias_ih': [4 * CELL],
  'lstm_cell.bias_hh': [4 * CELL],
  'final_conv.weight': [1, CELL, 1],
  'final_conv.bias': [1],
}

interface Convolution {
  readonly filter: tf.Tensor3D
  readonly bias: tf.Tensor1D
  readonly stride: 1 | 2
}

/** What was heard so far: the cell's output and memory, and the last samples. A fresh one has heard silence. */
export interface VadState {
  readonly output: Float32Array
  readonly memory: Float32Array
  readonly context: Float32Array
}

export const freshState = (): VadState => ({
  output: new Float32Array(CELL),
  memory: new Float32Array(CELL),
  context: new Float32Array(CONTEXT),
})

export class SileroVad {
  private readonly basis: tf.Tensor2D
  private readonly convolutions: readonly Convolution[]
  /** Input weights of the cell, [128, 512], and the sum of both its biases. */
  private readonly input: tf.Tensor2D
  private readonly bias: tf.Tensor1D
  /** Its recurrent weights, [512, 128] row by row. */
  private readonly recurrent: Float32Array
  private readonly sum: Float32Array
  private readonly offset: number

  /**
   * @param weights the fifteen tensors by name, as in the safetensors file
   * @throws RangeError when one is missing or has another shape
   */
  constructor(weights: ReadonlyMap<string, Weight>) {
    const of = (name: string): Float32Array => {
      const [weight, shape] = [weights.get(name), SHAPES[name]!]
      if (weight?.shape.join() !== shape.join())
        throw new RangeError(
          `Silero VAD needs ${name} of shape [${shape}]; the file has ${weight ? `[${weight.shape}]` : 'none'}`,
        )
      return weight.data
    }
    for (const name of Object.keys(SHAPES)) of(name)
    const biases = of('lstm_cell.bias_hh')
    this.recurrent = of('lstm_cell.weight_hh').slice()
    this.sum = of('final_conv.weight').slice()
    this.offset = of('final_conv.bias')[0]!
    this.basis = transposed(of('stft_conv.weight'), 2 * BINS, WINDOW)
    this.input = transposed(of('lstm_cell.weight_ih'), 4 * CELL, CELL)
    this.bias = tf.tensor1d(of('lstm_cell.bias_ih').map((b, i) => b + biases[i]!))
    const convolution = (name: string, stride: 1 | 2): Convolution => ({
      // PyTorch: [out, in, width]; TensorFlow: [width, in, out].
      filter: tf.tidy(() =>
        tf.transpose(tf.tensor3d(of(`${name}.weight`), [...SHAPES[`${name}.weight`]!] as never), [2, 1, 0]),
      ),
      bias: tf.tensor1d(of(`${name}.bias`)),
      stride,
    })
    this.convolutions = [
      convolution('conv1', 1),
      convolution('conv2', 2),
      convolution('conv3', 2),
      convolution('conv4', 1),
    ]
  }

  /**
   * @param samples 16 kHz, −1…1; whole chunks except at the end of the sound, where silence fills the last one
   * @param state what came before; it is carried on in place
   * @returns probability of speech, 0…1, one per chunk of 512 samples
   */
  async probabilities(samples: Float32Array, state: VadState): Promise<Float32Array> {
    const out = new Float32Array(Math.ceil(samples.length / CHUNK))
    for (let first = 0; first < out.length; first += AT_ONCE) {
      const chunks = Math.min(AT_ONCE, out.length - first)
      const part = samples.subarray(first * CHUNK, (first + chunks) * CHUNK)
      const gates = tf.tidy(() => this.gates(windowsOf(part, chunks, state.context), chunks))
      try {
        out.set(this.cell((await gates.data()) as Float32Array, chunks, state), first)
      } finally {
        gates.dispose()
      }
    }
    return out
  }

  dispose(): void {
    tf.dispose([this.basis, this.input, this.bias])
    for (const { filter, bias } of this.convolutions) tf.dispose([filter, bias])
  }

  /** @param windows [chunks · 4, 256] @returns the cell's input, [chunks, 512] */
  private gates(windows: Float32Array, chunks: number): tf.Tensor2D {
    const spectra = tf.matMul(tf.tensor2d(windows, [chunks * SPECTRA, WINDOW]), this.basis)
    const real = tf.slice(spectra, [0, 0], [-1, BINS])
    const imaginary = tf.slice(spectra, [0, BINS], [-1, BINS])
    const magnitude = tf.sqrt(tf.add(tf.square(real), tf.square(imaginary)))
    let x = tf.reshape(magnitude, [chunks, SPECTRA, BINS]) as tf.Tensor3D
    for (const { filter, bias, stride } of this.convolutions) {
      const padded = tf.pad(x, [
        [0, 0],
        [1, 1],
        [0, 0],
      ])
      x = tf.relu(tf.add(tf.conv1d(padded as tf.Tensor3D, filter, stride, 'valid'), bias))
    }
    return tf.add(tf.matMul(tf.reshape(x, [chunks, CELL]), this.input), this.bias) as tf.Tensor2D
  }

  /** The LSTM cell over the chunks, gates in PyTorch's order: input, forget, candidate, output. */
  private cell(gates: Float32Array, chunks: number, state: VadState): Float32Array {
    const { recurrent, sum } = this
    const { output, memory } = state
    const z = new Float32Array(4 * CELL)
    const out = new Float32Array(chunks)
    for (let chunk = 0; chunk < chunks; chunk++) {
      for (let row = 0; row < 4 * CELL; row++) {
        let v = gates[chunk * 4 * CELL + row]!
        const at = row * CELL
        for (let k = 0; k < CELL; k++) v += recurrent[at + k]! * output[k]!
        z[row] = v
      }
      let score = this.offset
      for (let k = 0; k < CELL; k++) {
        const kept = logistic(z[CELL + k]!) * memory[k]!
        memory[k] = kept + logistic(z[k]!) * Math.tanh(z[2 * CELL + k]!)
        output[k] = logistic(z[3 * CELL + k]!) * Math.tanh(memory[k]!)
        if (output[k]! > 0) score += sum[k]! * output[k]!
      }
      out[chunk] = logistic(score)
    }
    return out
  }
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** The windows of the chunks one after another; `context` becomes the last samples. */
function windowsOf(samples: Float32Array, chunks: number, context: Float32Array): Float32Array {
  const windows = new Float32Array(chunks * SPECTRA * WINDOW)
  const seen = new Float32Array(CONTEXT + CHUNK + MIRROR)
  for (let chunk = 0; chunk < chunks; chunk++) {
    const part = samples.subarray(chunk * CHUNK, (chunk + 1) * CHUNK)
    seen.fill(0)
    seen.set(context)
    seen.set(part, CONTEXT)
    context.set(seen.subarray(CHUNK, CHUNK + CONTEXT))
    // The last sample itself is not repeated.
    const end = CONTEXT + CHUNK
    for (let i = 0; i < MIRROR; i++) seen[end + i] = seen[end - 2 - i]!
    for (let s = 0; s < SPECTRA; s++)
      windows.set(seen.subarray(s * HOP, s * HOP + WINDOW), (chunk * SPECTRA + s) * WINDOW)
  }
  return windows
}

function transposed(data: Float32Array, rows: number, columns: number): tf.Tensor2D {
  return tf.tidy(() => tf.transpose(tf.tensor2d(data, [rows, columns])))
}
