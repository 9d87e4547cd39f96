/**
 * Labelling on the started product: keys, pointer, undo, a second browser, a cut network. What is compared is what the
 * server holds, in exact frames.
 */
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Labelling'
const FRAMES = 240

test.describe.configure({ mode: 'serial' })

let ids: ImportedRecording
let studio: StudioPage

test.beforeAll(async ({ dataDir }) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: FRAMES / 30 })
  ids = await importFile(dataDir, clip.path, PROJECT)
})

test.beforeEach(async ({ page }) => {
  studio = await StudioPage.open(page, ids)
})

test('keys label the frame that is shown: at rest, after steps, after playing', async ({ page }) => {
  await page.keyboard.press('1')
  await studio.goTo(57)
  await studio.step(3)
  await page.keyboard.press('2')
  await studio.saved()
  expect(await studio.list('phase')).toEqual(['preparation 0–59', 'calot-triangle-dissection 60–239'])

  await page.keyboard.press('Space')
  await page.waitForTimeout(700)
  await page.keyboard.press('Space')
  await page.waitForSelector('[data-testid=time-readout][data-exact=true]')
  const rested = await studio.frame()
  expect(rested).toBeGreaterThan(60)
  await page.keyboard.press('3')
  await studio.saved()
  expect((await studio.list('phase'))[2]).toBe(`clipping-and-cutting ${rested}–239`)
})

test('while it plays, a key starts on a shown frame and its second press ends on a shown frame', async ({
  page,
}) => {
  await studio.goTo(30)
  await page.keyboard.press('Space')
  const before = await studio.frame()
  await page.keyboard.press('u')
  // One frame long and stored before it ends.
  await studio.saved()
  await expect.poll(async () => (await studio.list('outside')).length).toBe(1)
  await page.waitForTimeout(900)
  await page.keyboard.press('u')
  const after = await studio.frame()
  await page.keyboard.press('Space')
  await studio.saved()
  const [made] = await studio.list('outside')
  const [, first, last] = /^out-of-body (\d+)–(\d+)$/.exec(made ?? '') ?? []
  expect(Number(first), made).toBeGreaterThanOrEqual(before)
  expect(Number(last), made).toBeLessThanOrEqual(after + 2)
  expect(Number(last) - Number(first)).toBeGreaterThan(10)
})

test('an event lies on the shown frame', async ({ page }) => {
  await studio.goTo(123)
  await page.keyboard.press('t')
  await studio.saved()
  expect(await studio.list('moment')).toEqual(['critical-moment 123'])
})

test('draw, move, trim, relabel, split, merge, delete, and all of it back', async ({ page }) => {
  // Snapping would draw edges to the playhead and to phases nearby.
  await page.keyboard.press('n')
  await studio.arm('Anomaly', 'Bleeding')
  await studio.drag(await studio.point('Anomaly', 50), await studio.point('Anomaly', 89))
  await page.keyboard.press('Escape')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 50–89'])

  await studio.drag(await studio.point('Anomaly', 70), await studio.point('Anomaly', 80))
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 60–99'])

  const [x, y] = await studio.point('Anomaly', 100, 'edge')
  await studio.drag([x - 2, y], await studio.point('Anomaly', 120, 'edge'))
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 60–119'])

  await studio.goTo(90)
  await page.keyboard.press('s')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 60–89', 'bleeding 90–119'])

  await page.getByRole('tab', { name: 'Inspector' }).click()
  await page.getByRole('combobox', { name: 'Label' }).click()
  await page.getByRole('option', { name: 'Gallbladder perforation' }).click()
  await studio.saved()
  expect((await studio.list('anomaly'))[1]).toBe('gallbladder-perforation 90–119')

  await page.getByLabel('End, frame').fill('129')
  await page.keyboard.press('Enter')
  await studio.saved()
  expect((await studio.list('anomaly'))[1]).toBe('gallbladder-perforation 90–129')

  await studio.click('Anomaly', 70)
  await page.keyboard.press('m')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 60–129'])

  await page.keyboard.press('Delete')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual([])

  for (let k = 0; k < 7; k++) await page.keyboard.press('Control+z')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 50–89'])
  for (let k = 0; k < 6; k++) await page.keyboard.press('Control+Shift+z')
  await studio.saved()
  expect(await studio.list('anomaly')).toEqual(['bleeding 60–129'])
})

test('Escape leaves nothing of a drag, and a refusal says why', async ({ page }) => {
  const before = await studio.stored()
  const from = await studio.point('Anomaly', 90)
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(from[0] + 120, from[1], { steps: 4 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await studio.saved()
  expect(await studio.stored()).toEqual(before)

  await studio.goTo(10)
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await page.keyboard.press('s')
  await expect(page.getByText('Nothing to split here')).toBeVisible()
})

test('a reload shows the same, and undo still knows what was done before it', async ({ page }) => {
  const before = await studio.stored()
  await page.reload()
  await studio.ready()
  expect(await studio.stored()).toEqual(before)
  await page.getByRole('tab', { name: 'List' }).click()
  await page.getByRole('button', { name: 'Phase', exact: true }).click()
  await expect(page.getByRole('grid', { name: 'Annotations of Phase' }).getByRole('row')).toHaveCount(4)
  await page.keyboard.press('Control+z')
  await studio.saved()
  expect(await studio.stored()).not.toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await studio.saved()
  expect(await studio.stored()).toEqual(before)
})

test('the table is read and edited by keyboard alone', async ({ page }) => {
  await page.getByRole('button', { name: 'Moments', exact: true }).click()
  await page.getByRole('tab', { name: 'List' }).click()
  const grid = page.getByRole('grid', { name: 'Annotations of Moments' })
  await grid.getByRole('gridcell').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-testid=time-readout][data-frame="123"][data-exact=true]')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('F2')
  await grid.getByRole('textbox', { name: 'Start' }).fill('130')
  await page.keyboard.press('Enter')
  await studio.saved()
  expect(await studio.list('moment')).toEqual(['critical-moment 130'])
})

test('a second browser sees a change without asking', async ({ browser, page }) => {
  const context = await browser.newContext({
    storageState: process.env.SCRUBLINE_TEST_STATE,
    baseURL: new URL(page.url()).origin,
  })
  try {
    const other = await StudioPage.open(await context.newPage(), ids)
    await other.page.getByRole('button', { name: 'Moments', exact: true }).click()
    await other.page.getByRole('tab', { name: 'List' }).click()
    const rows = other.page.getByRole('grid').getByRole('row')
    await expect(rows).toHaveCount(2)
    await studio.goTo(200)
    await page.keyboard.press('y')
    await expect(rows).toHaveCount(3)
    await expect(rows.last()).toContainText('Teaching point')
  } finally {
    await context.close()
  }
})

test('with the network cut, changes count as unsaved and are saved when it is back', async ({
  page,
  context,
}) => {
  await expect(studio.status).toHaveText('All changes saved')
  const before = (await studio.list('moment')).length
  // Pictures come over the same network: go there while it is whole.
  await studio.goTo(201)
  await context.setOffline(true)
  await page.keyboard.press('t')
  await expect(studio.status).toContainText('1 change not saved yet')
  await page.keyboard.press('Control+z')
  await expect(studio.status).toContainText('2 changes not saved yet')
  await page.keyboard.press('Control+Shift+z')
  await expect(studio.status).toContainText('3 changes not saved yet')
  await context.setOffline(false)
  await expect(studio.status).toHaveText('All changes saved', { timeout: 40_000 })
  const after = await studio.list('moment')
  expect(after).toHaveLength(before + 1)
  expect(after).toContain('critical-moment 201')
})

test('the palette goes to a frame', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('frame 77')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-testid=time-readout][data-frame="77"][data-exact=true]')
})
