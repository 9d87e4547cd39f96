import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStartOptions } from '#server/entry/options.ts'
import { hashOfSources } from '#server/entry/setup/build.mjs'
import { requireNode } from '#server/entry/setup/node-version.mjs'
import { packagesAreCurrent } from '#server/entry/setup/packages.mjs'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-root-'))
})
afterEach(() => fs.rmSync(root, { recursive: true }))

function write(file: string, content: unknown): void {
  const at = path.join(root, file)
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content))
}

test('an old Node is refused with what to do', () => {
  expect(() => requireNode('18.20.1')).toThrow(/needs Node 20 or newer, and this is Node 18\.20\.1/)
  requireNode('20.0.0')
  requireNode('26.1.0')
})

test('packages are current when everything that this system needs has the locked version', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win': { version: '2.0.0', optional: true },
  }
  write('package-lock.json', { packages: lock })
  expect(packagesAreCurrent(root)).toBe(false)
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0' } } })
  expect(packagesAreCurrent(root)).toBe(false)
  write('node_modules/node/bin/node', '')
  write('prisma/generated/client.ts', '')
  expect(packagesAreCurrent(root)).toBe(true)
  write('package-lock.json', { packages: { ...lock, 'node_modules/a': { version: '1.0.1' } } })
  expect(packagesAreCurrent(root)).toBe(false)
  write('package-lock.json', { packages: { ...lock, 'node_modules/c': { version: '1.0.0' } } })
  expect(packagesAreCurrent(root)).toBe(false)
})

test('the hash of the sources changes with what a file holds, with its name, and with nothing else', () => {
  for (const folder of ['app', 'media', 'server', 'prisma/migrations']) write(`${folder}/x.ts`, folder)
  const first = hashOfSources(root)
  write('README.md', 'words')
  write('test/x.test.ts', 'words')
  expect(hashOfSources(root)).toBe(first)
  write('app/x.ts', 'other')
  expect(hashOfSources(root)).not.toBe(first)
  write('app/x.ts', 'app')
  expect(hashOfSources(root)).toBe(first)
  fs.renameSync(path.join(root, 'app/x.ts'), path.join(root, 'app/y.ts'))
  expect(hashOfSources(root)).not.toBe(first)
})

test('flags win over the environment, and the environment over what is usual', () => {
  expect(readStartOptions([], {} as NodeJS.ProcessEnv)).toEqual({
    dev: false,
    port: 3000,
    host: '127.0.0.1',
    dataDir: '.scrubline',
  })
  const env = {
    SCRUBLINE_PORT: '4000',
    SCRUBLINE_HOST: '0.0.0.0',
    SCRUBLINE_DATA: '/data',
  } as unknown as NodeJS.ProcessEnv
  expect(readStartOptions(['--dev'], env)).toEqual({
    dev: true,
    port: 4000,
    host: '0.0.0.0',
    dataDir: '/data',
  })
  expect(readStartOptions(['--port', '1', '--host', 'h', '--data', 'd'], env)).toEqual({
    dev: false,
    port: 1,
    host: 'h',
    dataDir: 'd',
  })
})
