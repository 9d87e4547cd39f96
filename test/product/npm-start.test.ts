/** The first of the two commands, through npm itself. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sleep } from '#server/platform/processes.ts'
import { processesOf, ROOT, temporaryDataDir } from '#test/kit/server.ts'

let dataDir: string
beforeEach(() => {
  dataDir = temporaryDataDir()
})
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }))

async function npmStart(...args: string[]) {
  const { DATABASE_URL: _1, NODE_ENV: _2, VITEST: _3, npm_lifecycle_event: _4, ...env } = process.env
  const npm = spawn('npm', ['start', '--silent', '--', '--port', '0', '--data', dataDir, ...args], {
    cwd: ROOT,
    env: { ...env, SCRUBLINE_DEMO: 'off' } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (output += chunk))
  const closed = new Promise<number | null>((done) => npm.once('close', done))
  const until = Date.now() + 90_000
  while (!/ready at \S+/.test(output)) {
    if (npm.exitCode !== null || Date.now() > until) throw new Error(`npm start did not start: ${output}`)
    await sleep(50)
  }
  const origin = /ready at (\S+)/.exec(output)?.[1] as string
  return { npm, origin, closed, output: () => output }
}

const nothingLeft = () =>
  expect.poll(() => processesOf(dataDir), { timeout: 20_000, interval: 200 }).toEqual([])

test('npm start answers, and Ctrl-C at its terminal ends everything', async () => {
  const { npm, origin, closed, output } = await npmStart()
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  expect(output().trim().split('\n')).toHaveLength(1)
  process.kill(-(npm.pid as number), 'SIGINT')
  await closed
  await nothingLeft()
})

test('ending npm alone ends everything', async () => {
  const { npm } = await npmStart()
  npm.kill('SIGTERM')
  await nothingLeft()
})

test('killing npm and its shell ends everything', async () => {
  const { npm } = await npmStart()
  npm.kill('SIGKILL')
  await sleep(500)
  // npm's shell outlives its kill; it is what a person would end next.
  process.kill(-(npm.pid as number), 'SIGTERM')
  await nothingLeft()
})

test('npm start -- --dev serves pages from their sources', async () => {
  const { npm, origin } = await npmStart('--dev')
  const page = await fetch(`${origin}/sign-in`)
  expect(page.status).toBe(200)
  expect(await page.text()).toMatch(/<html/)
  process.kill(-(npm.pid as number), 'SIGINT')
  await nothingLeft()
})
