/**
 * A fresh, migrated database and an empty data folder for one test file. Call it at the top of the file, before
 * anything asks server/platform/env: it sets DATABASE_URL and SCRUBLINE_DATA and removes both after the last test.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { closeDb } from '#server/platform/db.ts'

export interface TestDatabase {
  readonly url: string
  readonly dataDir: string
}

export async function testDatabase(): Promise<TestDatabase> {
  const made = await makeDatabase(inject('templateUrl'))
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'scrubline-data-'))
  process.env.DATABASE_URL = made.url
  process.env.SCRUBLINE_DATA = dataDir
  afterAll(async () => {
    await closeDb()
    await made.drop()
    await fs.rm(dataDir, { recursive: true, force: true })
  })
  return { url: made.url, dataDir }
}

/** A copy of the template under a name of its own, for tests that need more than one. */
export async function makeDatabase(templateUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(templateUrl)
  const template = url.pathname.slice(1)
  url.pathname = `/${name}`
  await asAdmin(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return { url: url.href, drop: () => asAdmin(templateUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function asAdmin(anyUrl: string, sql: string): Promise<void> {
  const url = new URL(anyUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
