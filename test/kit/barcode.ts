/**
 * Clips that carry their frame number in the pixels, in every shape that has been seen to break frame numbers
 * elsewhere. Made by ffmpeg when first asked for and kept in `test/.out/barcode`.
 *
 * Frame n shows the number n + `firstCode`; `firstCode` is 0 but for clips whose edit list hides the first frames.
 */
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { BARCODE_BITS, CELLS_ACROSS, CELLS_DOWN, readBarcode } from './barcode-read.ts'

export { readBarcode }

const folder = fileURLToPath(new URL('../.out/barcode', import.meta.url))

export interface BarcodeClip {
  readonly path: string
  readonly frames: number
  readonly firstCode: number
  readonly width: number
  readonly height: number
}

interface Variant {
  readonly ending: string
  /** Frames a second of the drawing, as ffmpeg writes it; 30 when absent. */
  readonly rate?: string
  readonly seconds?: number
  /** Applied after the code is drawn. */
  readonly filter?: string
  /** Applied to the moving background alone. */
  readonly background?: string
  readonly encode: readonly string[]
  /** Cut from the finished clip by stream copy at this time; frames before it are hidden by an edit list. */
  readonly cutAt?: { seconds: number; frames: number }
  /** Applied while copying the finished clip: ffmpeg writes a rotation only then. */
  readonly remux?: readonly string[]
  /** Adds a second picture (numbers 1000 higher) and a second sound. */
  readonly double?: boolean
}

const h264 = (gop: number, ...more: string[]): string[] => [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '20',
  '-pix_fmt',
  'yuv420p',
  '-g',
  String(gop),
  '-keyint_min',
  String(gop),
  '-sc_threshold',
  '0',
  '-bf',
  '3',
  '-threads',
  '2',
  ...more,
]
const hevc = (format: string): string[] => [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-crf',
  '20',
  '-pix_fmt',
  format,
  '-tag:v',
  'hvc1',
  '-x265-params',
  'log-level=error:keyint=60:min-keyint=60:bframes=3:pools=2',
]

const VARIANTS = {
  cfr30: { ending: 'mp4', encode: h264(30) },
  cfr25: { ending: 'mp4', rate: '25', encode: h264(50) },
  ntsc: { ending: 'mp4', rate: '30000/1001', encode: h264(30) },
  /** Variable rate with B-frames: jitter of 11 ms, and a missing frame's time every 13 frames. */
  vfr: {
    ending: 'mp4',
    filter: "settb=1/90000,setpts='(N/30+0.011*sin(N*1.7)+floor(N/13)/30)/TB'",
    encode: [
      ...h264(60),
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1/90000',
      '-video_track_timescale',
      '90000',
    ],
  },
  /** Starts at 1.4 s. */
  offset: { ending: 'mp4', encode: [...h264(30), '-output_ts_offset', '1.4'] },
  /** An edit list hides the first 20 frames, which are needed for decoding. */
  edits: { ending: 'mp4', encode: h264(30), cutAt: { seconds: 20 / 30, frames: 20 } },
  gop250: { ending: 'mp4', seconds: 12, encode: h264(250) },
  hevc: { ending: 'mp4', encode: hevc('yuv420p') },
  hevc10: { ending: 'mp4', encode: hevc('yuv420p10le') },
  hevcEdits: { ending: 'mp4', encode: hevc('yuv420p'), cutAt: { seconds: 20 / 30, frames: 20 } },
  /** Two different moments woven into the lines of each frame; the number is the frame's. */
  interlaced: {
    ending: 'mp4',
    rate: '25',
    background: 'tinterlace=mode=interleave_top,fieldorder=tff',
    filter: 'setfield=tff',
    encode: h264(25, '-flags', '+ilme+ildct', '-x264-params', 'tff=1'),
  },
  mpeg4avi: { ending: 'avi', rate: '25', encode: ['-c:v', 'mpeg4', '-q:v', '3', '-g', '60', '-bf', '2'] },
  mpeg2ts: { ending: 'ts', rate: '25', encode: ['-c:v', 'mpeg2video', '-q:v', '3', '-g', '15', '-bf', '2'] },
  wmv: { ending: 'wmv', rate: '25', encode: ['-c:v', 'wmv2', '-b:v', '4M', '-g', '50'] },
  vp9: {
    ending: 'webm',
    encode: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '2M', '-g', '60'],
  },
  mkv: { ending: 'mkv', encode: h264(60) },
  h264ts: { ending: 'ts', encode: h264(30) },
  /** To be turned anticlockwise by a quarter, as a phone held upright writes it; the pixels lie as coded. */
  rotated: { ending: 'mp4', encode: h264(30), remux: ['-metadata:s:v:0', 'rotate=90'] },
  double: { ending: 'mp4', encode: h264(30), double: true },
} as const satisfies Record<string, Variant>

export type BarcodeVariant = keyof typeof VARIANTS
export const barcodeVariants = Object.keys(VARIANTS) as BarcodeVariant[]

const WIDTH = 640
const HEIGHT = 360

/** @param options.sound adds a tone of 440 Hz, AAC where the container takes it */
export async function barcodeClip(
  name: BarcodeVariant,
  options: { seconds?: number; sound?: boolean } = {},
): Promise<BarcodeClip> {
  const variant: Variant = VARIANTS[name]
  const seconds = options.seconds ?? variant.seconds ?? 4
  const args = clipArgs(variant, seconds, options.sound ?? false)
  const cut = variant.cutAt
  const key = createHash('sha1')
    .update(JSON.stringify([args, cut, variant.remux]))
    .digest('hex')
    .slice(0, 10)
  const file = path.join(folder, `${name}-${key}.${variant.ending}`)
  if (!(await exists(file))) {
    await fs.mkdir(folder, { recursive: true })
    // Test files run at the same time: each writes its own and the last rename wins.
    const made = path.join(folder, `.${randomUUID()}.${variant.ending}`)
    await runFfmpeg([...args, made], { nice: 0 })
    if (cut) {
      const shorter = path.join(folder, `.${randomUUID()}.${variant.ending}`)
      await runFfmpeg(['-ss', cut.seconds.toFixed(6), '-i', made, '-map', '0', '-c', 'copy', shorter], {
        nice: 0,
      })
      await fs.rename(shorter, made)
    }
    if (variant.remux) {
      const copied = path.join(folder, `.${randomUUID()}.${variant.ending}`)
      await runFfmpeg(['-i', made, '-map', '0', '-c', 'copy', ...variant.remux, copied], { nice: 0 })
      await fs.rename(copied, made)
    }
    await fs.rename(made, file)
  }
  const [num, den] = (variant.rate ?? '30').split('/').map(Number)
  const frames = Math.round((seconds * num!) / (den ?? 1)) - (cut?.frames ?? 0)
  return { path: file, frames, firstCode: cut?.frames ?? 0, width: WIDTH, height: HEIGHT }
}

/** The argument list for a clip, without the output's name. */
function clipArgs(variant: Variant, seconds: number, sound: boolean): string[] {
  const rate = variant.rate ?? '30'
  const length = seconds + 1
  const woven = variant.background !== undefined
  const picture = `testsrc2=s=${WIDTH}x${HEIGHT}:r=${woven ? Number(rate) * 2 : rate}:d=${length}`
  const cell = WIDTH / CELLS_ACROSS
  const code = (offset: number): string =>
    `format=gray,geq=lum='16+219*if(eq(Y,0),mod(floor((N+${offset})/pow(2,X)),2),1-mod(floor((N+${offset})/pow(2,X)),2))',` +
    `scale=${BARCODE_BITS * cell}:${(2 * HEIGHT) / CELLS_DOWN}:flags=neighbor,format=yuv420p`
  const frames = Math.round(seconds * ratio(rate))
  const tail = variant.filter ? `,${variant.filter}` : ''
  const draw = (offset: number, out: string): string =>
    `[0:v]${variant.background ?? 'null'}[bg${out}];[1:v]${code(offset)}[code${out}];` +
    `[bg${out}][code${out}]overlay=0:0:shortest=1,trim=end_frame=${frames}${tail}[${out}]`
  const graph = variant.double ? `${draw(0, 'v')};${draw(1000, 'w')}` : draw(0, 'v')
  const maps = ['-map', '[v]', ...(variant.double ? ['-map', '[w]'] : [])]
  const sounds = variant.double ? ['-map', '2:a', '-map', '3:a'] : sound ? ['-map', '2:a'] : []
  return [
    '-f',
    'lavfi',
    '-i',
    picture,
    '-f',
    'lavfi',
    '-i',
    `nullsrc=s=${BARCODE_BITS}x2:r=${rate}:d=${length}`,
    ...(sounds.length > 0 ? ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`] : []),
    ...(variant.double ? ['-f', 'lavfi', '-i', `sine=frequency=880:sample_rate=48000:d=${seconds}`] : []),
    '-filter_complex',
    graph,
    ...maps,
    ...sounds,
    ...variant.encode,
    ...(sounds.length > 0 ? ['-c:a', soundCodec(variant.ending), '-b:a', '96k'] : []),
    '-fflags',
    '+bitexact',
    '-y',
  ]
}

const soundCodec = (ending: string): string =>
  ending === 'webm' ? 'libopus' : ending === 'avi' || ending === 'wmv' ? 'mp2' : 'aac'

function ratio(rate: string): number {
  const [num, den] = rate.split('/').map(Number)
  return num! / (den ?? 1)
}

/**
 * Decodes a file with ffmpeg and reads every frame's number: what a picture says of itself, for tests.
 * @param filter applied before reading, e.g. "setpts=…"; the size is the file's own
 */
export async function codesOf(
  file: string,
  width = WIDTH,
  height = HEIGHT,
  stream = 0,
): Promise<(number | null)[]> {
  const codes: (number | null)[] = []
  const size = width * height
  let rest: Buffer = Buffer.alloc(0)
  const args = [
    '-noautorotate',
    '-i',
    file,
    '-map',
    `0:v:${stream}`,
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    'pipe:1',
  ]
  await runFfmpeg(args, {
    nice: 0,
    onOutput: (chunk) => {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      while (rest.length >= size) {
        codes.push(readBarcode(rest.subarray(0, size), width, height, 1))
        rest = rest.subarray(size)
      }
    },
  })
  return codes
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  )
