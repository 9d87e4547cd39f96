import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-secret-'))
process.env.SCRUBLINE_DATA = dir
afterAll(() => fs.rm(dir, { recursive: true, force: true }))

test('processes that start at once agree on one secret, readable by its owner only', async () => {
  const code = `import('${path.resolve('server/platform/secret.ts')}').then((m) => process.stdout.write(m.secret()))`
  const env = { ...process.env, SCRUBLINE_DATA: dir }
  const runs = await Promise.all(
    [1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, ['-e', code], { env })),
  )
  const secrets = new Set(runs.map((run) => run.stdout))
  expect(secrets.size).toBe(1)
  expect([...secrets][0]).toMatch(/^[0-9a-f]{64}$/)
  expect((await fs.stat(path.join(dir, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await fs.readdir(dir)).toEqual(['secret'])
})

test('signatures hold for their purpose and text only', async () => {
  const { sign, verify } = await import('#server/platform/secret.ts')
  const signature = sign('media', '/a/1')
  expect(verify('media', '/a/1', signature)).toBe(true)
  expect(verify('media', '/a/2', signature)).toBe(false)
  expect(verify('links', '/a/1', signature)).toBe(false)
  expect(verify('media', '/a/1', '')).toBe(false)
})

test('a damaged file is named, not replaced in silence', async () => {
  const other = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-secret-'))
  await fs.writeFile(path.join(other, 'secret'), 'half')
  const code = `import('${path.resolve('server/platform/secret.ts')}').then((m) => m.secret()).catch((e) => process.stdout.write(e.message))`
  const env = { ...process.env, SCRUBLINE_DATA: other }
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { env })
  expect(stdout).toMatch(/secret is damaged\. Put it back from a backup/)
  await fs.rm(other, { recursive: true })
})
