/**
 * How long the timeline takes to draw 100,000 segments, against a plain canvas and one element a segment, in one
 * Chromium in one run. Times are per drawing with the pixels waited for; ratios are of medians, zoomed out to two hours.
 */
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '#test/kit/chromium.mjs'
import { serveModules } from '#test/kit/module-server.ts'

const SEGMENTS = 100_000
const SEED = 20261123
/** Seconds shown, from the whole recording to single frames. */
const WINDOWS = [10_800, 7560, 3600, 1800, 900, 600, 300, 120, 60, 30, 10, 2]

export interface TimelineBench {
  readonly p95DrawMs: number
  readonly speedupPlainCanvas: number
  readonly speedupDom: number
}

export async function run(print: (line: string) => void = console.log): Promise<TimelineBench> {
  await using server = await serveModules(
    '<body style="margin:0;background:#111"><div id=host style="position:relative;width:1600px;height:504px"></div>',
  )
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? undefined,
    args: [...CHROMIUM_ARGS, '--window-size=1700,900'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1700, height: 800 } })
    page.on('pageerror', (e) => print(`page error: ${e.message}`))
    await page.goto(server.url)
    const build = await page.evaluate(
      async ([segments, seed]) => {
        const url = '/test/bench/timeline/scene.ts'
        const kit = await import(url)
        const scene = kit.makeScene(segments, seed)
        Object.assign(window, {
          time: (way: string, seconds: number, frames: number) =>
            kit.timeWay(way, scene, document.getElementById('host'), seconds, frames),
        })
        return scene.buildMs as number
      },
      [SEGMENTS, SEED] as const,
    )
    const time = (way: string, seconds: number, frames: number) =>
      page.evaluate(([w, s, f]) => (window as unknown as Timed).time(w, s, f), [
        way,
        seconds,
        frames,
      ] as const)
    print(
      `${SEGMENTS.toLocaleString('en')} segments, 20 tracks, 1600 px; pyramids built in ${build.toFixed(0)} ms`,
    )
    print('window      ours p50   ours p95')
    let p95 = 0
    for (const seconds of WINDOWS) {
      const times = await time('ours', seconds, 60)
      p95 = Math.max(p95, quantile(times, 0.95))
      print(`${`${seconds} s`.padEnd(10)} ${ms(quantile(times, 0.5))}   ${ms(quantile(times, 0.95))}`)
    }
    const ours = quantile(await time('ours', 7560, 60), 0.5)
    const plain = quantile(await time('plain', 7560, 30), 0.5)
    const dom = quantile(await time('dom', 7560, 5), 0.5)
    print(`at 7560 s: ours ${ms(ours)}, plain canvas ${ms(plain)}, one element a segment ${ms(dom)}`)
    return {
      p95DrawMs: round(p95),
      speedupPlainCanvas: round(plain / ours),
      speedupDom: round(dom / ours),
    }
  } finally {
    await browser.close()
  }
}

interface Timed {
  time(way: string, seconds: number, frames: number): Promise<number[]>
}

function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!
}

const round = (n: number) => Math.round(n * 100) / 100
const ms = (n: number) => `${n.toFixed(2).padStart(8)} ms`

if (import.meta.main) {
  const result = await run()
  console.log(JSON.stringify(result))
}
