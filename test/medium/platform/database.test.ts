import pg from 'pg'
import { expect, test } from 'vitest'
import { db } from '#server/platform/db.ts'
import { migrate, readMigrations } from '#server/platform/migrate.ts'
import { testDatabase } from '#test/kit/database.ts'

const { url } = await testDatabase()

test('a test file has a migrated database of its own', async () => {
  expect(await db().project.count()).toBe(0)
  expect(await migrate(url)).toEqual([])
})

test('a database from a newer version is refused with a plain sentence', async () => {
  const migrations = readMigrations()
  expect(migrations.length).toBeGreaterThan(0)
  await expect(migrate(url, migrations.slice(0, -1))).rejects.toThrow(/newer version of Scrubline/)
})

test('a migration that was edited after it was applied is refused', async () => {
  const edited = readMigrations().map((one) => ({ ...one, checksum: 'another' }))
  await expect(migrate(url, edited)).rejects.toThrow(/differs from the one that was applied/)
})

test('a migration that fails is undone as a whole and can be applied later', async () => {
  const bad = { name: '29990101000000_bad', checksum: 'x', sql: 'CREATE TABLE half (a int); SELECT 1/0;' }
  await expect(migrate(url, [...readMigrations(), bad])).rejects.toThrow(
    /failed and was undone: division by zero/,
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query("SELECT to_regclass('half') AS half")
  await client.end()
  expect(rows[0].half).toBeNull()
  expect(await migrate(url)).toEqual([])
})

test('a database server that is not there is named', async () => {
  await expect(migrate('postgresql://a:b@127.0.0.1:9/x')).rejects.toThrow(
    /The database at 127.0.0.1:9 cannot be used/,
  )
})
