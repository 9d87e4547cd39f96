/** The one Prisma client of a process; kept on globalThis because Next bundles its own copy of this module. */
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { env } from './env.ts'

const holder = globalThis as {
  scrublineDb?: PrismaClient
  scrublinePool?: pg.Pool
  scrublineConnections?: Map<number, pg.Client>
}

export function db(): PrismaClient {
  holder.scrublineDb ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: env().databaseUrl, max: 20, Client: KnownClient } as pg.PoolConfig,
      { statementNameGenerator: ({ sql }) => (sql.trimStart().startsWith(KEPT) ? nameOf(sql) : '') },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
  return holder.scrublineDb
}

/** Prisma's connections by the number of the process that answers them in Postgres. */
holder.scrublineConnections ??= new Map()
const connections = holder.scrublineConnections

class KnownClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.once('connect', () => connections.set(processOf(this), this))
    this.once('end', () => connections.get(processOf(this)) === this && connections.delete(processOf(this)))
  }
}

/** Known once a connection stands; the types of pg leave it out. */
const processOf = (client: pg.Client): number => (client as unknown as { processID: number }).processID

/**
 * The connection that a transaction runs on, for what Prisma cannot say (COPY). Null when it is not known, as behind a
 * pool of connections. Nothing else may be asked of the transaction meanwhile.
 */
export async function connectionOf(tx: Db): Promise<pg.Client | null> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS "pid"`
  return connections.get(row?.pid ?? 0) ?? null
}

/**
 * Raw SQL that begins with this is planned once a connection and kept: for the few statements that every edit makes. Its
 * text must be one of few.
 */
const KEPT = '/* kept */'
const names = new Map<string, string>()

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) {
    name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
    names.set(sql, name)
  }
  return name
}

/**
 * A prepared statement past Prisma, for the few questions that every request asks: a third of the time, and media is
 * served by thousands of requests. Values are given as $1, $2 …
 * @param name names the statement; one name, one text.
 */
export async function prepared<T extends object>(
  name: string,
  text: string,
  values: unknown[],
): Promise<T[]> {
  holder.scrublinePool ??= makePool()
  const result = await holder.scrublinePool.query<T>({ name, text, values })
  return result.rows
}

function makePool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: env().databaseUrl, max: 6 })
  // A connection that breaks while nobody uses it is replaced at the next question, which reports what is wrong.
  pool.on('error', () => {})
  return pool
}

export async function closeDb(): Promise<void> {
  const { scrublineDb, scrublinePool } = holder
  delete holder.scrublineDb
  delete holder.scrublinePool
  await Promise.all([scrublineDb?.$disconnect(), scrublinePool?.end()])
}

/** A transaction handle or the client itself: what a use-case takes so that callers can group writes. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>
