/**
 * Every frame of a file as 64 × 36 grey levels, decoded by ffmpeg: to tell which frame a picture is that went through
 * another decoder, another size and another codec.
 */
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'

export const GREY_SIZE = 64 * 36

export async function greyFrames(file: string): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = []
  let rest: Buffer = Buffer.alloc(0)
  const args = [
    ...['-noautorotate', '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough'],
    ...['-vf', 'scale=64:36:flags=area,format=gray', '-f', 'rawvideo', 'pipe:1'],
  ]
  await runFfmpeg(args, {
    nice: 0,
    onOutput: (chunk) => {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      while (rest.length >= GREY_SIZE) {
        frames.push(Uint8Array.from(rest.subarray(0, GREY_SIZE)))
        rest = rest.subarray(GREY_SIZE)
      }
    },
  })
  return frames
}

/**
 * Mean difference in grey levels after taking out what a decoder may do to all pictures alike: brightness and contrast.
 */
export function greyDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [na, nb] = [normal(a), normal(b)]
  let sum = 0
  for (let i = 0; i < na.length; i++) sum += Math.abs(na[i]! - nb[i]!)
  return sum / na.length
}

function normal(levels: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(levels)
  const mean = out.reduce((x, y) => x + y, 0) / out.length
  const deviation = Math.sqrt(out.reduce((x, y) => x + (y - mean) ** 2, 0) / out.length) || 1
  return out.map((x) => ((x - mean) / deviation) * 50)
}

export interface Likeness {
  /** The frame within the neighbourhood that looks most like the picture. */
  readonly nearest: number
  /** How much worse the frame asked for looks than the nearest; 0 when it is the nearest. */
  readonly excess: number
}

/** Compares a picture with a frame and its neighbours. */
export function likeness(
  grey: ArrayLike<number>,
  frames: readonly Uint8Array[],
  frame: number,
  around = 8,
): Likeness {
  let nearest = frame
  const own = frames[frame] ? greyDistance(grey, frames[frame]) : Number.POSITIVE_INFINITY
  let best = own
  for (let n = Math.max(0, frame - around); n <= Math.min(frames.length - 1, frame + around); n++) {
    const d = greyDistance(grey, frames[n]!)
    if (d < best) {
      best = d
      nearest = n
    }
  }
  return { nearest, excess: own - best }
}
