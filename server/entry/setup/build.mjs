/** Builds the pages when they are missing or older than their sources, which a hash of the sources tells. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { productEnv, productNode } from './node-version.mjs'
import { Refusal, say } from './say.mjs'

const FOLDERS = ['app', 'media', 'server', 'prisma/migrations']
const FILES = [
  'package-lock.json',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'prisma/schema.prisma',
]
const MARK = '.next/built-from'

/** @param {string} root */
export async function buildPages(root) {
  const hash = hashOfSources(root)
  const mark = path.join(root, MARK)
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === hash) return
  say('Building the pages …')
  fs.rmSync(mark, { force: true })
  const { code, output } = await nextBuild(root)
  if (code !== 0) {
    const lines = output.split('\n').filter((line) => line.trim())
    const telling = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'no reason given'
    throw new Refusal(
      `The pages could not be built (${telling.trim()}). Type "npm run build" to see everything.`,
    )
  }
  fs.writeFileSync(mark, hash)
}

/** @param {string} root */
export function hashOfSources(root) {
  const hash = createHash('sha256')
  for (const file of [...FOLDERS.flatMap((folder) => filesBelow(path.join(root, folder))), ...FILES]) {
    const at = path.resolve(root, file)
    if (!fs.existsSync(at)) continue
    hash
      .update(`${path.relative(root, at)}\0`)
      .update(fs.readFileSync(at))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const at = path.join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(at) : [at]
    })
}

/**
 * @param {string} root
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function nextBuild(root) {
  return new Promise((done) => {
    let output = ''
    const child = spawn(productNode(root), [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env: { ...productEnv(root), NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => done({ code: 1, output: error.message }))
    child.once('close', (code) => done({ code, output }))
  })
}
