/** Configuration, read once from the environment; `docs/configuration.md` lists it. */
import path from 'node:path'

export interface Env {
  /** Folder that holds blobs, renditions, uploads, the embedded database and the secret. */
  readonly dataDir: string
  readonly databaseUrl: string
  readonly port: number
  readonly host: string
  /** Address people type; used in links. */
  readonly origin: string
  readonly dev: boolean
  /** Whether a start prints a sign-in link although the first account has a password already. */
  readonly signInLink: boolean
  /** Whether a reverse proxy in front says the caller's address in `x-forwarded-for`. */
  readonly trustProxy: boolean
  /** Longest file that may be uploaded; null when only the disk limits it. */
  readonly maxUploadBytes: number | null
  /** Folder of models. */
  readonly modelsDir: string
  /** The one backend of TensorFlow.js that may be used; "" for the best there is. */
  readonly tfjsBackend: string
}

let cached: Env | undefined

export function env(): Env {
  cached ??= read(process.env)
  return cached
}

/** Reads the environment again: for a process that has just settled its own configuration. */
export function refreshEnv(): void {
  cached = undefined
}

export function read(from: NodeJS.ProcessEnv): Env {
  const port = Number(from.SCRUBLINE_PORT ?? from.PORT ?? 3000)
  const host = from.SCRUBLINE_HOST ?? '127.0.0.1'
  const dataDir = path.resolve(from.SCRUBLINE_DATA ?? '.scrubline')
  return {
    dataDir,
    databaseUrl: from.DATABASE_URL ?? 'postgresql://scrubline:scrubline@127.0.0.1:5544/scrubline',
    port,
    host,
    origin: from.SCRUBLINE_ORIGIN ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    dev: from.NODE_ENV === 'development',
    signInLink: from.SCRUBLINE_SIGN_IN_LINK !== 'off',
    trustProxy: from.SCRUBLINE_TRUST_PROXY === 'on',
    maxUploadBytes: bytesOf(from.SCRUBLINE_MAX_UPLOAD),
    modelsDir: path.resolve(from.SCRUBLINE_MODELS || path.join(dataDir, 'models')),
    tfjsBackend: from.SCRUBLINE_TFJS_BACKEND?.trim() ?? '',
  }
}

/** "50G", "700M" or plain bytes; null for nothing or nonsense. */
function bytesOf(text: string | undefined): number | null {
  const m = /^(\d+(?:\.\d+)?)\s*([kMGT]?)B?$/.exec(text?.trim() ?? '')
  if (!m) return null
  return Math.floor(Number(m[1]) * 1000 ** ['', 'k', 'M', 'G', 'T'].indexOf(m[2] ?? ''))
}
