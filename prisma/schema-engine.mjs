#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine: the same JSON-RPC on stdin and stdout, answered by the official
 * WebAssembly build over @prisma/adapter-pg. With PRISMA_SCHEMA_ENGINE_BINARY pointing here (prisma.config.ts sets it)
 * `prisma migrate` and `prisma db` work where nothing can be downloaded.
 *
 * The command line starts it in one of three ways: `--version`; `cli <question>`, answered by the exit code; or
 * plainly, and then it talks. One request at a time is worked on.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg'
/** PostgreSQL's one-byte "char", and text. */
const OID_CHAR = 18
const OID_TEXT = 25
/** Code of an error that the command line shows as it is. */
const RPC_ERROR = 4466
/** Exit code by which the command line knows a panic. */
const EXIT_PANIC = 101

const { values: options, positionals } = parseArgs({
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
const datasource = options.datasource ? JSON.parse(String(options.datasource)) : {}

if (options.version) {
  const { version } = await loadWasm()
  console.log(`schema-engine-wasm ${version()}`)
} else if (positionals[0] === 'cli') {
  process.exitCode = await answerByExitCode(positionals[1])
} else {
  talk()
}

// ---------- the engine ----------

/** What the engine said before it panicked; the thrown error itself says only "unreachable". */
let panicMessage

async function loadWasm() {
  const glue = await import(ENGINE)
  const folder = path.dirname(fileURLToPath(import.meta.resolve(ENGINE)))
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      panicMessage = message
    },
  }
  const module = new WebAssembly.Module(fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue
}

async function makeEngine() {
  const { SchemaEngine } = await loadWasm()
  const datamodels = options.datamodels?.map((file) => [file, fs.readFileSync(file, 'utf8')])
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`)
  return SchemaEngine.new({ datamodels }, log, bindMigrationAwareSqlAdapterFactory(adapterFactory))
}

// ---------- the database ----------

const adapterFactory = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => connectAdapter(datasource.url),
  async connectToShadowDb() {
    if (datasource.shadowDatabaseUrl) return connectAdapter(datasource.shadowDatabaseUrl)
    const name = `prisma_shadow_${randomUUID().replaceAll('-', '')}`
    await asAdmin((client) => client.query(`CREATE DATABASE "${name}"`))
    const adapter = await connectAdapter(withDatabase(name))
    // The adapter's own pool must be closed before its database can be dropped.
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await asAdmin((client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
    }
    return adapter
  },
}

async function connectAdapter(connectionString) {
  const schema = new URL(datasource.url).searchParams.get('schema') ?? undefined
  const adapter = await new PrismaPg({ connectionString, max: 2 }, { schema }).connect()
  const client = adapter.underlyingDriver()
  showCharColumns(adapter, client)
  // The adapter's own way cuts a script at every semicolon, also inside a function's body.
  adapter.executeScript = async (script) => {
    await client.query(script)
  }
  return adapter
}

/**
 * The adapter does not know PostgreSQL's "char", in which the catalogue keeps what the engine asks for. It is let
 * through as text, and its column is given the type that the engine expects. Queries run one at a time.
 */
function showCharColumns(adapter, client) {
  const query = client.query.bind(client)
  const queryRaw = adapter.queryRaw.bind(adapter)
  let charColumns = []
  client.query = async (...args) => {
    const result = await query(...args)
    charColumns = []
    for (const [column, field] of (result?.fields ?? []).entries()) {
      if (field.dataTypeID !== OID_CHAR) continue
      charColumns.push(column)
      field.dataTypeID = OID_TEXT
    }
    return result
  }
  adapter.queryRaw = async (request) => {
    const result = await queryRaw(request)
    for (const column of charColumns) result.columnTypes[column] = ColumnTypeEnum.Character
    return result
  }
}

function withDatabase(name) {
  const url = new URL(datasource.url)
  url.pathname = `/${name}`
  return url.href
}

const databaseName = () => decodeURIComponent(new URL(datasource.url).pathname.slice(1)) || 'postgres'

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const asAdmin = (work) => withClient(withDatabase('postgres').replace(/\?.*$/, ''), work)

async function createDatabase() {
  const name = databaseName()
  return asAdmin(async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
    return { databaseName: name, created: !rowCount }
  })
}

// ---------- one question, answered by the exit code ----------

async function answerByExitCode(question) {
  try {
    if (question === 'create-database') await createDatabase()
    else await withClient(datasource.url, (client) => client.query('SELECT 1'))
    return 0
  } catch (error) {
    const { code, message } = connectionProblem(error)
    const fields = { message, error_code: code }
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`)
    return 1
  }
}

function connectionProblem(error) {
  const { host, username } = new URL(datasource.url)
  if (error.code === '3D000')
    return { code: 'P1003', message: `Database \`${databaseName()}\` does not exist` }
  if (error.code === '28P01') return { code: 'P1000', message: `Authentication failed for \`${username}\`` }
  return {
    code: 'P1001',
    message: `Can't reach database server at \`${host}\` (${error.message || error.code})`,
  }
}

// ---------- the conversation ----------

function talk() {
  let engine
  let lastPrint = 0
  let working = Promise.resolve()
  /** Id of the request being worked on. */
  let current
  /** Prints that the other side has not acknowledged yet. */
  const prints = new Map()

  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

  const sendError = (id, message, error) => {
    const data = { is_panic: false, message, error_code: error?.code, meta: error?.meta }
    send({ id, error: { code: RPC_ERROR, message, data } })
  }

  /** Text for the terminal goes to the other side as a request of ours. */
  const print = async (content) => {
    const id = `print-${++lastPrint}`
    const acknowledged = new Promise((done) => prints.set(id, done))
    send({ id, method: 'print', params: { content } })
    await acknowledged
  }

  const call = async (method, params) => {
    if (method === 'createDatabase') return createDatabase()
    engine ??= await makeEngine()
    if (method === 'getDatabaseVersion') return engine.version()
    if (typeof engine[method] !== 'function')
      throw new Error(`The WebAssembly engine has no method ${method}.`)
    const result = (await engine[method](params ?? {})) ?? {}
    if (method === 'diff' && typeof result.stdout === 'string') await print(result.stdout)
    return result
  }

  const work = async ({ id, method, params }) => {
    current = id
    try {
      send({ id, result: (await call(method, params)) ?? null })
    } catch (error) {
      sendError(id, error?.message ?? String(error), error)
    }
    current = undefined
  }

  // A panic surfaces here. Were we to die without an answer, the command line would end with 0 and say nothing.
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error) => {
      if (current !== undefined) sendError(current, panicMessage ?? String(error?.stack ?? error), error)
      setTimeout(() => process.exit(EXIT_PANIC), 50)
    })
  }

  const lines = readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    if (!line.trim()) return
    const message = JSON.parse(line)
    if (message.method) {
      working = working.then(() => work(message))
      return
    }
    prints.get(message.id)?.()
    prints.delete(message.id)
  })
  lines.on('close', async () => {
    await working
    process.exit(0)
  })
}
