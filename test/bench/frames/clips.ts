/** Clips of the benchmark in full HD, each frame with its number in the pixels; made once and kept in `test/.out/bench`. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'
import { ROOT } from '#test/kit/server.ts'

const WIDTH = 1920
const HEIGHT = 1080
const SECONDS = 20

/** @param gop frames from one key frame to the next */
export async function fullHdClip(gop: number): Promise<string> {
  const folder = path.join(ROOT, 'test/.out/bench')
  const file = path.join(folder, `hd-gop${gop}.mp4`)
  if (await fs.stat(file).catch(() => null)) return file
  await fs.mkdir(folder, { recursive: true })
  const draft = path.join(folder, `.hd-gop${gop}.mp4`)
  const bit = 'mod(floor(N/pow(2,X)),2)'
  await runFfmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=30:d=${SECONDS}`],
    ...['-f', 'lavfi', '-i', `nullsrc=s=16x2:r=30:d=${SECONDS}`],
    '-filter_complex',
    `[1:v]format=gray,geq=lum='16+219*if(eq(Y,0),${bit},1-${bit})',scale=${WIDTH / 2}:${HEIGHT / 9}:flags=neighbor,format=yuv420p[code];` +
      '[0:v]noise=alls=5:allf=t[noisy];[noisy][code]overlay=0:0:shortest=1,format=yuv420p[v]',
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-bf', '3'],
    ...['-b:v', '6M', '-maxrate', '9M', '-bufsize', '12M'],
    ...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0', '-y', draft],
  ])
  await fs.rename(draft, file)
  return file
}
