/**
 * What renditions a picture gets, and the one ffmpeg process that makes them all.
 *
 * Every source frame goes in exactly once and comes out exactly once, in order: no frame is dropped or doubled for the
 * sake of a rate (`passthrough`), interlaced frames are deinterlaced one to one. Times stay the source's, so that the
 * result can be compared with the frame index. Where the source gives two frames the same time, an encoder would
 * refuse; frames are then numbered instead of timed, and delivery puts the index's times on them as it does anyway.
 */
import type { Timebase } from '../../core/time/timebase.ts'
import type { ColourReport, VideoStreamReport } from '../report.ts'

export interface Rung {
  /** scrub, 1080p, 720p, 360p, or the source's own size where it lies between */
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scrub: boolean
}

const LADDER = [1080, 720, 360]
const SCRUB = 540

/**
 * @param direct whether browsers are given the source's own pictures: it then is the top rung, and only smaller ones
 *   are made. Nothing is ever scaled up.
 */
export function rungsFor(width: number, height: number, direct: boolean): Rung[] {
  const short = Math.min(width, height)
  const rung = (name: string, wanted: number): Rung => ({
    name,
    ...sizeFor(width, height, wanted),
    scrub: name === 'scrub',
  })
  const scrub = rung('scrub', SCRUB)
  // A rung hardly smaller than the source costs time and gives nothing.
  if (direct) return [scrub, ...LADDER.filter((h) => h <= short * 0.8).map((h) => rung(`${h}p`, h))]
  const top = Math.min(short, LADDER[0]!)
  const lower = LADDER.filter((h) => h <= top * 0.8)
  return [scrub, rung(`${top}p`, top), ...lower.map((h) => rung(`${h}p`, h))]
}

/** Size whose shorter side is `wanted` or the source's, both sides even as 4:2:0 needs them. */
function sizeFor(width: number, height: number, wanted: number): { width: number; height: number } {
  const scale = Math.min(1, wanted / Math.min(width, height))
  const round = scale < 1 ? Math.round : Math.floor
  const even = (n: number): number => Math.max(2, round((n * scale) / 2) * 2)
  return { width: even(width), height: even(height) }
}

export interface LadderPlan {
  readonly source: string
  readonly stream: Pick<
    VideoStreamReport,
    'streamIndex' | 'interlaced' | 'fieldOrder' | 'colour' | 'sampleAspect'
  >
  readonly rungs: readonly Rung[]
  /** Where each rung's file goes, in the order of `rungs`. */
  readonly outputs: readonly string[]
  /** Seconds per unit of the source's times; null when frames are to be numbered. */
  readonly timebase: Timebase | null
  /** Frames a second, about: key frames are two seconds apart. */
  readonly rate: number
}

export function ladderArgs(plan: LadderPlan): string[] {
  const { stream, rungs } = plan
  const input = `[0:${stream.streamIndex}]`
  const before = [
    ...deinterlace(stream),
    ...toStandardRange(stream.colour),
    ...(plan.timebase ? [] : NUMBERED),
  ]
  const head = `${input}${[...before, rungs.length > 1 ? `split=${rungs.length}` : 'null'].join(',')}`
  const graph =
    head +
    rungs.map((_, i) => `[s${i}]`).join('') +
    rungs.map((rung, i) => `;[s${i}]${scaled(rung, stream.sampleAspect)}[v${i}]`).join('')
  const base = plan.timebase ?? { num: 1, den: 1000 }
  const args = ['-noautorotate', '-i', plan.source, '-filter_complex', graph]
  rungs.forEach((rung, i) => {
    args.push('-map', `[v${i}]`, ...encoder(rung, plan.rate), ...colourTags(stream.colour))
    args.push('-fps_mode', 'passthrough', '-enc_time_base', `${base.num}:${base.den}`)
    args.push('-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'mp4')
    args.push('-y', plan.outputs[i]!)
  })
  return args
}

const NUMBERED = ['settb=1/1000', 'setpts=N*40']

function scaled(rung: Rung, aspect: readonly [number, number]): string {
  return [
    `scale=${rung.width}:${rung.height}:flags=bicubic:out_range=tv`,
    `setsar=${aspect[0]}/${aspect[1]}`,
    'format=yuv420p',
  ].join(',')
}

/** One picture out for each frame in. */
export function deinterlace(stream: Pick<VideoStreamReport, 'interlaced' | 'fieldOrder'>): string[] {
  if (!stream.interlaced) return []
  const parity = /^b/.test(stream.fieldOrder ?? '')
    ? 'bff'
    : /^t/.test(stream.fieldOrder ?? '')
      ? 'tff'
      : 'auto'
  return [`bwdif=mode=send_frame:parity=${parity}:deint=all`]
}

/** High dynamic range is brought down to what every screen shows. */
export function toStandardRange(colour: ColourReport): string[] {
  if (!isHdr(colour)) return []
  return [
    'zscale=transfer=linear:npl=100',
    'format=gbrpf32le',
    'zscale=primaries=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=transfer=bt709:matrix=bt709:range=tv',
  ]
}

const isHdr = (colour: ColourReport): boolean => /^(smpte2084|arib-std-b67)$/.test(colour.transfer ?? '')

export function colourTags(colour: ColourReport): string[] {
  if (isHdr(colour)) return ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709']
  const tag = (name: string, value: string | null): string[] =>
    value && value !== 'unknown' ? [name, value] : []
  return [
    ...tag('-colorspace', colour.space === 'gbr' ? null : colour.space),
    ...tag('-color_primaries', colour.primaries),
    ...tag('-color_trc', colour.transfer),
  ]
}

/** Quality, ceiling in bits per second and key frames by rung; key frames sit on the same frames in all rungs. */
function encoder(rung: Rung, rate: number): string[] {
  const common = ['-c:v', 'libx264', '-preset', 'veryfast', '-sc_threshold', '0']
  if (rung.scrub) {
    return [...common, '-crf', '25', '-g', '6', '-keyint_min', '6', '-bf', '0', '-tune', 'fastdecode']
  }
  const short = Math.min(rung.width, rung.height)
  const crf = short > 720 ? '21' : short > 360 ? '22' : '23'
  const ceiling = Math.round(Math.max(800, (short * short) / 100)) * 1000
  const gop = String(Math.max(2, Math.round(rate * 2)))
  return [
    ...common,
    ...['-crf', crf, '-maxrate', String(ceiling), '-bufsize', String(2 * ceiling)],
    ...['-g', gop, '-keyint_min', gop, '-bf', '2'],
  ]
}
