/**
 * Real files through the real pipeline. Where browser and ffmpeg decode exactly alike (8-bit H.264 as recorded) the
 * frame server's pictures have the MD5 that ffmpeg's reference lists give for that frame; in every other rendition the
 * picture looks more like that frame of the source than like any of its neighbours. Then the studio itself plays, pauses
 * and steps, and the picture on its canvas is compared in the same way.
 */
import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from '#test/kit/browser.ts'
import { greyFrames, likeness } from '#test/kit/grey-frames.ts'
import { ensureProject, importFile, manifestWith } from '#test/kit/recordings.ts'
import { measure } from '#test/kit/self-test-page.ts'
import { hasSharedData, sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'

const PROJECT = 'Real files'
/** In grey levels of 50 a deviation: frames that differ by less look the same, as in a scene that stands still. */
const SAME = 0.3

interface Case {
  readonly file: string
  /** Whether the reference MD5s are those of pictures as stored: not for those that ffmpeg turned. */
  readonly exact: boolean
}

const CASES: readonly Case[] = [
  { file: 'video/surg_laparoscopy_rvimlab_endo.mp4', exact: true },
  { file: 'video/endo_audio_offset_250ms.mp4', exact: true },
  { file: 'video/endo_2997_dropframe_tmcd_burnin.mov', exact: true },
  { file: 'video/endo_vfr_gap.mp4', exact: true },
  { file: 'video/endo_25i_tff.mp4', exact: false },
  { file: 'video/endo_hevc10.mp4', exact: false },
  { file: 'gait/sports2d_demo_walk.mp4', exact: true },
  { file: 'gait/pose2sim_single_cam01.mp4', exact: true },
]

test.skip(!hasSharedData, WITHOUT_SAMPLES)
test.beforeAll(({ dataDir }) => ensureProject(dataDir, PROJECT))

for (const { file, exact } of CASES)
  test(`${file}: every picture is the frame it is called`, async ({ page, dataDir }) => {
    test.setTimeout(600_000)
    const source = sharedData(file)
    test.skip(source === null, WITHOUT_SAMPLES)
    if (!source) return
    const reference = referenceHashes(file)
    const { assetId, recordingId } = await importFile(dataDir, source, PROJECT)
    const manifest = await manifestWith((path) => page.request.get(path), assetId, ['scrub'])
    const count = manifest.video?.frames ?? 0
    expect(count).toBe(reference.length)
    const truth = await greyFrames(source)
    const frames = chosenFrames(count)

    for (const rendition of manifest.renditions.filter((r) => r.kind === 'video')) {
      const plan = { seeks: 0, steps: 0, pauses: 0, playSeconds: 0, compare: null }
      const report = await measure(page, assetId, { ...plan, fingerprints: frames, quality: rendition.name })
      expect(report.fingerprints?.map((p) => p.frame)).toEqual(frames)
      for (const print of report.fingerprints ?? []) {
        const which = `frame ${print.frame} of ${rendition.name}`
        if (rendition.name === 'source' && exact) expect(print.md5, which).toBe(reference[print.frame])
        expect(likeness(print.grey, truth, print.frame).excess, which).toBeLessThan(SAME)
      }
    }
    await studioIsExact(page, recordingId, truth)
  })

/** Plays, pauses, steps and jumps in the studio; the canvas must hold the frame that the readout names. */
async function studioIsExact(page: Page, recordingId: string, truth: readonly Uint8Array[]): Promise<void> {
  await page.goto(`/studio/${recordingId}`)
  const readout = page.getByTestId('time-readout')
  await expect(readout).toHaveAttribute('data-exact', 'true', { timeout: 60_000 })
  const check = async (frame: number | null) => {
    if (frame !== null) await expect(readout).toHaveAttribute('data-frame', String(frame))
    await expect(readout).toHaveAttribute('data-exact', 'true')
    const seen = await canvasGrey(page)
    expect(Number(await readout.getAttribute('data-frame'))).toBe(seen.frame)
    expect(likeness(seen.grey, truth, seen.frame).excess, `frame ${seen.frame} on the canvas`).toBeLessThan(
      SAME,
    )
  }
  const goTo = async (frame: number) => {
    await page.keyboard.press('Control+g')
    await page.getByLabel('Time or frame').fill(`f${frame}`)
    await page.keyboard.press('Enter')
    await check(frame)
  }
  await check(0)
  await page.keyboard.press('End')
  await check(truth.length - 1)
  const middle = truth.length >> 1
  await goTo(middle)
  for (let n = 1; n <= 4; n++) {
    await page.keyboard.press('ArrowRight')
    await check(middle + n)
  }
  for (let n = 3; n >= -4; n--) {
    await page.keyboard.press('ArrowLeft')
    await check(middle + n)
  }
  await goTo(2)
  await page.keyboard.press('Space')
  await expect
    .poll(async () => Number(await readout.getAttribute('data-frame')), { timeout: 30_000 })
    .toBeGreaterThan(6)
  await page.keyboard.press('Space')
  await page.waitForTimeout(600)
  await check(null)
}

/** What the exact canvas shows; it must be the canvas that is seen. */
const canvasGrey = (page: Page): Promise<{ frame: number; grey: number[] }> =>
  page.getByTestId('picture-stage').evaluate((stage) => {
    const canvas = stage.querySelector<HTMLCanvasElement>('canvas[data-frame]')
    if (canvas?.style.visibility !== 'visible') throw new Error('the exact canvas is not shown')
    const small = new OffscreenCanvas(64, 36)
    const context = small.getContext('2d', { alpha: false })
    if (!context) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.drawImage(canvas, 0, 0, 64, 36)
    const { data } = context.getImageData(0, 0, 64, 36)
    const grey = Array.from({ length: 64 * 36 }, (_, i) =>
      Math.round(0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!),
    )
    return { frame: Number(canvas.dataset.frame), grey }
  })

/** The first, the last and some between, with neighbours. */
function chosenFrames(count: number): number[] {
  const some = [0, 1, 2, 0.25, 0.5, 0.75].map((at) => (at < 1 && at > 0 ? Math.floor(at * count) : at))
  const all = [...some, ...some.slice(3).map((n) => n + 1), count - 2, count - 1]
  return [...new Set(all)].filter((n) => n >= 0 && n < count).sort((a, b) => a - b)
}

function referenceHashes(file: string): string[] {
  const name = file.split('/').at(-1)
  const list = sharedData(`reference/frames/${name}.framemd5`)
  if (!list) throw new Error(`there is no reference list for ${name}`)
  return fs
    .readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)!.trim())
}
