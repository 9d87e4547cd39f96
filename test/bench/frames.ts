/**
 * Exact frames and how fast they come, against a plain <video> with hls.js in the same page, in the same run. The product
 * is really started, the clips go through its pipeline, and its own self-test page does the measuring. Full HD steps and
 * seeks are measured on the source's own pictures alone, without the light rendition's help, unless said otherwise.
 */
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Outcome } from '#app/_studio/self-test/movements.ts'
import type { SelfTestPlan } from '#app/_studio/self-test/run-self-test.ts'
import { buildPages } from '#server/entry/setup/build.mjs'
import { type BarcodeVariant, barcodeClip } from '#test/kit/barcode.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#test/kit/chromium.mjs'
import { ensureProject, importFile, manifestWith } from '#test/kit/recordings.ts'
import { measure, type PageReport } from '#test/kit/self-test-page.ts'
import { ROOT, startServer, type TestServer } from '#test/kit/server.ts'
import { fullHdClip } from './frames/clips.ts'

export interface FramesBench {
  /** Right frames of all movements on all fixtures and clips. */
  readonly exactShare: number
  /** The same fixtures by `currentTime = n / fps`. */
  readonly naiveShare: number
  /** One frame forward or back, full HD, a key frame a second: hls.js by ours, medians. */
  readonly stepSpeedup: number
  /** The slowest of 20 such steps of ours, at 15 a second, milliseconds. */
  readonly stepP95Ms: number
  /** Any frame, full HD: ours by hls.js, medians. */
  readonly seekRatio: number
  /** The same with the light rendition answering first, as in the studio. */
  readonly seekRatioScrub: number
  /** One frame back where key frames are 250 apart: hls.js by ours, medians. */
  readonly gop250BackSpeedup: number
}

const PROJECT = 'Benchmark'
const FIXTURES: readonly BarcodeVariant[] = ['cfr30', 'ntsc', 'vfr', 'offset', 'edits', 'gop250', 'hevc']

export async function run(print: (line: string) => void = console.log): Promise<FramesBench> {
  await buildPages(ROOT)
  const server = await startServer()
  let browser: Browser | null = null
  try {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS })
    return await bench(await signedIn(browser, server), server.dataDir, print)
  } finally {
    await browser?.close()
    await server.dispose()
  }
}

async function bench(page: Page, dataDir: string, print: (line: string) => void): Promise<FramesBench> {
  const get = (path: string) => page.request.get(path)
  const reports: PageReport[] = []
  const take = async (assetId: string, plan: Partial<SelfTestPlan>, firstCode = 0): Promise<PageReport> => {
    const report = await measure(page, assetId, plan, firstCode, 600_000)
    reports.push(report)
    return report
  }
  await ensureProject(dataDir, PROJECT)
  print(`${'clip'.padEnd(12)} ${'movement'.padEnd(16)} exact      median     p95`)

  for (const variant of FIXTURES) {
    const clip = await barcodeClip(variant)
    const { assetId } = await importFile(dataDir, clip.path, PROJECT)
    const manifest = await manifestWith(get, assetId, ['scrub'])
    const compare = manifest.renditions.find((r) => r.kind === 'video' && r.name !== 'scrub')?.name ?? 'scrub'
    const plan = {
      seeks: 16,
      steps: 16,
      pauses: 3,
      playSeconds: 1,
      compare,
      compareSeeks: 16,
      compareSteps: 0,
    }
    table(print, variant, await take(assetId, plan, clip.firstCode))
  }

  const full = { pauses: 2, playSeconds: 1, compare: 'source', quality: 'source', compareSeeks: 20 }
  const gop30 = await importFile(dataDir, await fullHdClip(30), PROJECT)
  const gop250 = await importFile(dataDir, await fullHdClip(250), PROJECT)
  for (const { assetId } of [gop30, gop250])
    await manifestWith(get, assetId, ['source', 'scrub', '720p', '360p'])

  const hd = await take(gop30.assetId, {
    ...full,
    scrub: false,
    seeks: 20,
    steps: 40,
    stepFrom: 250,
    compareSteps: 20,
  })
  table(print, 'hd-gop30', hd)
  const light = await take(gop30.assetId, { ...full, seeks: 20, steps: 40, stepFrom: 250, compareSteps: 0 })
  table(print, 'hd+scrub', light)
  const long = {
    ...full,
    scrub: false,
    seeks: 6,
    compareSeeks: 6,
    steps: 40,
    stepFrom: 240,
    compareSteps: 16,
  }
  const gop = await take(gop250.assetId, long)
  table(print, 'hd-gop250', gop)

  const ours = reports.flatMap((r) => named(r, false))
  const naive = reports.flatMap((r) => (r.outcomes['plain-naive'] ? [r.outcomes['plain-naive']] : []))
  const steps = [hd.outcomes.forward, hd.outcomes.back]
  return {
    exactShare: share(ours),
    naiveShare: share(naive),
    stepSpeedup: mean([hd.outcomes['plain-forward'], hd.outcomes['plain-back']]) / mean(steps),
    stepP95Ms: Math.max(...steps.map((o) => o?.times.p95 ?? Number.NaN)),
    seekRatio: mean([hd.outcomes.random]) / mean([hd.outcomes['plain-careful']]),
    seekRatioScrub: mean([light.outcomes.random]) / mean([light.outcomes['plain-careful']]),
    gop250BackSpeedup: mean([gop.outcomes['plain-back']]) / mean([gop.outcomes.back]),
  }
}

async function signedIn(browser: Browser, server: TestServer): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1440, height: 900 } })
  await context.addCookies(
    (await server.signIn()).split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.origin }
    }),
  )
  return context.newPage()
}

const named = (report: PageReport, plain: boolean): Outcome[] =>
  Object.entries(report.outcomes)
    .filter(([movement]) => movement.startsWith('plain') === plain)
    .map(([, outcome]) => outcome)

function share(outcomes: readonly Outcome[]): number {
  const tried = outcomes.reduce((sum, o) => sum + o.tried, 0)
  return outcomes.reduce((sum, o) => sum + o.exact, 0) / tried
}

/** Mean of the medians. */
function mean(outcomes: readonly (Outcome | undefined)[]): number {
  const medians = outcomes.map((o) => o?.times.median ?? Number.NaN)
  return medians.reduce((a, b) => a + b, 0) / medians.length
}

function table(print: (line: string) => void, clip: string, report: PageReport): void {
  for (const [movement, o] of Object.entries(report.outcomes)) {
    const exact = `${o.exact}/${o.tried}`.padEnd(8)
    print(`${clip.padEnd(12)} ${movement.padEnd(16)} ${exact} ${ms(o.times.median)} ${ms(o.times.p95)}`)
  }
}

const ms = (value: number | null): string =>
  value === null ? '—'.padStart(10) : `${value.toFixed(1)} ms`.padStart(10)
