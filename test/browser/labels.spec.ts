/**
 * The schema editor on the started product: a draft that survives a reload, two labels merged with what becomes of their
 * annotations, and a studio in another page that follows at once, there and back.
 */
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Schema'

test('edited, kept through a reload, merged with counts; an open studio follows, and back again', async ({
  page,
  context,
  dataDir,
}) => {
  test.setTimeout(300_000)
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr30', { seconds: 4 })
  const ids = await importFile(dataDir, clip.path, PROJECT)
  const studio = await StudioPage.open(page, ids)
  for (const [key, from, to] of [
    ['8', 10, 20],
    ['9', 40, 50],
  ] as const) {
    await studio.goTo(from)
    await page.keyboard.press(key)
    await studio.goTo(to)
    await page.keyboard.press(key)
  }
  await studio.saved()
  const before = ['bleeding 10–20', 'gallbladder-perforation 40–50']
  expect(await studio.list('anomaly')).toEqual(before)
  await page.keyboard.press('Shift+B')
  await expect(page.getByRole('searchbox', { name: 'Find a label' })).toBeFocused()
  await page.getByRole('searchbox', { name: 'Find a label' }).fill('perforation')
  await expect(page.getByRole('button', { name: /^Gallbladder perforation/ })).toBeVisible()

  const editor = await context.newPage()
  await editor.goto(`/r/${ids.recordingId}`)
  await editor.getByRole('link', { name: PROJECT }).first().click()
  await editor.getByRole('link', { name: 'Labels' }).click()
  const bleeding = editor.getByRole('option', { name: 'Bleeding' })
  await bleeding.click()
  await editor.getByLabel('Description').fill('Blood that hides the field.')
  await expect(editor.getByText('Not saved yet')).toBeVisible()
  editor.once('dialog', (dialog) => void dialog.accept())
  await editor.reload()
  await expect(editor.getByText('this browser had kept them')).toBeVisible()
  await bleeding.click()
  await expect(editor.getByLabel('Description')).toHaveValue('Blood that hides the field.')

  await editor.getByRole('option', { name: 'Gallbladder perforation' }).click({ modifiers: ['Control'] })
  await editor.getByRole('button', { name: 'Merge', exact: true }).click()
  const merging = editor.getByRole('dialog', { name: 'Merge 2 labels' })
  await expect(merging.getByRole('combobox')).toContainText('Bleeding')
  await merging.getByRole('button', { name: 'Merge' }).click()
  await editor.keyboard.press('Control+s')
  const asking = editor.getByRole('dialog', { name: 'What becomes of the annotations' })
  await expect(asking.getByText('1 annotation gets another label')).toBeVisible()
  await asking.getByRole('button', { name: 'Change 1 annotation and save version 2' }).click()
  await expect(editor.getByText('Procedure, version 2: 48 labels on')).toBeVisible()

  await expect(page.getByText('Labels changed: version 2')).toBeVisible()
  await expect(page.getByText('No label matches “perforation”.')).toBeVisible()
  await expect.poll(() => studio.list('anomaly')).toEqual(['bleeding 10–20', 'bleeding 40–50'])
  await page.getByRole('searchbox', { name: 'Find a label' }).fill('bleeding')
  await page.getByRole('button', { name: /^Bleeding/ }).hover()
  await expect(page.getByText('Blood that hides the field.')).toBeVisible()

  await editor.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(editor.getByText('Procedure, version 3: 49 labels on')).toBeVisible()
  await expect(page.getByText('Labels changed: version 3')).toBeVisible()
  await expect.poll(() => studio.list('anomaly')).toEqual(before)
})
