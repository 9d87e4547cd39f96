import { expect, test } from 'vitest'
import { audit } from '#server/platform/audit.ts'
import { db } from '#server/platform/db.ts'
import { testDatabase } from '#test/kit/database.ts'

await testDatabase()

test('rows can be added, and the database itself refuses to change or remove any', async () => {
  await audit({ userId: 'u', action: 'recording.read', projectId: 'p', recordingId: 'r', detail: { a: 1 } })
  const before = await db().auditRow.findMany()
  expect(before).toMatchObject([{ userId: 'u', action: 'recording.read', detail: { a: 1 } }])
  for (const attack of [
    () => db().auditRow.updateMany({ data: { userId: 'other' } }),
    () => db().auditRow.deleteMany(),
    () => db().$executeRaw`UPDATE "audit" SET "at" = now() WHERE false`,
    () => db().$executeRaw`TRUNCATE "audit"`,
  ])
    await expect(attack()).rejects.toThrow(/append-only/)
  expect(await db().auditRow.findMany()).toEqual(before)
})

test('goes with its transaction', async () => {
  await expect(
    db().$transaction(async (tx) => {
      await audit({ userId: null, action: 'never.happened' }, tx)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  expect(await db().auditRow.count({ where: { action: 'never.happened' } })).toBe(0)
})
