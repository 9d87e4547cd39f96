/** TensorFlow on the CPU, with all its threads. The same package and library; a GPU it could use is hidden from it. */
import os from 'node:os'
import type { Backend } from '../backend.ts'
import { startTensorflow } from '../tensorflow-package.ts'

export const backend: Backend = {
  id: 'tfjs-node',
  title: 'TensorFlow on the CPU',
  async start({ tensorflowDir }) {
    process.env.CUDA_VISIBLE_DEVICES = '-1'
    const { version } = await startTensorflow(tensorflowDir)
    return {
      version,
      device: os.cpus()[0]?.model.trim() || 'CPU',
      threads: os.availableParallelism(),
      gpu: false,
    }
  },
}
