/** The player in the studio: its keys, loops, rates, what it says when the network is gone, and sound alone. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile, manifestWith } from '#test/kit/recordings.ts'

const PROJECT = 'Player'
let clip: ImportedRecording

test.beforeAll(async ({ dataDir }) => {
  await ensureProject(dataDir, PROJECT)
  clip = await importFile(dataDir, (await barcodeClip('cfr30', { sound: true })).path, PROJECT)
})

const readout = (page: Page) => page.getByTestId('time-readout')
const frameOf = async (page: Page) => Number(await readout(page).getAttribute('data-frame'))

async function open(page: Page): Promise<void> {
  await manifestWith((address) => page.request.get(address), clip.assetId, ['scrub'])
  await page.goto(`/studio/${clip.recordingId}`)
  await expectAt(page, 0)
}

async function expectAt(page: Page, frame: number): Promise<void> {
  await expect(readout(page)).toHaveAttribute('data-frame', String(frame))
  await expect(readout(page)).toHaveAttribute('data-exact', 'true', { timeout: 30_000 })
}

test('every key moves as the list of keys says', async ({ page }) => {
  await open(page)
  const moves: [string, number][] = [
    ['ArrowRight', 1],
    ['Shift+ArrowRight', 11],
    ['ArrowLeft', 10],
    ['Control+ArrowRight', 40],
    ['Shift+ArrowLeft', 30],
    ['Control+ArrowLeft', 0],
    ['End', 119],
    ['Home', 0],
  ]
  for (const [key, frame] of moves) {
    await page.keyboard.press(key)
    await expectAt(page, frame)
  }
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keys' })
  for (const title of ['Play or pause', 'One frame back', 'Ten frames forward', 'Loop begins here'])
    await expect(list.getByText(title, { exact: true })).toBeVisible()
})

test('space plays and pauses on an exact frame; J plays backwards, L forwards and faster', async ({
  page,
}) => {
  await open(page)
  await page.keyboard.press('Space')
  await expect.poll(() => frameOf(page)).toBeGreaterThan(8)
  await page.keyboard.press('Space')
  await expect(readout(page)).toHaveAttribute('data-exact', 'true')
  await page.waitForTimeout(500)
  const rested = await frameOf(page)
  await page.waitForTimeout(300)
  expect(await frameOf(page)).toBe(rested)
  await page.keyboard.press('j')
  await expect.poll(() => frameOf(page)).toBeLessThan(rested - 4)
  await page.keyboard.press('k')
  await page.keyboard.press('l')
  await page.keyboard.press('l')
  await expect(page.getByRole('button', { name: 'Rate' })).toHaveText(/2x$/)
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('a loop from I to O never leaves its frames', async ({ page }) => {
  await open(page)
  await page.keyboard.press('Control+g')
  await page.getByLabel('Time or frame').fill('f30')
  await page.keyboard.press('Enter')
  await expectAt(page, 30)
  await page.keyboard.press('i')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await expectAt(page, 50)
  await page.keyboard.press('o')
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    const node = document.querySelector('[data-testid=time-readout]')!
    new MutationObserver(() => {
      if (node.getAttribute('data-exact') === 'true') seen.push(Number(node.getAttribute('data-frame')))
    }).observe(node, { attributes: true })
  })
  await page.keyboard.press('Space')
  const turns = () =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: number[] }
      return seen.filter((n, i) => i > 0 && n < seen[i - 1]!).length
    })
  await expect.poll(turns, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  await page.keyboard.press('Space')
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen)
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(30)
  expect(Math.max(...seen)).toBeLessThanOrEqual(50)
})

test('dragging the line over the transport scrubs and rests on an exact frame', async ({ page }) => {
  await open(page)
  const box = (await page.getByTestId('seek-bar').boundingBox())!
  await page.mouse.move(box.x + 5, box.y + 6)
  await page.mouse.down()
  for (const share of [0.2, 0.4, 0.6, 0.75]) await page.mouse.move(box.x + box.width * share, box.y + 6)
  await page.mouse.up()
  await expectAt(page, 90)
})

test('the picture is brightened and magnified on the screen alone', async ({ page }) => {
  await open(page)
  const sheet = page.getByTestId('picture-stage').locator('> div').first()
  await page.getByRole('button', { name: 'Brightness, contrast, gamma' }).click()
  await page.getByRole('slider', { name: 'Gamma' }).fill('1.5')
  await expect(sheet).toHaveCSS('filter', /url\(/)
  await page.getByRole('button', { name: 'As recorded' }).click()
  await expect(sheet).toHaveCSS('filter', 'none')
  await page.keyboard.press('Escape')
  const before = (await sheet.boundingBox())!
  await page.getByTestId('picture-stage').hover()
  await page.mouse.wheel(0, -400)
  await expect.poll(async () => (await sheet.boundingBox())!.width).toBeGreaterThan(before.width * 1.5)
  await page.keyboard.press('Alt+0')
  await expect.poll(async () => (await sheet.boundingBox())!.width).toBeCloseTo(before.width, 0)
})

test('a lost network is said, and the frame comes when it is back', async ({ page }) => {
  await open(page)
  await page.route('**/media/**', (route) => route.abort('internetdisconnected'))
  // Beyond what was loaded ahead: the last segment, in whichever rendition.
  await page.keyboard.press('End')
  await expect(page.locator('[data-status=offline]')).toContainText('The network is lost')
  await page.unroute('**/media/**')
  await expectAt(page, 119)
  await expect(page.locator('[data-status=offline]')).toHaveCount(0)
})

test('sound alone plays, pauses and steps by hundredths of a second', async ({ page, dataDir }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scrubline-sound-'))
  const file = path.join(folder, 'tone.wav')
  await runFfmpeg(['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:d=6', '-y', file], { nice: 0 })
  const { recordingId, assetId } = await importFile(dataDir, file, PROJECT)
  fs.rmSync(folder, { recursive: true })
  await manifestWith((address) => page.request.get(address), assetId, ['audio-0'])
  await page.goto(`/studio/${recordingId}`)
  await expect(readout(page)).toHaveAttribute('data-frame', '0')
  await page.keyboard.press('Space')
  await expect.poll(() => frameOf(page), { timeout: 30_000 }).toBeGreaterThan(50)
  await page.keyboard.press('Space')
  const rested = await frameOf(page)
  await page.keyboard.press('ArrowRight')
  await expect(readout(page)).toHaveAttribute('data-frame', String(rested + 1))
})
