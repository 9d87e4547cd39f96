/**
 * Tags and marked words by keyboard alone: an imported transcript's utterance gets an emotion with its very bounds, and
 * one of its words is marked; both are in the document, and undone in one step each.
 */
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, importFile } from '#test/kit/recordings.ts'
import { StudioPage } from '#test/kit/studio-page.ts'

test('an utterance is tagged and its words are marked by keys', async ({ page, dataDir }) => {
  test.setTimeout(240_000)
  await ensureProject(dataDir, 'Tags', 'session')
  const film = await importFile(dataDir, (await barcodeClip('cfr30', { seconds: 12 })).path, 'Tags')
  const studio = await StudioPage.open(page, film)
  const srt = '1\n00:00:01,000 --> 00:00:04,000\nI saw Miriam in the clinic\n'
  await page.keyboard.press('Control+k')
  await page.keyboard.type('import annotations')
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'talk.srt', mimeType: 'text/plain', buffer: Buffer.from(srt) })
  await page.getByRole('button', { name: /^Import 1/ }).click()
  await expect(page.getByText(/^Imported 1/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const model = async () => {
    await studio.saved()
    const answer = await page.request.get(`/api/documents/${film.recordingId}/snapshot`)
    return decodeSnapshot(new Uint8Array(await answer.body())).model
  }
  const said = async () => {
    const now = await model()
    const track = now.tracks.find((one) => now.lanesOf(one.id).length > 0 && one.kind === 'transcript')!
    return [...now.lanesOf(track.id)[0]![1].all()][0]!
  }
  const utterance = await said()
  expect(utterance.speech?.text).toBe('I saw Miriam in the clinic')

  await page.getByRole('button', { name: 'Transcript', exact: true }).first().click()
  await studio.goTo(45)
  await page.keyboard.press('Enter')
  const words = page.getByRole('application', { name: 'Words of the utterance' })
  await expect(words).toHaveText('I saw Miriam in the clinic')
  await page.keyboard.press('q')
  const chips = page.getByRole('list', { name: 'Tags' })
  await expect(chips).toContainText('Joy')
  const tags = async () => {
    const now = await model()
    return now
      .lanesOf('emotion')
      .flatMap(([, lane]) => [...lane.all()].map((a) => [a.labelId, a.start, a.end]))
  }
  expect(await tags()).toEqual([['joy', utterance.start, utterance.end]])

  await words.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('x')
  await expect(page.getByRole('list', { name: 'Marked words' })).toContainText('Miriam')
  const [entity] = (await model()).entitiesOf(utterance.id)
  expect(entity).toMatchObject({ labelId: 'name', from: 6, to: 12 })

  await page.keyboard.press('Control+z')
  await expect(page.getByRole('list', { name: 'Marked words' })).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(chips).toHaveCount(0)
  expect(await tags()).toEqual([])
})
