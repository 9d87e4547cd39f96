/** Builds the pages when needed, starts the product once for all specs, and signs the owner in. */
import fs from 'node:fs'
import path from 'node:path'
import { buildPages } from '#server/entry/setup/build.mjs'
import { ROOT, startServer } from '#test/kit/server.ts'

export default async function globalSetup(): Promise<() => Promise<void>> {
  await buildPages(ROOT)
  const server = await startServer()
  const state = path.join(server.dataDir, 'owner-state.json')
  const cookies = (await server.signIn()).split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), ...COOKIE }
  })
  fs.writeFileSync(state, JSON.stringify({ cookies, origins: [] }))
  process.env.SCRUBLINE_TEST_ORIGIN = server.origin
  process.env.SCRUBLINE_TEST_STATE = state
  process.env.SCRUBLINE_TEST_DATA = server.dataDir
  return () => server.dispose()
}

const COOKIE = {
  domain: '127.0.0.1',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax',
} as const
