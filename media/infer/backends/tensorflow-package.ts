/**
 * TensorFlow's own library under Node: the package tfjs-node-gpu, unmodified, on a CPU or a CUDA library. Built by
 * `scrubline models setup-tensorflow` beside the data, or by the package's own installer in node_modules.
 */
import { createRequire } from 'node:module'
import util from 'node:util'
import { builtPackage } from './built-package.ts'
import { setBackend, tfjsVersion } from './set-backend.ts'

interface NodeBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

/**
 * Loads it and makes it the backend. Needs NODE_PATH to name our node_modules when it was built elsewhere, which the
 * processes that compute are started with.
 * @throws Error with a plain reason
 */
export async function startTensorflow(tensorflowDir: string | null): Promise<{
  version: string
  gpu: boolean
}> {
  const folder = builtPackage(tensorflowDir)
  if (!folder)
    throw new Error('TensorFlow is not set up on this machine; "scrubline models setup-tensorflow" does that')
  // Node 23 dropped helpers that the package still calls.
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  const tfnode = createRequire(import.meta.url)(folder) as { backend(): NodeBackend }
  await setBackend('tensorflow')
  const { isUsingGpuDevice, binding } = tfnode.backend()
  return { version: `${tfjsVersion()}, TensorFlow ${binding.TF_Version}`, gpu: isUsingGpuDevice }
}
