/** The backends, in the order in which they are tried. A new one is a folder here, a line in BACKEND_IDS and one here. */
import type { Backend, BackendId } from './backend.ts'

export const backends: Record<BackendId, () => Promise<Backend>> = {
  'tfjs-node-gpu': async () => (await import('./tfjs-node-gpu/backend.ts')).backend,
  webgpu: async () => (await import('./webgpu/backend.ts')).backend,
  'tfjs-node': async () => (await import('./tfjs-node/backend.ts')).backend,
  wasm: async () => (await import('./wasm/backend.ts')).backend,
  cpu: async () => (await import('./cpu/backend.ts')).backend,
}
