/**
 * Who speaks when, without a model: frames of the regions where somebody speaks are divided among speakers by a chain of
 * voices (`speaker-chain.ts`). The number of speakers is given or estimated: one more is taken as long as he explains the
 * frames better by at least `WORTH` nats, more where there is more speech, and has at least `LEAST_SECONDS` of speech.
 */
import { basisOf, type Chain, fitChain } from './speaker-chain.ts'
import { HOP_SECONDS, joinFrames, VOICE_RATE, type VoiceFrames, voiceFrames } from './voice-frames.ts'
import { type VoicePrint, voicePrint } from './voice-print.ts'

const WORTH = 12
/** Nats for each second of speech: what one voice says varies, and the longer it lasts, the more of that there is. */
const WORTH_A_SECOND = 1.5
/** … of speech beyond so many seconds. */
const FREE_SECONDS = 17
const LEAST_SECONDS = 1
/** Shorter turns go to who speaks around them, seconds. */
const LEAST_TURN = 0.25
/** A shorter pause between turns of one speaker belongs to him, seconds. */
const BRIDGE = 0.75
/** Both are taken to speak where the second is at least so probable … */
const OVERLAP_SHARE = 0.4
/** … for so long, seconds. */
const LEAST_OVERLAP = 0.2

export interface SpokenRegion {
  readonly start: number
  readonly end: number
}

export interface SpeakerTurn extends SpokenRegion {
  /** From 0, in order of first speaking. */
  readonly speaker: number
  /** Mean probability that it is him, 0…1. */
  readonly confidence: number
}

export interface Diarization {
  /** In order of start; turns of different speakers may overlap. */
  readonly turns: readonly SpeakerTurn[]
  /** By speaker; null where too little was said alone. */
  readonly prints: readonly (VoicePrint | null)[]
}

export interface DiarizeOptions {
  /** Null to estimate. */
  readonly speakers: number | null
  /** Of an estimate. */
  readonly mostSpeakers?: number
  /** Marks overlap where two speakers are about equally probable; a guess, more so between similar voices. */
  readonly overlap?: boolean
}

/**
 * @param read samples at 16 kHz from a second on
 * @param regions where somebody speaks, seconds, in order and apart
 */
export async function diarize(
  read: (start: number, seconds: number) => Promise<Float32Array> | Float32Array,
  regions: readonly SpokenRegion[],
  { speakers, mostSpeakers = 6, overlap = true }: DiarizeOptions,
): Promise<Diarization> {
  const parts: VoiceFrames[] = []
  const ends: number[] = []
  for (const { start, end } of regions) {
    for (let at = start; at < end; at += 60) {
      // 15 ms more, so that frames go on without a gap.
      const seconds = Math.min(60 + 0.015, end - at)
      parts.push(voiceFrames(await read(at, seconds), Math.round(at * VOICE_RATE) / VOICE_RATE))
    }
    ends.push(parts.reduce((n, p) => n + p.count, 0))
  }
  const frames = joinFrames(parts)
  if (frames.count === 0) return { turns: [], prints: [] }
  const chain = chosenChain(frames, speakers, mostSpeakers)
  const turns = bridged(
    regions.flatMap((region, i) =>
      turnsOf(frames, chain, i > 0 ? ends[i - 1]! : 0, ends[i]!, region, overlap),
    ),
  )
  const order = [...new Set(turns.map((t) => t.speaker))]
  const own = order.map((speaker) => {
    const use: number[] = []
    for (let t = 0; t < frames.count; t++) if (chain.shares[t * chain.speakers + speaker]! > 0.8) use.push(t)
    return voicePrint(frames, use)
  })
  return { turns: turns.map((t) => ({ ...t, speaker: order.indexOf(t.speaker) })), prints: own }
}

function chosenChain(frames: VoiceFrames, wanted: number | null, most: number): Chain {
  const basis = basisOf(frames)
  if (wanted !== null) return fitChain(basis, Math.max(1, wanted))
  const worth = Math.max(WORTH, WORTH_A_SECOND * (frames.count * HOP_SECONDS - FREE_SECONDS))
  let best = fitChain(basis, 1)
  for (let n = 2; n <= most; n++) {
    const more = fitChain(basis, n)
    if (more.gain - best.gain < worth || leastSpoken(more) < LEAST_SECONDS) break
    best = more
  }
  return best
}

/** Seconds of who speaks least. */
function leastSpoken({ shares, speakers }: Chain): number {
  const seconds = new Float64Array(speakers)
  for (let i = 0; i < shares.length; i++) seconds[i % speakers]! += shares[i]! * HOP_SECONDS
  return Math.min(...seconds)
}

interface Run {
  from: number
  to: number
  who: number
}

function turnsOf(
  frames: VoiceFrames,
  { shares, speakers }: Chain,
  from: number,
  to: number,
  region: SpokenRegion,
  overlap: boolean,
): SpeakerTurn[] {
  if (to <= from) return []
  const share = (t: number, c: number): number => shares[t * speakers + c]!
  const first = (t: number): number => {
    let best = 0
    for (let c = 1; c < speakers; c++) if (share(t, c) > share(t, best)) best = c
    return best
  }
  let runs: Run[] = []
  for (let t = from; t < to; t++) {
    const who = first(t)
    const last = runs.at(-1)
    if (last?.who === who) last.to = t + 1
    else runs.push({ from: t, to: t + 1, who })
  }
  runs = withoutShort(runs, LEAST_TURN / HOP_SECONDS)
  // A region begins before its first frame's middle and ends after its last one's.
  const at = (t: number): number =>
    t <= from ? region.start : t >= to ? region.end : (frames.times[t - 1]! + frames.times[t]!) / 2
  const turns = runs.map(({ from: a, to: b, who }) => turn(who, a, b))
  if (overlap && speakers > 1)
    for (let c = 0; c < speakers; c++)
      for (let t = from; t < to; t++) {
        const begin = t
        while (t < to && share(t, c) >= OVERLAP_SHARE && first(t) !== c) t++
        if ((t - begin) * HOP_SECONDS >= LEAST_OVERLAP) turns.push(turn(c, begin, t))
      }
  return joined(turns.sort((a, b) => a.start - b.start || a.speaker - b.speaker))

  function turn(who: number, a: number, b: number): SpeakerTurn {
    let total = 0
    for (let t = a; t < b; t++) total += share(t, who)
    return { speaker: who, start: at(a), end: at(b), confidence: total / (b - a) }
  }
}

/** Runs that are too short go to the longer neighbour, the shortest first. */
function withoutShort(runs: readonly Run[], least: number): Run[] {
  const out = [...runs]
  while (out.length > 1) {
    let at = 0
    for (let i = 1; i < out.length; i++) if (out[i]!.to - out[i]!.from < out[at]!.to - out[at]!.from) at = i
    const { from, to } = out[at]!
    if (to - from >= least) break
    const [before, after] = [out[at - 1], out[at + 1]]
    const into = !after || (before && before.to - before.from >= after.to - after.from) ? before! : after
    into.from = Math.min(into.from, from)
    into.to = Math.max(into.to, to)
    out.splice(at, 1)
    for (let i = out.length - 1; i > 0; i--)
      if (out[i]!.who === out[i - 1]!.who) {
        out[i - 1]!.to = out[i]!.to
        out.splice(i, 1)
      }
  }
  return out
}

/** Pauses of one speaker in which nobody else speaks are closed. */
function bridged(turns: readonly SpeakerTurn[]): SpeakerTurn[] {
  const between = (start: number, end: number): boolean => turns.some((t) => t.start < end && t.end > start)
  return joined(
    turns.map((turn, i) => {
      const next = turns.slice(i + 1, i + 3).find((t) => t.speaker === turn.speaker)
      const pause = next ? next.start - turn.end : Number.POSITIVE_INFINITY
      return pause > 0 && pause <= BRIDGE && !between(turn.end, next!.start)
        ? { ...turn, end: next!.start }
        : turn
    }),
  )
}

/** Turns of one speaker that touch or overlap are one. */
function joined(turns: readonly SpeakerTurn[]): SpeakerTurn[] {
  const out: SpeakerTurn[] = []
  for (const turn of turns) {
    const at = out.findLastIndex((t) => t.speaker === turn.speaker)
    const last = out[at]
    if (!last || last.end < turn.start - 1e-6) out.push(turn)
    else {
      const [a, b] = [last.end - last.start, turn.end - turn.start]
      const confidence = (last.confidence * a + turn.confidence * b) / (a + b)
      out[at] = { ...last, end: Math.max(last.end, turn.end), confidence }
    }
  }
  return out
}
