/**
 * The movements of the self-test and of the benchmark: each moves the player as a person would, reads the number out
 * of the pixels on the screen, and tells whether it was the frame that was asked for and how long it took.
 */
import type { HlsClock } from '../clock/hls-clock.ts'
import type { CodeReader } from './read-code.ts'
import { seededRandom, type Times, timesOf } from './statistics.ts'

export interface Outcome {
  readonly tried: number
  readonly exact: number
  readonly times: Times
  /** The first few that were wrong: what was asked for and what the pixels said. */
  readonly wrong: readonly { readonly wanted: number; readonly seen: number | null }[]
}

export interface Bench {
  readonly clock: HlsClock
  readonly read: CodeReader
  readonly frames: number
  /** Number drawn into frame 0. */
  readonly firstCode: number
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Collects outcomes of single checks. */
export function tally() {
  const wrong: { wanted: number; seen: number | null }[] = []
  const times: number[] = []
  let tried = 0
  let exact = 0
  return {
    add(wanted: number, seen: number | null, ms: number | null) {
      tried++
      if (seen === wanted) exact++
      else if (wrong.length < 5) wrong.push({ wanted, seen })
      if (ms !== null) times.push(ms)
    },
    done: (): Outcome => ({ tried, exact, times: timesOf(times), wrong }),
  }
}

/**
 * Until the clock says that this frame, or with null whichever it shows, is exactly on the screen; milliseconds since
 * `since`, null after `patience`.
 */
export function untilExact(
  clock: HlsClock,
  frame: number | null,
  since: number,
  patience = 15_000,
): Promise<number | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(null), patience)
    let stop: (() => void) | null = null
    let over = false
    const end = (ms: number | null) => {
      over = true
      clearTimeout(timer)
      stop?.()
      resolve(ms)
    }
    stop = clock.shown.subscribe((shown) => {
      if (!over && shown?.exact && (frame === null || shown.frame === frame)) end(performance.now() - since)
    })
    if (over) stop()
  })
}

/** What is on the screen now: the canvas where it is seen, else the video under it. */
function seen({ clock, read }: Bench): number | null {
  return clock.canvas.style.visibility === 'hidden' ? read(clock.video) : read(clock.canvas)
}

export async function randomSeeks(bench: Bench, count: number, seed: number): Promise<Outcome> {
  const random = seededRandom(seed)
  const result = tally()
  for (let i = 0; i < count; i++) {
    const frame = bench.clock.frameAt(bench.clock.boundsOf(at(bench, random() * bench.frames)).start)
    await sleep(30)
    const since = performance.now()
    bench.clock.seek(bench.clock.boundsOf(frame).start)
    const ms = await untilExact(bench.clock, frame, since)
    result.add(frame + bench.firstCode, seen(bench), ms)
  }
  return result.done()
}

/**
 * Steps one way from a frame, at most `perSecond` a second as a held key gives them.
 * @param settle milliseconds between arriving at the start and the first step
 */
export async function steps(
  bench: Bench,
  from: number,
  direction: 1 | -1,
  count: number,
  { perSecond = 15, settle = 400 }: { perSecond?: number; settle?: number } = {},
): Promise<Outcome> {
  const result = tally()
  const start = at(bench, from)
  bench.clock.seek(bench.clock.boundsOf(start).start)
  await untilExact(bench.clock, start, performance.now())
  await sleep(settle)
  let frame: number = start
  for (let i = 0; i < count; i++) {
    frame += direction
    if (frame < 0 || frame >= bench.frames) break
    const since = performance.now()
    bench.clock.step(direction)
    const ms = await untilExact(bench.clock, frame, since)
    result.add(frame + bench.firstCode, seen(bench), ms)
    await sleep(Math.max(0, 1000 / perSecond - (performance.now() - since)))
  }
  return result.done()
}

/** Plays a little, pauses, and compares number, canvas and the video under it. */
export async function pauses(bench: Bench, count: number, seed: number): Promise<Outcome> {
  const { clock, read, firstCode } = bench
  const random = seededRandom(seed)
  const result = tally()
  for (let i = 0; i < count; i++) {
    const start = at(bench, random() * Math.max(1, bench.frames - 90))
    clock.seek(clock.boundsOf(start).start)
    await untilExact(clock, start, performance.now())
    clock.play()
    await untilMoving(bench, start)
    await sleep(150 + random() * 500)
    const since = performance.now()
    clock.pause()
    const ms = await untilExact(clock, null, since)
    await sleep(250)
    const now = clock.shown.peek()
    const canvas = seen(bench)
    const video = read(clock.video)
    const agree = canvas === video && now?.exact === true
    result.add((now?.frame ?? -1) + firstCode, agree ? canvas : null, ms)
  }
  return result.done()
}

/** Frame labels while it plays: the number the clock says at a presented frame against the pixels of the video. */
export async function labelsWhilePlaying(bench: Bench, seconds: number): Promise<Outcome> {
  const { clock, read, firstCode } = bench
  const result = tally()
  clock.seek(clock.boundsOf(at(bench, 0)).start)
  await untilExact(clock, 0, performance.now())
  clock.play()
  await untilMoving(bench, 0)
  // Between the browser's word that a frame is presented and our reading of the video later ones may come up. Such a
  // reading, between the number told and the one told next, proves nothing and is left out; a number that is wrong by
  // rule leaves no reading that counts.
  let last: { said: number; code: number | null } | null = null
  const judge = (next: number) => {
    if (last && !(last.code !== null && last.code > last.said && last.code <= next))
      result.add(last.said, last.code, null)
    last = null
  }
  const stop = clock.shown.subscribe((shown) => {
    if (!shown?.exact || clock.canvas.style.visibility !== 'hidden') return
    const said = shown.frame + firstCode
    judge(said)
    last = { said, code: read(clock.video) }
  })
  await sleep(seconds * 1000)
  stop()
  clock.pause()
  return result.done()
}

async function untilMoving({ clock }: Bench, start: number): Promise<void> {
  const until = performance.now() + 8000
  while (performance.now() < until) {
    const frame = clock.shown.peek()?.frame ?? start
    if (clock.playing.peek() && frame > start + 2) return
    await sleep(20)
  }
}

const at = (bench: Bench, frame: number) =>
  bench.clock.frameAt(bench.clock.boundsOf(clampFrame(bench, frame)).start)

function clampFrame(bench: Bench, frame: number) {
  return Math.min(bench.frames - 1, Math.max(0, Math.floor(frame))) as Parameters<HlsClock['boundsOf']>[0]
}
