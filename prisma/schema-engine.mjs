#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine binary: the same JSON-RPC on stdio,
// served by @prisma/schema-engine-wasm over @prisma/adapter-pg. Point
// PRISMA_SCHEMA_ENGINE_BINARY at this file (prisma.config.ts does) and every
// `prisma migrate|db` command works with no download.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const { values: opt, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean' },
    'extension-types': { type: 'string' },
    'enabled-preview-features': { type: 'string' },
  },
})
const datasource = opt.datasource ? JSON.parse(opt.datasource) : {}
const url = datasource.url
const logErr = (message, error_code) => {
  process.stderr.write(
    `\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields: { message, error_code } })}\n`,
  )
}

let panic
async function loadEngine() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const dir = path.dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')))
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(m) {
      panic = m
    },
  }
  const mod = new WebAssembly.Module(fs.readFileSync(path.join(dir, 'schema_engine_bg.wasm')))
  const inst = new WebAssembly.Instance(mod, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(inst.exports)
  inst.exports.__wbindgen_start()
  return glue
}

const admin = async (fn) => {
  const u = new URL(url)
  const db = decodeURIComponent(u.pathname.slice(1)) || 'postgres'
  u.pathname = '/postgres'
  u.search = ''
  const c = new pg.Client({ connectionString: u.toString() })
  await c.connect()
  try {
    return await fn(c, db)
  } finally {
    await c.end()
  }
}
async function createDatabase() {
  return admin(async (c, db) => {
    const { rowCount } = await c.query('select 1 from pg_database where datname=$1', [db])
    if (!rowCount) await c.query(`CREATE DATABASE ${c.escapeIdentifier(db)}`)
    return { databaseName: db, created: !rowCount }
  })
}

if (opt.version) {
  console.log(`schema-engine-wasm ${(await loadEngine()).version()}`)
  process.exit(0)
}
if (positionals[0] === 'cli') {
  try {
    if (positionals[1] === 'create-database') await createDatabase()
    else {
      const c = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
      await c.connect()
      await c.query('select 1')
      await c.end()
    }
    process.exit(0)
  } catch (e) {
    const u = new URL(url)
    const code = e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : 'P1001'
    logErr(
      code === 'P1003'
        ? `Database \`${u.pathname.slice(1)}\` does not exist`
        : code === 'P1000'
          ? `Authentication failed for \`${u.username}\``
          : `Can't reach database server at \`${u.host}\` (${e.message || e.code})`,
      code,
    )
    process.exit(1)
  }
}

// PostgreSQL's one-byte "char" (oid 18) is unknown to adapter-pg, and the engine wants it as
// Character: let it through as text, then restore the column type. (Queries run one at a time.)
const withChar = (inner) => {
  const client = inner.underlyingDriver()
  const query = client.query.bind(client)
  const queryRaw = inner.queryRaw.bind(inner)
  let chars = []
  client.query = async (...args) => {
    const res = await query(...args)
    chars = []
    res?.fields?.forEach((f, i) => {
      if (f.dataTypeID === 18) {
        chars.push(i)
        f.dataTypeID = 25
      }
    })
    return res
  }
  inner.queryRaw = async (q) => {
    const res = await queryRaw(q)
    for (const i of chars) res.columnTypes[i] = ColumnTypeEnum.Character
    return res
  }
  return inner
}
const open = async (connectionString) =>
  withChar(
    await new PrismaPg(
      { connectionString, max: 2 },
      { schema: new URL(url).searchParams.get('schema') ?? undefined },
    ).connect(),
  )
const factory = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => open(url),
  // adapter-pg drops its shadow database while its own pool still holds it: close first, then drop
  async connectToShadowDb() {
    if (datasource.shadowDatabaseUrl) return open(datasource.shadowDatabaseUrl)
    const name = `prisma_shadow_${crypto.randomUUID().replaceAll('-', '')}`
    await admin((c) => c.query(`CREATE DATABASE "${name}"`))
    const u = new URL(url)
    u.pathname = `/${name}`
    const inner = await open(u.toString())
    const dispose = inner.dispose.bind(inner)
    inner.dispose = async () => {
      await dispose()
      await admin((c) => c.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
    }
    return inner
  },
}

let engineP
const getEngine = () =>
  (engineP ??= (async () => {
    const { SchemaEngine } = await loadEngine()
    const datamodels = opt.datamodels?.map((p) => [p, fs.readFileSync(p, 'utf8')])
    return SchemaEngine.new(
      { datamodels },
      (l) => process.env.DEBUG && process.stderr.write(l + '\n'),
      bindMigrationAwareSqlAdapterFactory(factory),
    )
  })())

const send = (m) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...m }) + '\n')
let printId = 0
const pending = new Map()
const rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity })
let chain = Promise.resolve()
let current
const fail = (id, m, e) =>
  send({
    id,
    error: {
      code: 4466,
      message: m,
      data: { is_panic: false, message: m, error_code: e?.code, meta: e?.meta },
    },
  })
// a panic surfaces as an uncaught RuntimeError; if we just died, the Prisma CLI would exit 0 in silence
for (const ev of ['uncaughtException', 'unhandledRejection'])
  process.on(ev, (e) => {
    if (current !== undefined) fail(current, panic ?? String(e?.stack ?? e), e)
    setTimeout(() => process.exit(101), 50)
  })
rl.on('line', (line) => {
  if (!line.trim()) return
  const msg = JSON.parse(line)
  if (!msg.method) {
    pending.get(msg.id)?.()
    pending.delete(msg.id)
    return
  }
  chain = chain.then(async () => {
    current = msg.id
    try {
      let result
      if (msg.method === 'createDatabase') result = await createDatabase()
      else {
        const e = await getEngine()
        if (msg.method === 'getDatabaseVersion') result = await e.version()
        else if (typeof e[msg.method] !== 'function')
          throw new Error(`method ${msg.method} is not in the WASM engine`)
        else result = (await e[msg.method](msg.params ?? {})) ?? {}
        if (msg.method === 'diff' && typeof result.stdout === 'string') {
          const id = `print-${++printId}`
          const done = new Promise((r) => pending.set(id, r))
          send({ id, method: 'print', params: { content: result.stdout } })
          await done
        }
      }
      send({ id: msg.id, result: result ?? null })
    } catch (e) {
      fail(msg.id, e?.message ?? String(e), e)
    }
    current = undefined
  })
})
rl.on('close', async () => {
  await chain
  process.exit(0)
})
