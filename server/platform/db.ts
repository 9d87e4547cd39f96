/** The one Prisma client of a process; kept on globalThis because Next bundles its own copy of this module. */
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { env } from './env.ts'

const holder = globalThis as { scrublineDb?: PrismaClient }

export function db(): PrismaClient {
  holder.scrublineDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().databaseUrl, max: 20 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return holder.scrublineDb
}

export async function closeDb(): Promise<void> {
  await holder.scrublineDb?.$disconnect()
  delete holder.scrublineDb
}

/** A transaction handle or the client itself: what a use-case takes so that callers can group writes. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>
