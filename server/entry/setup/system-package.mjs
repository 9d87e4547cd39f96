/**
 * Programs that npm cannot bring (ffmpeg, and Chromium for the tests): found on PATH, else installed by the system's
 * package manager where that asks for no password, else named with the command to type.
 */
import { spawnSync } from 'node:child_process'
import { Refusal, say } from './say.mjs'

/**
 * @typedef {object} SystemPackage
 * @property {string} title what it is, at the start of a sentence
 * @property {() => boolean} isThere
 * @property {Partial<Record<Manager, string>>} packages its name for each package manager
 * @property {string} otherwise where to get it without a package manager
 */

/** @typedef {'apt-get' | 'dnf' | 'apk' | 'pacman' | 'brew' | 'winget'} Manager */

/** @type {Record<Manager, (name: string) => string[][]>} */
const COMMANDS = {
  'apt-get': (name) => [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', name],
  ],
  dnf: (name) => [['dnf', 'install', '-y', name]],
  apk: (name) => [['apk', 'add', name]],
  pacman: (name) => [['pacman', '-Sy', '--noconfirm', name]],
  brew: (name) => [['brew', 'install', name]],
  winget: (name) => [['winget', 'install', name]],
}

/** @param {SystemPackage} wanted */
export function provideSystemPackage(wanted) {
  if (wanted.isThere()) return
  const manager = /** @type {Manager | undefined} */ (
    Object.keys(COMMANDS).find(
      (name) => wanted.packages[/** @type {Manager} */ (name)] && runs(name, ['--version']),
    )
  )
  const name = manager && wanted.packages[manager]
  if (!manager || !name) throw new Refusal(`${wanted.title} is missing: ${wanted.otherwise}.`)
  const commands = COMMANDS[manager](name)
  const prefix = withoutPassword(manager)
  if (prefix && process.env.SCRUBLINE_INSTALL !== 'never') {
    say(`Installing ${name} by ${manager} …`)
    for (const command of commands) run([...prefix, ...command])
    if (wanted.isThere()) return
  }
  const typed = commands.map((command) => command.join(' ')).join(' && ')
  const sudo = manager === 'brew' || manager === 'winget' || process.getuid?.() === 0 ? '' : 'sudo '
  throw new Refusal(
    `${wanted.title} is missing: type "${typed.replaceAll(/^|(?<=&& )/g, sudo)}", then start again.`,
  )
}

/**
 * True when the program starts and ends well.
 * @param {string} command
 * @param {string[]} args
 */
export function runs(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/**
 * What to put before a command of the manager so that it asks nothing; null when it would.
 * @param {Manager} manager
 * @returns {string[] | null}
 */
function withoutPassword(manager) {
  if (manager === 'winget') return null
  if (manager === 'brew' || process.getuid?.() === 0) return []
  return runs('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null
}

/** @param {string[]} command */
function run([command, ...args]) {
  spawnSync(/** @type {string} */ (command), args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' },
  })
}
