#!/usr/bin/env node
/** `scrubline`: hands over to the command line on the product's own Node. Needs what the first `npm start` installs. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { productEnv, productNode, requireNode } from './setup/node-version.mjs'
import { packagesAreCurrent } from './setup/packages.mjs'
import { orRefuse, Refusal } from './setup/say.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

await orRefuse(async () => {
  requireNode()
  if (!packagesAreCurrent(root))
    throw new Refusal('Packages are missing or old: type "npm start" once, or "npm ci".')
})

const child = spawn(productNode(root), [path.join(root, 'server/entry/cli.ts'), ...process.argv.slice(2)], {
  env: productEnv(root),
  stdio: 'inherit',
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal))
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
