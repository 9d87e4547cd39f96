/** WebAssembly: there on every machine, one thread under Node. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { Backend } from '../backend.ts'
import { setBackend, tfjsVersion } from '../set-backend.ts'

export const backend: Backend = {
  id: 'wasm',
  title: 'WebAssembly',
  async start() {
    const folder = path.dirname(
      createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
    )
    setWasmPaths(`${path.join(folder, 'wasm-out')}${path.sep}`)
    await setBackend('wasm')
    const simd = WebAssembly.validate(readFileSync(path.join(folder, 'wasm-out/tfjs-backend-wasm-simd.wasm')))
    return {
      version: tfjsVersion(),
      device: simd ? 'CPU with SIMD' : 'CPU without SIMD',
      threads: 1,
      gpu: false,
    }
  },
}
