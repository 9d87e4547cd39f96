/** The headers of the timeline on the started product: names, places, groups, folding, being alone, settings. */
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Tracks'

test.describe.configure({ mode: 'serial' })

let ids: ImportedRecording
let studio: StudioPage

test.beforeAll(async ({ dataDir }) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: 4 })
  ids = await importFile(dataDir, clip.path, PROJECT)
})

test.beforeEach(async ({ page }) => {
  studio = await StudioPage.open(page, ids)
})

/** Names in the column of headers, from top to bottom. */
const names = () =>
  studio.page
    .locator('[data-header-name]')
    .evaluateAll((all) => all.map((el) => el.ariaLabel ?? el.textContent))
const header = (name: string) =>
  studio.page.locator('[data-header-name]').and(studio.page.getByRole('button', { name, exact: true }))

test('a track is renamed where its name stands, and Escape leaves the old name', async ({ page }) => {
  await header('Anomaly').dblclick()
  await page.getByLabel('New name of Anomaly').fill('Problems')
  await page.keyboard.press('Enter')
  await expect(header('Problems')).toBeVisible()
  await studio.saved()
  await header('Problems').click()
  await page.keyboard.press('F2')
  await page.getByLabel('New name of Problems').fill('Nothing')
  await page.keyboard.press('Escape')
  await expect(header('Problems')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(header('Anomaly')).toBeVisible()
})

test('a header is dragged to another place and goes back by key', async ({ page }) => {
  const before = await names()
  const second = before[1]!
  const from = (await header(second).boundingBox())!
  const to = (await header(before[0]!).boundingBox())!
  await studio.drag([from.x + 20, from.y + from.height / 2], [to.x + 20, to.y + 2])
  await expect.poll(names).toEqual([second, before[0], ...before.slice(2)])
  await header(second).click()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(names).toEqual(before)
  await studio.saved()
})

test('a group is made in the settings, closes to a ribbon, and is still closed after loading again', async ({
  page,
}) => {
  const [first, second] = await names()
  for (const name of [first!, second!]) {
    await header(name).click()
    await page.keyboard.press('Alt+p')
    await page.getByLabel('Group', { exact: true }).fill('Course')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['Course2', first, second])
  await page.getByRole('button', { name: /^Course/ }).click()
  await expect.poll(async () => (await names()).slice(0, 2)).not.toContain(first)
  await studio.saved()
  await page.reload()
  await studio.ready()
  expect(await names()).not.toContain(first)
  await page.getByRole('button', { name: /^Course/ }).click()
  await expect(header(first!)).toBeVisible()
})

test('one key shows a track alone and another all of them again', async ({ page }) => {
  const before = await names()
  await header(before.at(-1)!).click()
  await page.keyboard.press('Alt+s')
  await expect.poll(names).toEqual([before.at(-1)])
  await expect(page.getByText('Only 1 track')).toBeVisible()
  await page.keyboard.press('Alt+Shift+s')
  await expect.poll(names).toEqual(before)
})

test('settings that what is there forbids say which annotation, and lead to it', async ({ page }) => {
  await studio.goTo(10)
  await page.keyboard.press('t')
  await studio.saved()
  await header('Moments').click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+p')
  await page.getByRole('combobox', { name: 'Holds' }).click()
  await page.getByRole('option', { name: /^Intervals/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/holds “Critical moment”/)).toBeVisible()
  await page.getByRole('button', { name: 'Go to it' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Inspector' }).click()
  await expect(page.getByRole('combobox', { name: 'Label' })).toContainText('Critical moment')
})
