/** A small Next app whose route handler gives out a folder's files, with ranges, as its documentation shows. No access is checked there. */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** @returns the folder of the built app */
export async function buildNextApp(files: string): Promise<string> {
  const dir = path.join(ROOT, 'test/.out/bench-next')
  fs.rmSync(dir, { recursive: true, force: true })
  const write = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    fs.writeFileSync(path.join(dir, name), text)
  }
  write('package.json', JSON.stringify({ name: 'bench-next', private: true, type: 'module' }))
  write(
    'next.config.js',
    `export default { poweredByHeader: false, compress: false, turbopack: { root: ${JSON.stringify(ROOT)} } }\n`,
  )
  write('app/layout.jsx', 'export default ({ children }) => <html lang="en"><body>{children}</body></html>\n')
  write('app/page.jsx', 'export default () => <p>bench</p>\n')
  write(
    'app/files/[name]/route.js',
    `import fs from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'

export const dynamic = 'force-dynamic'
const folder = ${JSON.stringify(files)}

export async function GET(request, { params }) {
  const { name } = await params
  const file = path.join(folder, path.basename(name))
  const { size } = await stat(file)
  const m = /^bytes=(\\d+)-(\\d+)$/.exec(request.headers.get('range') ?? '')
  const start = m ? Number(m[1]) : 0
  const end = m ? Math.min(size - 1, Number(m[2])) : size - 1
  const headers = {
    'content-type': 'video/mp4',
    'content-length': String(end - start + 1),
    'cache-control': 'private, max-age=31536000, immutable',
    ...(m && { 'content-range': \`bytes \${start}-\${end}/\${size}\` }),
  }
  const body = Readable.toWeb(fs.createReadStream(file, { start, end }))
  return new Response(body, { status: m ? 206 : 200, headers })
}
`,
  )
  await promisify(execFile)(path.join(ROOT, 'node_modules/.bin/next'), ['build', dir], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  return dir
}
