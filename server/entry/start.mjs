/**
 * `npm start`: needs nothing but Node 20 and npm. Brings packages, ffmpeg and the built pages up to date where they
 * are not, then hands over to the supervisor, which runs on the product's own Node.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages } from './setup/build.mjs'
import { provideFfmpeg } from './setup/ffmpeg.mjs'
import { productEnv, productNode, requireNode } from './setup/node-version.mjs'
import { installPackages } from './setup/packages.mjs'
import { orRefuse } from './setup/say.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const args = process.argv.slice(2)

await orRefuse(async () => {
  requireNode()
  await installPackages(root)
  provideFfmpeg()
  if (!args.includes('--dev')) await buildPages(root)
})

// The channel tells the supervisor when this process is killed; signals are passed on, and it stops in its own order.
const supervisor = spawn(productNode(root), [path.join(root, 'server/entry/supervisor.ts'), ...args], {
  env: productEnv(root),
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
// A Ctrl-C at the terminal reaches the supervisor by itself; a second signal does no harm there.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => supervisor.kill(signal))
}
// npm stops only the shell between it and us: without that shell nobody could stop us any more.
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const shell = process.ppid
  setInterval(() => {
    if (process.ppid !== shell) supervisor.kill('SIGTERM')
  }, 500).unref()
}
supervisor.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
