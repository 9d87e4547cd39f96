/** Plain JavaScript: always there, and slower than the rest by a factor of ten to a hundred. */
import '@tensorflow/tfjs-backend-cpu'
import type { Backend } from '../backend.ts'
import { setBackend, tfjsVersion } from '../set-backend.ts'

export const backend: Backend = {
  id: 'cpu',
  title: 'Plain JavaScript',
  async start() {
    await setBackend('cpu')
    return { version: tfjsVersion(), device: 'CPU', threads: 1, gpu: false }
  },
}
