/** Brings node_modules to what package-lock.json says, and only when it is not there already. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Refusal, say } from './say.mjs'

/** @param {string} root */
export async function installPackages(root) {
  if (packagesAreCurrent(root)) return
  say('Installing packages; the first time this takes a minute or two …')
  const { code, output } = await npm(root, ['ci', '--no-audit', '--no-fund'])
  if (code === 0 && packagesAreCurrent(root)) return
  const telling = output.split('\n').filter((line) => /error|ERR/i.test(line))[0] ?? 'npm ci ended early'
  throw new Refusal(
    `The packages could not be installed (${telling.trim()}). Type "npm ci" to see everything.`,
  )
}

/**
 * Compares the lock file with the one npm keeps of what it installed. Optional packages of other systems are absent
 * rightly.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const present = readPackages(path.join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !present) return false
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue
    const found = present[name]
    if (found ? found.version !== entry.version : !entry.optional && !entry.devOptional) return false
  }
  // The install scripts ran to their end, too.
  return (
    fs.existsSync(path.join(root, 'node_modules/node/bin')) &&
    fs.existsSync(path.join(root, 'prisma/generated/client.ts'))
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function npm(root, args) {
  // Under `npm start` this is the npm that runs us; otherwise the one on PATH.
  const script = process.env.npm_execpath
  const [command, first] = script?.endsWith('.js')
    ? [process.execPath, [script]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  return new Promise((done) => {
    let output = ''
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => done({ code: 1, output: `error: ${error.message}` }))
    child.once('close', (code) => done({ code, output }))
  })
}
