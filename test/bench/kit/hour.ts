/** An hour-long H.264 file with B-frames and sound, made once by copying a minute sixty times, kept in test/.out. */
import fs from 'node:fs'
import path from 'node:path'
import { runFfmpeg } from '#media/ingest/ffmpeg.ts'

const folder = path.resolve(import.meta.dirname, '../../.out/bench')

/** 1280x720 at 30 frames a second, about 2 Mbit/s. */
export async function minuteFile(): Promise<string> {
  return made('minute.mp4', (out) => [
    ...['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=60', '-f', 'lavfi', '-i', 'sine=f=330:r=48000:d=60'],
    ...[
      '-vf',
      'noise=alls=6:allf=t',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-b:v',
      '2M',
      '-maxrate',
      '3M',
    ],
    ...[
      '-bufsize',
      '4M',
      '-g',
      '60',
      '-bf',
      '3',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '96k',
      '-y',
      out,
    ],
  ])
}

export async function hourFile(): Promise<string> {
  const minute = await minuteFile()
  return made('hour.mp4', (out) => ['-stream_loop', '59', '-i', minute, '-map', '0', '-c', 'copy', '-y', out])
}

async function made(name: string, args: (out: string) => string[]): Promise<string> {
  const file = path.join(folder, name)
  if (fs.existsSync(file)) return file
  fs.mkdirSync(folder, { recursive: true })
  const beside = path.join(folder, `.${process.pid}-${name}`)
  await runFfmpeg(args(beside), { nice: 0 })
  fs.renameSync(beside, file)
  return file
}
