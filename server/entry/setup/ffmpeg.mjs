/** ffmpeg and ffprobe, without which no video can be read. FFMPEG_PATH and FFPROBE_PATH name others than PATH's. */
import { provideSystemPackage, runs } from './system-package.mjs'

export function provideFfmpeg() {
  provideSystemPackage({
    title: 'ffmpeg',
    isThere: () =>
      runs(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-version']) &&
      runs(process.env.FFPROBE_PATH ?? 'ffprobe', ['-version']),
    packages: {
      'apt-get': 'ffmpeg',
      dnf: 'ffmpeg-free',
      apk: 'ffmpeg',
      pacman: 'ffmpeg',
      brew: 'ffmpeg',
      winget: 'Gyan.FFmpeg',
    },
    otherwise:
      'get it from https://ffmpeg.org/download.html and make sure that "ffmpeg -version" works, then start again',
  })
}
