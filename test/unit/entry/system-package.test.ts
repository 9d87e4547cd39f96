import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '#server/entry/setup/say.mjs'
import { provideSystemPackage, runs } from '#server/entry/setup/system-package.mjs'

const before = { PATH: process.env.PATH, SCRUBLINE_INSTALL: process.env.SCRUBLINE_INSTALL }
let bin: string

beforeEach(() => {
  bin = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-bin-'))
  process.env.PATH = `${bin}:/bin:/usr/bin`
  delete process.env.SCRUBLINE_INSTALL
})
afterEach(() => {
  Object.assign(process.env, before)
  if (before.SCRUBLINE_INSTALL === undefined) delete process.env.SCRUBLINE_INSTALL
  fs.rmSync(bin, { recursive: true })
})

const program = (name: string, script: string) =>
  fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

const wanted = (title = 'Frobnicate') => ({
  title,
  isThere: () => runs('frobnicate', []),
  packages: { dnf: 'frobnicate-free', brew: 'frob' },
  otherwise: 'get it from its site',
})

test('what is there is left alone', () => {
  program('frobnicate', 'exit 0')
  program('dnf', `touch ${bin}/called; exit 0`)
  provideSystemPackage(wanted())
  expect(fs.existsSync(path.join(bin, 'called'))).toBe(false)
})

test('what is missing is installed by the package manager that is there', () => {
  program('sudo', 'shift; "$@"')
  program(
    'dnf',
    `[ "$1" = install ] && { echo "$@" > ${bin}/called; printf '#!/bin/sh\\n' > ${bin}/frobnicate; chmod +x ${bin}/frobnicate; }; exit 0`,
  )
  provideSystemPackage(wanted())
  expect(fs.readFileSync(path.join(bin, 'called'), 'utf8').trim()).toBe('install -y frobnicate-free')
})

test('where the package manager may not be asked, the command to type is said', () => {
  program('dnf', 'exit 0')
  process.env.SCRUBLINE_INSTALL = 'never'
  expect(() => provideSystemPackage(wanted())).toThrow(
    /^Frobnicate is missing: type "(sudo )?dnf install -y frobnicate-free", then start again\.$/,
  )
})

test('an installation that brings nothing ends in the same sentence', () => {
  program('sudo', 'shift; "$@"')
  program('dnf', 'exit 0')
  expect(() => provideSystemPackage(wanted())).toThrow(Refusal)
})

test('without a package manager that has it, where to get it is said', () => {
  expect(() => provideSystemPackage(wanted('It'))).toThrow('It is missing: get it from its site.')
})
