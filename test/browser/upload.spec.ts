/** The upload queue in a real browser: a page that is reloaded in the middle goes on where the server is. */
import fs from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { TEXTS } from '#app/_text/texts.ts'
import { expect, test } from '#test/kit/browser.ts'

const BYTES = 40_000_000
const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')

/** A page of our own origin with nothing but the production queue on it. */
const PAGE = `<!doctype html><title>uploads</title>
<script type="importmap">{"imports":{
  "tus-js-client":"/upload-probe/tus-module.js",
  "#app/_text/current-text.ts":"/upload-probe/current-text.js"
}}</script>
<script src="/upload-probe/tus.js"></script>
<input type="file">
<script type="module">
  import { Uploads } from '/upload-probe/upload.ts'
  window.uploads = new Uploads({ chunkBytes: 1_000_000, delays: [200] })
</script>`

async function open(page: Page): Promise<void> {
  const files: Record<string, [type: string, body: string]> = {
    '': ['text/html', PAGE],
    'tus.js': ['text/javascript', read('node_modules/tus-js-client/dist/tus.js')],
    'tus-module.js': ['text/javascript', 'export const { Upload, DetailedError } = window.tus'],
    'current-text.js': ['text/javascript', `export const currentText = () => (${JSON.stringify(TEXTS.en)})`],
    'upload.ts': ['text/javascript', stripTypeScriptTypes(read('app/_client/upload.ts'))],
    'upload-rate.ts': ['text/javascript', stripTypeScriptTypes(read('app/_client/upload-rate.ts'))],
  }
  await page.route('**/upload-probe/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice('/upload-probe/'.length)
    const [contentType, body] = files[name] ?? ['text/plain', '']
    return route.fulfill({ contentType, body })
  })
  await page.goto('/upload-probe/')
  await page.waitForFunction(() => 'uploads' in window)
}

interface Shown {
  phase: string
  sent: number
  bytesPerSecond: number | null
  secondsLeft: number | null
  recordingId: string | null
}

async function choose(page: Page, file: string, projectId: string): Promise<void> {
  await page.setInputFiles('input', file)
  await page.evaluate(
    (target) => {
      const input = document.querySelector('input') as HTMLInputElement
      const { uploads } = window as unknown as { uploads: { add(files: File[], target: object): void } }
      uploads.add([...(input.files ?? [])], target)
    },
    { projectId },
  )
}

const state = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const { uploads } = window as unknown as { uploads: { getSnapshot(): Shown[] } }
    return uploads.getSnapshot()[0] as Shown
  })

test('an upload survives a reload and a cut network, and sends nothing twice', async ({
  page,
  context,
  origin,
}, info) => {
  const made = await context.request.post(`${origin}/api/trpc/projects.create`, {
    data: { json: { name: 'Uploads', template: 'procedure' } },
  })
  const projectId = (await made.json()).result.data.json.id as string
  const file = info.outputPath('long recording.mp4')
  fs.writeFileSync(file, Buffer.alloc(BYTES, 7))
  let begun = 0
  const offsets: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/upload')) begun++
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })

  await open(page)
  await choose(page, file, projectId)
  await expect.poll(async () => (await state(page)).sent).toBeGreaterThan(8_000_000)
  await page.reload()
  await page.waitForFunction(() => 'uploads' in window)
  await choose(page, file, projectId)
  await expect.poll(async () => (await state(page)).sent).toBeGreaterThan(8_000_000)

  await context.setOffline(true)
  await expect.poll(async () => (await state(page)).phase).toBe('retrying')
  await context.setOffline(false)
  await expect.poll(async () => (await state(page)).phase, { timeout: 60_000 }).toBe('done')
  const done = await state(page)
  expect(done).toMatchObject({ sent: BYTES, secondsLeft: null })
  expect(done.recordingId).toBeTruthy()

  const listed = await context.request.get(
    `${origin}/api/trpc/recordings.list?input=${encodeURIComponent(JSON.stringify({ json: { projectId } }))}`,
  )
  const rows = (await listed.json()).result.data.json as { name: string; assets: { bytes: number }[] }[]
  expect(rows.map((row) => [row.name, row.assets.map((asset) => asset.bytes)])).toEqual([
    ['long recording', [BYTES]],
  ])
  // One upload, whose parts went in order: one that was cut is sent again from where the server had got to.
  expect(begun).toBe(1)
  expect(offsets[0]).toBe(0)
  expect(offsets.length).toBeGreaterThanOrEqual(BYTES / 1_000_000)
  expect(offsets.length).toBeLessThan(BYTES / 1_000_000 + 8)
  for (const [i, offset] of offsets.entries())
    if (i > 0) expect(offset).toBeGreaterThanOrEqual(offsets[i - 1] ?? 0)
})
