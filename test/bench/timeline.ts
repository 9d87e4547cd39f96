/**
 * How long the timeline takes to draw 100,000 and 1,000,000 segments on 20 tracks: at every zoom, panning, with an edge in
 * hand (the edit and what follows from it counted in), while playing, and when a filter changes; against a plain canvas
 * and one element a segment, in one Chromium in one run. Times are per drawing with the pixels waited for; ratios are of
 * medians, zoomed out to two hours. Everything is measured in three rounds and the least is taken, of ours and of the
 * others alike: what else the machine does only ever adds. It measures the drawing, not the screen.
 */
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '#test/kit/chromium.mjs'
import { serveModules } from '#test/kit/module-server.ts'
import { table } from './kit/table.ts'

const SEED = 20261123
/** Seconds shown, from the whole recording to single frames. */
const WINDOWS = [10_800, 7560, 3600, 1800, 900, 600, 300, 120, 60, 30, 10, 2]
const MOVING = [7560, 900, 120, 30] as const
const ROUNDS = 3
const MOTIONS = ['pan', 'drag', 'play'] as const

export interface TimelineBench {
  /** The worst of all zooms and motions, 100,000 segments. */
  readonly p95DrawMs: number
  /** The same of 1,000,000. */
  readonly p95DrawMillionMs: number
  /** From a new filter to the pixels, 1,000,000 segments, whole recording in view. */
  readonly filterMillionMs: number
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
    const open = async (segments: number) => {
      const page = await browser.newPage({ viewport: { width: 1700, height: 800 } })
      page.on('pageerror', (e) => print(`page error: ${e.message}`))
      await page.goto(server.url)
      print('')
      const build = await page.evaluate(makeScene, [segments, SEED] as const)
      const count = segments.toLocaleString('en')
      print(`${count} segments, 20 tracks, 1600 px; columns and pyramids built in ${build.toFixed(0)} ms`)
      return page
    }
    const small = await open(100_000)
    const p95 = await everyMotion(small, print)
    // In turn, so that a busy moment does not fall on one of them alone.
    const halves = { ours: [] as number[], plain: [] as number[], dom: [] as number[] }
    for (let round = 0; round < ROUNDS; round++)
      for (const [way, frames] of [
        ['ours', 60],
        ['plain', 15],
        ['dom', 3],
      ] as const)
        halves[way].push(quantile(await time(small, way, 7560, frames), 0.5))
    const ours = Math.min(...halves.ours)
    const plain = Math.min(...halves.plain)
    const dom = Math.min(...halves.dom)
    print(`at 7560 s: ours ${ms(ours)}, plain canvas ${ms(plain)}, one element a segment ${ms(dom)}`)
    await small.close()
    const large = await open(1_000_000)
    const p95Million = await everyMotion(large, print)
    const filter = quantile(await time(large, 'ours', 10_800, 20, 'filter'), 0.5)
    print(`a new filter: ${ms(filter)}`)
    return {
      p95DrawMs: round(p95),
      p95DrawMillionMs: round(p95Million),
      filterMillionMs: round(filter),
      speedupPlainCanvas: round(plain / ours),
      speedupDom: round(dom / ours),
    }
  } finally {
    await browser.close()
  }
}

/** Prints a table and gives the worst p95. */
async function everyMotion(page: Page, print: (line: string) => void): Promise<number> {
  let worst = 0
  const rows: string[][] = []
  const measure = async (motion: string, seconds: number) => {
    const rounds: number[][] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await time(page, 'ours', seconds, 40, motion))
    const least = (p: number) => Math.min(...rounds.map((times) => quantile(times, p)))
    worst = Math.max(worst, least(0.95))
    rows.push([motion, `${seconds} s`, ms(least(0.5)), ms(least(0.95))])
  }
  for (const seconds of WINDOWS) await measure('zoom', seconds)
  for (const motion of MOTIONS) for (const seconds of MOVING) await measure(motion, seconds)
  table(print, [['motion', 'window', 'p50', 'p95'], ...rows])
  return worst
}

async function makeScene([segments, seed]: readonly [number, number]): Promise<number> {
  const [scenes, ways] = [
    await import('/test/bench/timeline/scene.ts' as string),
    await import('/test/bench/timeline/ways.ts' as string),
  ]
  const scene = scenes.makeScene(segments, seed)
  Object.assign(window, {
    time: (way: string, seconds: number, frames: number, motion: string) =>
      ways.timeWay(way, scene, document.getElementById('host'), seconds, frames, motion),
  })
  return scene.buildMs
}

interface Timed {
  time(way: string, seconds: number, frames: number, motion: string): Promise<number[]>
}

const time = (page: Page, way: string, seconds: number, frames: number, motion = 'zoom'): Promise<number[]> =>
  page.evaluate(([w, s, f, m]) => (window as unknown as Timed).time(w, s, f, m), [
    way,
    seconds,
    frames,
    motion,
  ] as const)

function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!
}

const round = (n: number) => Math.round(n * 100) / 100
const ms = (n: number) => `${n.toFixed(2)} ms`

if (import.meta.main) {
  const result = await run()
  console.log(JSON.stringify(result))
}
