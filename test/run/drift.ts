/**
 * Compares what the migrations make in a real Postgres with prisma/schema.prisma. The answer must be spoken: Prisma's
 * command line ends with 0 and says nothing when its engine crashes.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { startPostgres } from '#server/platform/postgres.ts'
import { ROOT, temporaryDataDir } from '#test/kit/server.ts'

const dataDir = temporaryDataDir()
const postgres = await startPostgres({ dataDir, settings: { fsync: 'off' } })
try {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/prisma/build/index.js'),
      ...['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'],
      '--exit-code',
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: postgres.url.replace(/[^/]+$/, 'postgres') },
    },
  )
  const same = status === 0 && stdout.includes('No difference detected')
  console.log(same ? 'The migrations make exactly the schema.' : `${stdout}${stderr}`.trim())
  if (!same) {
    console.log('Add a migration to prisma/migrations that makes what the schema says.')
    process.exitCode = 1
  }
} finally {
  await postgres.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
