/** The library and the pages of projects and recordings, over the shared product, as its owner. */
import { expect, type Page } from '@playwright/test'
import { barcodeClip } from '#test/kit/barcode.ts'
import { test } from '#test/kit/browser.ts'
import { watchPage } from '#test/kit/page-health.ts'

async function createProject(page: Page, name: string, template: string): Promise<string> {
  await page.goto('/new-project')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('radio', { name: template }).click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

for (const [template, track, label] of [
  ['Procedure', 'Phase', 'Preparation'],
  ['Gait', 'Left foot', 'Initial contact'],
  ['Session', 'Transcript', 'Utterance'],
] as const) {
  test(`a project begins with the labels of the template ${template}`, async ({ page }) => {
    const health = await watchPage(page)
    await createProject(page, `Made from ${template}`, template)
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByText(`Made from ${template}`),
    ).toBeVisible()
    await expect(page.getByText('No recordings yet')).toBeVisible()
    await page.getByRole('link', { name: 'Labels' }).click()
    await expect(page.getByText('version 1', { exact: false })).toBeVisible()
    await expect(page.getByRole('group', { name: track, exact: true })).toBeVisible()
    await expect(page.getByRole('option', { name: label }).first()).toBeVisible()
    await health.expectWell()
  })
}

test('an uploaded video becomes a recording with everything known about it', async ({ page }) => {
  const clip = await barcodeClip('cfr30')
  const health = await watchPage(page)
  const project = await createProject(page, 'Uploads', 'Procedure')
  await page.getByTestId('file-input').first().setInputFiles(clip.path)
  await expect(page.getByRole('region', { name: 'Uploads' })).toBeVisible()
  const row = page.getByRole('list', { name: 'Recordings' }).getByRole('listitem')
  await expect(row).toHaveCount(1, { timeout: 30_000 })
  await expect(row.getByText('Ready', { exact: true }).last()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Uploads' }).getByText('Done')).toBeVisible()
  await health.expectWell()

  // Keys: down to the row, its page by i.
  await page.locator('body').press('j')
  await expect(row).toHaveAttribute('aria-current', 'true')
  await page.locator('body').press('i')
  await expect(page).toHaveURL(/\/r\//)
  await expect(page.getByText(clip.frames.toLocaleString('en'), { exact: true })).toBeVisible()
  await expect(page.getByText('30 fps', { exact: true })).toBeVisible()
  await expect(page.getByText('H.264', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('added a file', { exact: false })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open in the studio' })).toBeVisible()
  await health.expectWell()

  // A name of one's own, and a stage, both there after a reload.
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Case <7> & “friends”')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Case <7> & “friends”')
  await page.getByRole('combobox', { name: 'Stage' }).click()
  await page.getByRole('option', { name: 'In review' }).click()
  await expect(page.getByText('set the stage from open to review')).toBeVisible()
  await page.goto(project)
  await expect(row.getByText('In review').last()).toBeVisible()

  // Removed and brought back, first by undo, then from the list of removed ones.
  const list = page.getByRole('list', { name: 'Recordings' })
  await row.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(list).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toHaveCount(1)
  await page.getByRole('checkbox', { name: /^Select Case/ }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('No recordings yet')).toBeVisible()
  await page.getByRole('link', { name: 'Removed recordings' }).click()
  await row.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await expect(page.getByText('Nothing is removed')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the recordings' }).click()
  await expect(row).toHaveCount(1)
})

test('a file that is no video is explained, in the list and on its page', async ({ page }) => {
  await createProject(page, 'Odd files', 'Session')
  await page
    .getByTestId('file-input')
    .first()
    .setInputFiles({
      name: 'notes 📝.mp4',
      mimeType: 'video/mp4',
      buffer: Buffer.from('no video at all\n'.repeat(50)),
    })
  const row = page.getByRole('list', { name: 'Recordings' }).getByRole('listitem')
  await expect(row.getByText('Failed').last()).toBeVisible({ timeout: 60_000 })
  await expect(row.getByRole('button', { name: 'Try again' })).toBeVisible()
  await row.getByRole('link').first().click()
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText(/original is kept/)
  await expect(page.getByRole('button', { name: 'Prepare again' })).toBeVisible()
})

test('dropping something else says why nothing is uploaded', async ({ page }) => {
  await createProject(page, 'Dropped', 'Gait')
  await page
    .getByTestId('file-input')
    .first()
    .setInputFiles({ name: 'labels.eaf', mimeType: 'text/xml', buffer: Buffer.from('<x/>') })
  await expect(page.getByRole('dialog', { name: 'Nothing to add' })).toContainText(
    'Annotations are imported in the studio.',
  )
  await expect(page.getByRole('button', { name: 'Upload', exact: true })).toBeDisabled()
})

test('files dropped anywhere on the page are taken', async ({ page }) => {
  await createProject(page, 'Dropped on the page', 'Gait')
  const drag = (type: string): Promise<void> =>
    page.evaluate((name) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['not yet a video'], 'walk 1.mp4', { type: 'video/mp4' }))
      transfer.items.add(new File(['nor this'], 'walk 2.mp4', { type: 'video/mp4' }))
      document.body.dispatchEvent(
        new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: transfer }),
      )
    }, type)
  await drag('dragenter')
  await expect(page.getByText('Drop video or sound to add it')).toBeVisible()
  await drag('dragover')
  await drag('drop')
  await expect(page.getByText('Drop video or sound to add it')).toHaveCount(0)
  const tray = page.getByRole('region', { name: 'Uploads' })
  await expect(tray.getByText('walk 1.mp4')).toBeVisible()
  await expect(tray.getByText('walk 2.mp4')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Recordings' }).getByRole('listitem')).toHaveCount(2)
})

test('labels are edited and saved as a new version; a key can stand only once on a track', async ({
  page,
}) => {
  const health = await watchPage(page)
  const project = await createProject(page, 'Labels', 'Procedure')
  await page.goto(`${project}/labels`)
  await page.getByRole('option', { name: 'Preparation' }).click()
  await page.getByRole('button', { name: 'New label', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Closure')
  await page.getByRole('textbox', { name: 'Key', exact: true }).fill('1')
  await expect(page.getByText('“Preparation” on “Phase” has this key already.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save as version 2' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Key', exact: true }).fill('9')
  await page.getByRole('button', { name: 'Save as version 2' }).click()
  await expect(page.getByText('version 2', { exact: false }).first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('option', { name: 'Closure' })).toBeVisible()
  await health.expectWell()
})

test('the chosen looks stay, from the first paint on', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/account')
  const canvas = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await canvas()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect.poll(canvas).not.toBe(light)
  const dark = await canvas()
  const answer = await page.reload()
  expect(await answer?.text()).toContain('data-theme="dark"')
  expect(await canvas()).toBe(dark)
  await page.getByRole('radio', { name: 'As the system' }).click()
  await expect.poll(canvas).toBe(light)
})

test('what does not exist is a page of its own', async ({ page }) => {
  for (const path of ['/p/nothing', '/r/nothing', '/nowhere']) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  }
})
