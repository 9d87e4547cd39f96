/** Turns what ffmpeg says when it fails into a sentence a person understands. */
import fs from 'node:fs'
import { MediaError } from './media-error.ts'

const KNOWN: ReadonlyArray<[RegExp, MediaError['code'], string]> = [
  [/no space left on device/i, 'failed', 'The disk is full. Free some space and try again.'],
  [
    /moov atom not found/i,
    'truncated',
    'The file is cut off: its table of contents (moov) is missing. Copy or record it again.',
  ],
  [/permission denied/i, 'failed', 'The file may not be read. Check its permissions and try again.'],
  [/no such file or directory/i, 'failed', 'The file is no longer where it was.'],
  [
    /cannot allocate memory|out of memory/i,
    'failed',
    'This computer has too little free memory for the file.',
  ],
  [
    /unknown encoder|encoder not found/i,
    'failed',
    'The installed ffmpeg lacks an encoder that is needed (libx264 and aac). Install a complete ffmpeg.',
  ],
  [
    /matches no streams|does not contain any stream/i,
    'no-video',
    'The file has no picture or sound that can be read.',
  ],
  [
    /could not find codec parameters|decoder.*not found|unknown decoder/i,
    'unsupported',
    'The file uses a codec that the installed ffmpeg cannot read.',
  ],
  [
    /invalid data found when processing input/i,
    'truncated',
    'The file is damaged: part of it cannot be decoded.',
  ],
]

/** @param stderr what ffmpeg wrote, progress left out; its last line is quoted when the failure is not a known one. */
export function plainFailure(error: Error, stderr: string, args: readonly string[]): MediaError {
  if (error instanceof MediaError) return error
  if (/cannot find ff(mpeg|probe)|ENOENT.*ff(mpeg|probe)/i.test(error.message))
    return missingTool(/ffprobe/i.test(error.message) ? 'ffprobe' : 'ffmpeg')
  const cause = new Error(`${error.message}\nffmpeg ${args.join(' ')}\n${stderr.slice(-4_000)}`)
  for (const [pattern, code, sentence] of KNOWN)
    if (pattern.test(stderr)) return new MediaError(code, sentence, { cause })
  if (/signal SIGKILL/.test(error.message))
    return new MediaError('failed', 'ffmpeg was ended by the system, often for lack of memory. Try again.', {
      cause,
    })
  const last = stderr
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^\[[^\]]*\]\s*/, '')
    .trim()
  return new MediaError('failed', last ? `ffmpeg could not finish: ${last}` : 'ffmpeg could not finish.', {
    cause,
  })
}

/** The sentence for a machine without ffmpeg, with the command to type there. */
export function missingTool(tool: 'ffmpeg' | 'ffprobe'): MediaError {
  return new MediaError(
    'tool-missing',
    `${tool} is not installed. Install it with: ${installCommand(process.platform, osRelease())}`,
  )
}

/** @param release text of /etc/os-release, "" elsewhere. */
export function installCommand(platform: NodeJS.Platform, release: string): string {
  if (platform === 'darwin') return 'brew install ffmpeg'
  if (platform === 'win32') return 'winget install Gyan.FFmpeg'
  const like = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)/gm)].map((m) => m[1]).join(' ')
  if (/alpine/.test(like)) return 'sudo apk add ffmpeg'
  if (/arch/.test(like)) return 'sudo pacman -S ffmpeg'
  if (/suse/.test(like)) return 'sudo zypper install ffmpeg'
  if (/fedora|rhel|centos/.test(like)) return 'sudo dnf install ffmpeg'
  return 'sudo apt-get install ffmpeg'
}

function osRelease(): string {
  try {
    return fs.readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}
