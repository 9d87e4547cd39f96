/** Found in the studio and across the project, played on the very frame, kept and opened by its link. */
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Finding'

test('a comment, a bookmark and a search in the studio; the same search as clips and as a playlist', async ({
  page,
  dataDir,
}) => {
  test.setTimeout(240_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('ntsc')
  const studio = await StudioPage.open(page, await importFile(dataDir, clip.path, PROJECT))
  await studio.goTo(17)
  await page.keyboard.press('1')
  await studio.goTo(43)
  await page.keyboard.press('2')
  await page.keyboard.press('.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+b')
  await page.keyboard.press('Alt+c')
  await page.getByLabel('Text of the comment').fill('Is this the cystic duct?')
  await page.keyboard.press('Control+Enter')
  const comments = page.getByRole('list', { name: 'Comments' })
  await expect(comments.getByText('Is this the cystic duct?')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Bookmarks' }).getByRole('listitem')).toHaveCount(1)
  await comments.getByRole('button', { name: 'Resolve' }).click()
  await expect(page.getByText('No open comments')).toBeVisible()

  await page.keyboard.press('Control+f')
  await page.getByLabel('Search for').fill('cystic')
  await expect(page.getByText('1 in this recording')).toBeVisible()
  await page.getByLabel('Search for').fill('label:Prep*')
  await expect(page.getByText('1 in this recording')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-testid=time-readout][data-frame="17"][data-exact=true]')
  await studio.saved()

  await page.getByRole('link', { name: 'In all recordings' }).click()
  await expect(page.getByText('1 answer in 1 recording')).toBeVisible()
  await page.getByRole('list', { name: 'Clips' }).getByRole('button', { name: 'Preparation' }).click()
  await page.waitForSelector('[data-testid=time-readout][data-frame="17"][data-exact=true]')
  expect(new URL(page.url()).searchParams.get('q')).toBe('label:Prep*')

  await page.getByRole('button', { name: 'Keep as playlist' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Preparations')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Preparations' })).toBeVisible()
  await expect(page.getByText('1 answer in 1 recording')).toBeVisible()
})
