/** Any vendor's GPU through Vulkan, Metal or Direct3D 12, by Dawn, the WebGPU of Chromium. */
import { createRequire } from 'node:module'
import type { Backend } from '../backend.ts'
import { setBackend, tfjsVersion } from '../set-backend.ts'

interface AdapterInfo {
  readonly vendor?: string
  readonly architecture?: string
  readonly description?: string
  readonly device?: string
  readonly isFallbackAdapter?: boolean
}
interface Adapter {
  readonly info: AdapterInfo
  readonly isFallbackAdapter?: boolean
}
interface Gpu {
  requestAdapter(options?: { powerPreference?: string }): Promise<Adapter | null>
}

/** Dawn lets go of devices whose maker is garbage. */
let held: Gpu | null = null

export const backend: Backend = {
  id: 'webgpu',
  title: 'GPU by WebGPU',
  async start({ asked }) {
    const { create, globals } = createRequire(import.meta.url)('webgpu') as {
      create(flags: string[]): Gpu
      globals: Record<string, unknown>
    }
    Object.assign(globalThis, globals)
    held = create([])
    Object.defineProperty(globalThis.navigator, 'gpu', { value: held, configurable: true })
    const adapter = await held.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) throw new Error('no graphics driver with Vulkan, Metal or Direct3D 12 was found')
    const name = nameOf(adapter.info)
    const software = adapter.isFallbackAdapter === true || adapter.info.isFallbackAdapter === true
    if (software && !asked) throw new Error(`${name} is a GPU in software, slower than WebAssembly`)
    await import('@tensorflow/tfjs-backend-cpu')
    await import('@tensorflow/tfjs-backend-webgpu')
    await setBackend('webgpu')
    return {
      version: `${tfjsVersion()}, Dawn`,
      device: software ? `${name}, in software` : name,
      threads: null,
      gpu: true,
    }
  },
  stop() {
    // Dawn brings the process down when its GPU is still to be reached at the end.
    Reflect.deleteProperty(globalThis.navigator, 'gpu')
    held = null
  },
}

const nameOf = ({ description, device, vendor, architecture }: AdapterInfo): string =>
  description || device || [vendor, architecture].filter(Boolean).join(' ') || 'An unnamed GPU'
