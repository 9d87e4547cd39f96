/** ffmpeg and ffprobe, without which no video can be read. FFMPEG_PATH and FFPROBE_PATH name others than PATH's. */
import { provideSystemPackage, runs } from './system-package.mjs'

export function provideFfmpeg() {
  provideSystemPackage({
    title: 'ffmpeg',
    isThere: () => works('ffmpeg', process.env.FFMPEG_PATH) && works('ffprobe', process.env.FFPROBE_PATH),
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

/**
 * @param {string} name
 * @param {string | undefined} named
 */
const works = (name, named) => (named ? runs(named, ['-version']) : false) || runs(name, ['-version'])
