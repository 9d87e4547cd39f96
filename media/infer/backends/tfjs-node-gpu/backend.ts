/** TensorFlow on an NVIDIA GPU. Its library falls back to the CPU without a word, so the device is asked for. */
import type { Backend } from '../backend.ts'
import { startTensorflow } from '../tensorflow-package.ts'

export const backend: Backend = {
  id: 'tfjs-node-gpu',
  title: 'TensorFlow on the GPU',
  async start({ tensorflowDir }) {
    const { version, gpu } = await startTensorflow(tensorflowDir)
    if (!gpu) throw new Error(`${version} is there but finds no GPU it can use`)
    return { version, device: 'NVIDIA GPU (CUDA)', threads: null, gpu: true }
  },
}
