/**
 * One real Postgres for a whole test run: an embedded server on a free port in a temporary folder, with a migrated
 * template database that `testDatabase()` copies. Durability is off here and here alone.
 */
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { migrate } from '#server/platform/migrate.ts'
import { startPostgres } from '#server/platform/postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the template database; others are reached by changing the path. */
    templateUrl: string
  }
}

interface Project {
  provide(key: 'templateUrl', value: string): void
}

export default async function setup(project: Project): Promise<() => Promise<void>> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-test-'))
  await fs.chmod(dataDir, 0o711)
  const postgres = await startPostgres({
    dataDir,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
  })
  const template = new URL(postgres.url)
  template.pathname = '/scrubline_template'
  await migrate(template.href)
  project.provide('templateUrl', template.href)
  return async () => {
    await postgres.stop()
    await fs.rm(dataDir, { recursive: true, force: true })
  }
}
