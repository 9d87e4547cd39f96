import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Every Prisma command would download its engine; the official WebAssembly build from npm stands in for it,
// so that the command line works without the internet.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./prisma/schema-engine.mjs', import.meta.url),
)

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url: process.env.DATABASE_URL ?? 'postgresql://scrubline:scrubline@127.0.0.1:5544/scrubline',
  },
})
