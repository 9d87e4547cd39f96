/**
 * A table of samples beside a film: uploaded on the recording's page, drawn in the studio with the right values at the
 * right frames. A trace is rated while the film plays, and is there after a reload, where it was rated.
 */
import fs from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { secondsOf } from '#media/core/time/tick.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, type ImportedRecording, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

const PROJECT = 'Signals'
let film: ImportedRecording

test.beforeAll(async ({ dataDir }) => {
  test.setTimeout(240_000)
  await ensureProject(dataDir, PROJECT, 'session')
  film = await importFile(dataDir, (await barcodeClip('cfr30', { seconds: 12 })).path, PROJECT)
})

/** A ramp: the value is ten times the second. */
const ramp = (rows: number, rate: number): string =>
  `time (s),Ramp (N),Knee (deg)\n${Array.from({ length: rows }, (_, i) => `${(i / rate).toFixed(3)},${(10 * i) / rate},${Math.round(60 * Math.sin(i / 40))}`).join('\n')}\n`

async function traces(page: Page, name = 'Valence') {
  const answer = await page.request.get(`/api/documents/${film.recordingId}/snapshot`)
  const { model } = decodeSnapshot(new Uint8Array(await answer.body()))
  const track = model.tracks.find((t) => t.name === name)!
  return model.traces(track.id)
}

test('a file of samples is uploaded beside a film, and shows its values', async ({ page }, info) => {
  test.setTimeout(240_000)
  const file = info.outputPath('forces.csv')
  await fs.writeFile(file, ramp(12_000, 1000))
  await page.goto(`/r/${film.recordingId}`)
  await page.getByTestId('file-input').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  const media = page.getByRole('article', { name: 'forces.csv' })
  await expect(media.getByText('Ready')).toBeVisible({ timeout: 60_000 })
  await expect(media.getByText(/1000 Hz, 12,000 samples/)).toBeVisible()

  const studio = await StudioPage.open(page, film)
  const values = page.locator('[data-signal-values] [data-value]')
  await studio.goTo(60)
  await expect(values.first()).toHaveText(/^20\.00?0?$/)
  await studio.goTo(90)
  await expect(values.first()).toHaveText(/^30\.00?0?$/)
  await page.getByRole('button', { name: 'Channels and scale' }).click()
  await page.getByRole('checkbox', { name: 'Show Knee' }).click()
  await expect(values).toHaveCount(1)
  await page.reload()
  await studio.ready()
  await expect(values).toHaveCount(1)
})

test('what a file does not say is asked beside its first rows', async ({ page }, info) => {
  test.setTimeout(240_000)
  const file = info.outputPath('emg.csv')
  await fs.writeFile(
    file,
    `EMG\n${Array.from({ length: 3000 }, (_, i) => Math.sin(i / 9).toFixed(4)).join('\n')}\n`,
  )
  await page.goto(`/r/${film.recordingId}`)
  await page.getByTestId('file-input').first().setInputFiles(file)
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  const media = page.getByRole('article', { name: 'emg.csv' })
  await expect(media.getByText(/does not say how many samples a second/)).toBeVisible({ timeout: 60_000 })
  await media.getByLabel('Samples a second').fill('500')
  await media.getByRole('button', { name: 'Read the file' }).click()
  await expect(media.getByText(/500 Hz, 3,000 samples/)).toBeVisible({ timeout: 60_000 })
})

test('valence and arousal are rated on the grid by keyboard while the film plays, and are there after a reload', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const studio = await StudioPage.open(page, film)
  await page.getByRole('button', { name: 'Valence', exact: true }).click()
  await page.keyboard.press('Alt+r')
  const value = page.getByTestId('rated-values')
  await expect(value).toBeVisible()
  await studio.goTo(30)
  await page.keyboard.press('Space')
  await page.keyboard.down('ArrowRight')
  await page.keyboard.down('ArrowDown')
  await expect(value).toHaveText('1.00 · −1.00')
  await page.keyboard.up('ArrowRight')
  await page.keyboard.up('ArrowDown')
  await expect.poll(() => studio.frame(), { timeout: 60_000 }).toBeGreaterThan(110)
  await page.keyboard.press('Space')
  await studio.saved()
  const rated = await traces(page)
  const start = Math.min(...rated.map((t) => t.start))
  const end = Math.max(...rated.map((t) => t.start + t.step * t.values.length))
  expect(secondsOf(start)).toBeGreaterThan(0.9)
  expect(secondsOf(end - start)).toBeGreaterThan(2)
  const all = rated.flatMap((t) => t.values)
  expect(all[0]!).toBeLessThan(0.5)
  expect(all.at(-1)).toBe(1)
  expect([...all].sort((a, b) => a - b)).toEqual(all)
  const arousal = await traces(page, 'Arousal')
  expect(arousal.map((t) => [t.start, t.values.length])).toEqual(rated.map((t) => [t.start, t.values.length]))
  expect(arousal.flatMap((t) => t.values).at(-1)).toBe(-1)

  await page.reload()
  await studio.ready()
  expect(await traces(page)).toEqual(rated)
  await page.keyboard.press('Control+z')
  await studio.saved()
  await expect.poll(async () => (await traces(page)).length).toBe(0)
  expect(await traces(page, 'Arousal')).toEqual([])

  // Practice is opened from the panel, and is plain to screen readers.
  await page.getByRole('button', { name: 'Valence', exact: true }).click()
  await page.keyboard.press('Alt+r')
  await page.getByRole('button', { name: 'Rating and practice' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rating while it plays' })
  await dialog.getByLabel('Reaction lag in seconds').fill('0.48')
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await expect(dialog.getByRole('application')).toBeFocused()
  await expect(dialog.getByText(/s left/)).toBeVisible()
  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('0.48 s taken off')).toBeVisible()
})
