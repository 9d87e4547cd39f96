/**
 * Out and in through the page: a label made by key on frame n is frame n in the downloaded file, whatever the clip's
 * clock; a file comes back as one change that can be undone.
 */
import fs from 'node:fs/promises'
import { eaf } from '#media/core/formats/eaf/index.ts'
import { parseNative } from '#media/core/formats/native-json/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { type BarcodeVariant, barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Transfer'
const VARIANTS: BarcodeVariant[] = ['ntsc', 'vfr']

for (const variant of VARIANTS) {
  test(`a phase made by key on a ${variant} clip goes out on its frames, and comes back`, async ({
    page,
    dataDir,
  }, info) => {
    test.setTimeout(240_000)
    await ensureProject(dataDir, PROJECT)
    const clip = await barcodeClip(variant)
    const studio = await StudioPage.open(page, await importFile(dataDir, clip.path, PROJECT))
    await studio.goTo(17)
    await page.keyboard.press('1')
    await studio.goTo(43)
    await page.keyboard.press('2')
    await studio.saved()

    const files: Record<string, string> = {}
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    for (const [id, name] of [
      ['native-json', 'Scrubline JSON'],
      ['csv', 'CSV table'],
      ['eaf', 'ELAN (EAF 3.0)'],
    ] as const) {
      await page.getByText(name, { exact: true }).click()
      await expect(page.getByText(id === 'native-json' ? /holds everything/ : /cannot hold/)).toBeVisible()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download' }).click()
      const file = await download
      files[id] = info.outputPath(file.suggestedFilename())
      await file.saveAs(files[id])
    }
    await page.getByRole('button', { name: 'Close' }).last().click()
    // While it fades, the dialog still keeps the keys.
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const text = (id: string) => fs.readFile(files[id]!, 'utf8')

    const native = parseNative(await text('native-json'))
    const framesOf = (label: string) => {
      const record = native.records.find((r) => r.type === 'annotation' && r.labelId === label)
      return native.frames[record!.id]
    }
    expect(framesOf('preparation')).toEqual([17, 42])
    expect(framesOf('calot-triangle-dissection')?.[0]).toBe(43)

    const rows = (await text('csv'))
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
    const at = (name: string) => rows[0]!.indexOf(name)
    expect([rows[1]![at('first_frame')], rows[1]![at('last_frame')]]).toEqual(['17', '42'])

    const starts = eaf.read(await text('eaf'), { index: null, offset: tick(0), fileName: 'x.eaf' })
    expect(starts.tracks.flatMap((t) => t.annotations)).toHaveLength(2)

    // Back again: taken away, then brought in from ELAN's milliseconds, the phases lie on the same frames.
    const before = await studio.list('phase')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => studio.list('phase')).toEqual([])
    await page.keyboard.press('Control+k')
    await page.keyboard.type('import annotations')
    await page.keyboard.press('Enter')
    await page.locator('input[type=file]').setInputFiles(files.eaf!)
    await page.getByRole('button', { name: 'Import 2 annotations' }).click()
    await expect(page.getByText(/^Imported 2 annotations from/)).toBeVisible()
    await expect.poll(() => studio.list('phase')).toEqual(before)
    await expect(page.getByRole('dialog').filter({ hasText: 'Import annotations' })).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect.poll(() => studio.list('phase')).toEqual([])
  })
}

test('a file that is none of the formats is refused by name, and nothing changes', async ({
  page,
  dataDir,
}, info) => {
  await ensureProject(dataDir, PROJECT)
  const clip = await barcodeClip('cfr25')
  const studio = await StudioPage.open(page, await importFile(dataDir, clip.path, PROJECT))
  const wrong = info.outputPath('notes.csv')
  await fs.writeFile(wrong, 'name,colour\nsky,blue\n')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('import annotations')
  await page.keyboard.press('Enter')
  await page.locator('input[type=file]').setInputFiles(wrong)
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: 'notes.csv could not be read as CSV table. No column says when' }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await studio.list('phase')).toEqual([])
})
