/**
 * The self-test: opens a barcode clip through the very path the studio uses (delivery, hls.js, frame server, canvas),
 * moves about in it, and compares the numbers in the pixels with the frames that were asked for. The benchmark runs the
 * same with more movements, and the plain player beside it.
 */
import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'
import { tick } from '#media/core/time/tick.ts'
import { currentText } from '../../_text/current-text.ts'
import { createHlsClock, type HlsClock } from '../clock/hls-clock.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { type Fingerprint, fingerprints } from './fingerprints.ts'
import { type Bench, labelsWhilePlaying, type Outcome, pauses, randomSeeks, steps } from './movements.ts'
import { openPlainPlayer } from './plain-player.ts'
import { createCodeReader } from './read-code.ts'
import { seededRandom } from './statistics.ts'

export interface Subject {
  readonly manifest: AssetManifest
  readonly index: FrameIndex
  readonly baseUrl: string
  readonly firstCode: number
}

export interface SelfTestPlan {
  readonly seeks: number
  readonly steps: number
  /** Frame the steps start from; without it the middle. */
  readonly stepFrom?: number
  readonly pauses: number
  readonly playSeconds: number
  /** Rendition the plain player plays for comparison; null leaves the comparison out. */
  readonly compare: string | null
  readonly compareSeeks?: number
  readonly compareSteps?: number
  readonly quality?: string
  /** False hides the light rendition, so that the chosen one answers alone. */
  readonly scrub?: boolean
  /** False: as a browser without WebCodecs. */
  readonly frameServer?: boolean
  readonly seed?: number
  /** Frames to take from the frame server and describe. */
  readonly fingerprints?: readonly number[]
}

export const DEFAULT_PLAN: SelfTestPlan = {
  seeks: 24,
  steps: 24,
  pauses: 4,
  playSeconds: 2,
  compare: 'source',
  compareSeeks: 12,
  compareSteps: 0,
}

export type Movement =
  | 'random'
  | 'forward'
  | 'back'
  | 'pause'
  | 'playing'
  | 'plain-naive'
  | 'plain-careful'
  | 'plain-forward'
  | 'plain-back'

export interface SelfTestReport {
  readonly frames: number
  readonly method: 'frame-server' | 'video'
  readonly outcomes: Partial<Record<Movement, Outcome>>
  readonly fingerprints?: readonly Fingerprint[]
}

export async function openSubject(baseUrl: string, firstCode = 0): Promise<Subject> {
  const [manifest, index] = await Promise.all([
    fetch(`${baseUrl}manifest.json`)
      .then(whenOk)
      .then((r) => r.json()),
    fetch(`${baseUrl}index.bin`)
      .then(whenOk)
      .then((r) => r.arrayBuffer()),
  ])
  return {
    manifest: assetManifestSchema.parse(manifest),
    index: decodeFrameIndex(new Uint8Array(index)),
    baseUrl,
    firstCode,
  }
}

function whenOk(response: Response): Response {
  if (!response.ok) throw new Error(currentText().selfTest.notFetched(response.status))
  return response
}

/** @param mount shows the player's video and canvas while the test runs */
export async function runSelfTest(
  subject: Subject,
  plan: SelfTestPlan,
  host: {
    readonly scheduler: FrameScheduler
    mount(clock: HlsClock): Disposable
    onProgress(movement: Movement): void
    readonly signal: AbortSignal
  },
): Promise<SelfTestReport> {
  const outcomes: Partial<Record<Movement, Outcome>> = {}
  const seed = plan.seed ?? 7
  const from = plan.stepFrom ?? subject.index.length >> 1
  const record = async (movement: Movement, run: () => Promise<Outcome>) => {
    host.signal.throwIfAborted()
    host.onProgress(movement)
    outcomes[movement] = await run()
  }

  const { manifest } = subject
  const clock = createHlsClock({
    manifest:
      plan.scrub === false
        ? { ...manifest, renditions: manifest.renditions.filter((r) => r.name !== 'scrub') }
        : manifest,
    index: subject.index,
    baseUrl: subject.baseUrl,
    offset: tick(0),
    scheduler: host.scheduler,
    frameServer: plan.frameServer,
  })
  clock.video.muted = true
  const mounted = host.mount(clock)
  const bench: Bench = {
    clock,
    read: createCodeReader(),
    frames: subject.index.length,
    firstCode: subject.firstCode,
  }
  let prints: Fingerprint[] | undefined
  try {
    if (plan.quality) clock.setQuality(plan.quality)
    if (plan.fingerprints) prints = await fingerprints(clock, plan.fingerprints, plan.quality)
    if (plan.seeks > 0) await record('random', () => randomSeeks(bench, plan.seeks, seed))
    if (plan.steps > 0) {
      await record('forward', () => steps(bench, from, 1, plan.steps))
      await record('back', () => steps(bench, from, -1, plan.steps))
    }
    if (plan.pauses > 0) await record('pause', () => pauses(bench, plan.pauses, seed + 1))
    if (plan.playSeconds > 0) await record('playing', () => labelsWhilePlaying(bench, plan.playSeconds))
  } finally {
    mounted[Symbol.dispose]()
    clock[Symbol.dispose]()
  }

  if (plan.compare) {
    const plain = await openPlainPlayer(`${subject.baseUrl}v/${plan.compare}/playlist.m3u8`, subject.index)
    try {
      const random = seededRandom(seed)
      const targets = Array.from({ length: plan.compareSeeks ?? 12 }, () =>
        Math.floor(random() * subject.index.length),
      )
      const { read, firstCode } = bench
      await record('plain-naive', () => plain.naive(targets, read, firstCode))
      await record('plain-careful', () => plain.careful(targets, read, firstCode))
      const count = plan.compareSteps ?? 0
      if (count > 0) {
        const row = (sign: 1 | -1) =>
          Array.from({ length: count }, (_, i) => from + sign * (i + 1)).filter(
            (n) => n >= 0 && n < subject.index.length,
          )
        await plain.careful([from], read, firstCode)
        await record('plain-forward', () => plain.careful(row(1), read, firstCode))
        await plain.careful([from], read, firstCode)
        await record('plain-back', () => plain.careful(row(-1), read, firstCode))
      }
    } finally {
      plain[Symbol.dispose]()
    }
  }
  return {
    frames: subject.index.length,
    method: plan.frameServer === false ? 'video' : 'frame-server',
    outcomes,
    fingerprints: prints,
  }
}

/** Share of right frames over the studio's own movements. */
export function exactShare(report: SelfTestReport): number {
  let tried = 0
  let exact = 0
  for (const movement of ['random', 'forward', 'back', 'pause', 'playing'] as const) {
    tried += report.outcomes[movement]?.tried ?? 0
    exact += report.outcomes[movement]?.exact ?? 0
  }
  return tried === 0 ? 0 : exact / tried
}
