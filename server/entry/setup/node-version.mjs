/**
 * Which Node does what: any from 20 on may take the first step; the product itself runs on the Node that npm
 * installs with it, so that every machine runs the same.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { Refusal } from './say.mjs'

const OLDEST = 20
/** Runs TypeScript by itself; needed only where the packaged Node does not run (other C libraries). */
const OLDEST_INSTEAD = 24

/** @param {string} version */
export function requireNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= OLDEST) return
  throw new Refusal(
    `Scrubline needs Node ${OLDEST} or newer, and this is Node ${version}: get a newer one from https://nodejs.org.`,
  )
}

/**
 * The Node that runs the product.
 * @param {string} root
 */
export function productNode(root) {
  const packaged = path.join(
    root,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (spawnSync(packaged, ['--version'], { stdio: 'ignore' }).status === 0) return packaged
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_INSTEAD) return process.execPath
  throw new Refusal(
    `The Node that comes with Scrubline does not run on this system: start it with Node ${OLDEST_INSTEAD} or newer.`,
  )
}

/**
 * Environment in which `node` is the product's.
 * @param {string} root
 * @returns {Record<string, string | undefined>}
 */
export function productEnv(root) {
  const PATH = [path.dirname(productNode(root)), path.join(root, 'node_modules/.bin'), process.env.PATH ?? '']
  return { ...process.env, PATH: PATH.join(path.delimiter), NEXT_TELEMETRY_DISABLED: '1' }
}
