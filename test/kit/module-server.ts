/**
 * Serves this repository's TypeScript modules to a browser as they are, types stripped, so that benchmarks and drawing
 * tests run the production code without a build. `#app/…` and friends are resolved by an import map on the page.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const IMPORTS = {
  '#app/': '/app/',
  '#media/': '/media/',
  '#test/': '/test/',
  zod: '/node_modules/zod/index.js',
  '@preact/signals-core': '/node_modules/@preact/signals-core/dist/signals-core.mjs',
}

export interface ModuleServer extends AsyncDisposable {
  readonly url: string
}

/** `page` is what `/` answers, with the import map put in front. */
export async function serveModules(page: string): Promise<ModuleServer> {
  const server = createServer(async (req, res) => {
    const path = normalize(decodeURIComponent(new URL(req.url ?? '/', 'http://x').pathname))
    try {
      if (path === '/') {
        res.setHeader('content-type', 'text/html; charset=utf-8')
        res.end(
          `<!doctype html><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>${page}`,
        )
        return
      }
      const text = await readFile(join(ROOT, path), 'utf8')
      res.setHeader('content-type', 'text/javascript; charset=utf-8')
      res.end(path.endsWith('.ts') ? stripTypeScriptTypes(text) : text)
    } catch {
      res.statusCode = 404
      res.end('not found')
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
