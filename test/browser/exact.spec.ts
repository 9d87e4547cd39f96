/**
 * The frame you see is the frame you label: clips that carry their frame number in the pixels go through the real
 * pipeline, and in every rendition each seek, each step both ways, each pause and each number told while playing is
 * compared with the pixels on the screen.
 */
import { type BarcodeVariant, barcodeClip } from '#test/kit/barcode.ts'
import { expect, test } from '#test/kit/browser.ts'
import { ensureProject, importFile, manifestWith } from '#test/kit/recordings.ts'
import { measure, mistakes } from '#test/kit/self-test-page.ts'

const PROJECT = 'Exact frames'
const PLAN = { seeks: 10, steps: 14, pauses: 2, playSeconds: 1, compare: null }

const VARIANTS: readonly BarcodeVariant[] = ['cfr30', 'ntsc', 'vfr', 'offset', 'edits', 'gop250', 'hevc']

test.beforeAll(({ dataDir }) => ensureProject(dataDir, PROJECT))

for (const variant of VARIANTS)
  test(`${variant}: exact in every rendition, and in the video alone`, async ({ page, dataDir }) => {
    test.setTimeout(600_000)
    const clip = await barcodeClip(variant)
    const { assetId } = await importFile(dataDir, clip.path, PROJECT)
    const manifest = await manifestWith((path) => page.request.get(path), assetId, ['scrub'])
    expect(manifest.video?.frames).toBe(clip.frames)
    const renditions = manifest.renditions.filter((r) => r.kind === 'video').map((r) => r.name)
    expect(renditions.length).toBeGreaterThan(1)
    for (const quality of renditions) {
      const report = await measure(page, assetId, { ...PLAN, quality }, clip.firstCode)
      expect(mistakes(report), quality).toEqual([])
    }
    const alone = { ...PLAN, seeks: 6, steps: 6, frameServer: false }
    expect(mistakes(await measure(page, assetId, alone, clip.firstCode)), 'without WebCodecs').toEqual([])
  })

test('a source browsers cannot play is exact while it is still being transcoded', async ({
  page,
  dataDir,
}) => {
  test.setTimeout(240_000)
  const clip = await barcodeClip('hevcEdits')
  const { assetId } = await importFile(dataDir, clip.path, PROJECT)
  await manifestWith((path) => page.request.get(path), assetId, ['jit'])
  const plan = { ...PLAN, playSeconds: 0, pauses: 0, quality: 'jit' }
  expect(mistakes(await measure(page, assetId, plan, clip.firstCode))).toEqual([])
})

test('the self-test proves it on its own clip and says so', async ({ page }) => {
  test.setTimeout(240_000)
  const report = await measure(page, null, { seeks: 8, steps: 8, pauses: 2, playSeconds: 1, compareSeeks: 8 })
  expect(mistakes(report)).toEqual([])
  await expect(page.getByTestId('verdict')).toContainText('Exact on this machine')
  // The comparison is honest only if the plain player was really moved.
  expect(report.outcomes['plain-naive']?.tried).toBe(8)
  await expect(page.getByRole('table', { name: 'Movements' }).getByRole('row')).toHaveCount(8)
})
