/** Where TensorFlow's own library is, and since when, from the file system alone: nothing of it is loaded. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const PACKAGE = '@tensorflow/tfjs-node-gpu'

/** Folder of a tfjs-node-gpu that has its compiled part: the one set up beside the data, else the installed one. */
export function builtPackage(tensorflowDir: string | null): string | null {
  const own = tensorflowDir && path.join(tensorflowDir, 'node_modules', PACKAGE)
  if (own && addonOf(own)) return own
  try {
    const installed = path.dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`))
    return addonOf(installed) ? installed : null
  } catch {
    return null
  }
}

/** Milliseconds since 1970; 0 when there is none. */
export function builtAt(tensorflowDir: string | null): number {
  const folder = builtPackage(tensorflowDir)
  const addon = folder && addonOf(folder)
  return addon ? fs.statSync(addon).mtimeMs : 0
}

function addonOf(folder: string): string | null {
  const lib = path.join(folder, 'lib')
  if (!fs.existsSync(lib)) return null
  const files = fs.readdirSync(lib).map((name) => path.join(lib, name, 'tfjs_binding.node'))
  return files.find((file) => fs.existsSync(file)) ?? null
}
