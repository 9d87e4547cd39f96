/**
 * What of editing only a browser can show: the frames around an edge are the real ones, the playhead is back afterwards, and
 * the system's clipboard carries annotations.
 */
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Editing'

test.describe.configure({ mode: 'serial' })

let ids: ImportedRecording
let studio: StudioPage

test.beforeAll(async ({ dataDir }) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: 8 })
  ids = await importFile(dataDir, clip.path, PROJECT)
})

test.beforeEach(async ({ page }) => {
  studio = await StudioPage.open(page, ids)
})

test('an edge nudged by key: the frames around it are shown, the playhead comes back', async ({ page }) => {
  await studio.goTo(20)
  await page.keyboard.press('1')
  await studio.goTo(100)
  await page.keyboard.press('2')
  await studio.goTo(60)
  await page.keyboard.press('Enter')
  await page.keyboard.down('Alt')
  await page.keyboard.down('ArrowRight')
  const view = page.getByTestId('edge-view')
  await expect(view).toBeVisible()
  await expect(view.locator('[data-cell]').nth(2)).toContainText('100')
  await expect(view.locator('[data-cell]').nth(3)).toContainText('101')
  // The picture of the last frame inside came, and follows in the large picture.
  await expect
    .poll(() =>
      view
        .locator('canvas')
        .nth(2)
        .evaluate((canvas: HTMLCanvasElement) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
          return data.some((value, i) => i % 4 === 3 && value > 0)
        }),
    )
    .toBe(true)
  expect(await studio.frame()).toBe(100)
  await page.keyboard.up('ArrowRight')
  await page.keyboard.up('Alt')
  await expect(view).toBeHidden()
  await page.waitForSelector('[data-testid=time-readout][data-frame="60"][data-exact=true]')
  await studio.saved()
  expect(await studio.list('phase')).toEqual(['preparation 20–100', 'calot-triangle-dissection 101–239'])
})

test('copy and paste by the system’s clipboard; other text is told', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await studio.goTo(30)
  await page.keyboard.press('t')
  await studio.saved()
  await page.keyboard.press('Control+c')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(text)).toMatchObject({ scrublineClip: 1, items: [{ labelId: 'critical-moment' }] })
  await studio.goTo(90)
  await page.keyboard.press('Control+v')
  await studio.saved()
  await expect.poll(() => studio.list('moment')).toEqual(['critical-moment 30', 'critical-moment 90'])

  await page.evaluate(() => navigator.clipboard.writeText('walks without aid'))
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('status').filter({ hasText: 'walks without aid' })).toBeVisible()
})

test('a change of many is looked at before it is made', async ({ page }) => {
  await page.getByRole('button', { name: 'Moments', exact: true }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Alt+u')
  await page.getByRole('combobox', { name: 'What to do' }).click()
  await page.getByRole('option', { name: 'Delete' }).click()
  await expect(page.getByText('All 2 fit.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete 2' }).click()
  await studio.saved()
  expect(await studio.list('moment')).toEqual([])
})
