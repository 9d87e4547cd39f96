/** What people set for themselves: keys, pedals, how they rate. Only they read and write it; the server keeps it as it comes. */
import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import { db } from '../platform/db.ts'
import { PlainError } from '../platform/errors.ts'
import type { SignedIn } from './actor.ts'

export const SETTING_NAMES = ['keys', 'devices', 'rating'] as const
export type SettingName = (typeof SETTING_NAMES)[number]
export type Settings = Partial<Record<SettingName, unknown>>

const MOST_BYTES = 64 * 1024

export const settingNameSchema = z.enum(SETTING_NAMES)

export async function settingsOf(actor: SignedIn): Promise<Settings> {
  const rows = await db().userSetting.findMany({ where: { userId: actor.userId } })
  return Object.fromEntries(rows.map((row) => [row.name, row.value]))
}

/** Null takes it away. */
export async function setSetting(actor: SignedIn, name: SettingName, value: unknown): Promise<void> {
  const { userId } = actor
  if (value === null || value === undefined) {
    await db().userSetting.deleteMany({ where: { userId, name } })
    return
  }
  if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES)
    throw new PlainError('bad-input', 'These settings are larger than 64 KB. Remove some, then save again.')
  const row = { userId, name, value: value as Prisma.InputJsonValue }
  await db().userSetting.upsert({
    where: { userId_name: { userId, name } },
    create: row,
    update: { value: row.value },
  })
}
