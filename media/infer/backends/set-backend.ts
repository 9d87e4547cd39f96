/** Sets a backend that was registered, and makes sure that it is the one. */
import * as tf from '@tensorflow/tfjs-core'

/** @throws Error when TensorFlow.js took another */
export async function setBackend(name: string): Promise<void> {
  const set = await tf.setBackend(name)
  // A refused backend can still be what getBackend() says, and a fallback can look like success.
  if (set !== true) throw new Error(`TensorFlow.js could not start its backend ${name}`)
  await tf.ready()
  if (tf.getBackend() !== name) throw new Error(`TensorFlow.js chose ${tf.getBackend()} instead of ${name}`)
}

export const tfjsVersion = (): string => `tfjs ${tf.version_core}`
