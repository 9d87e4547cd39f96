/** Recordings for browser specs: taken in by the command line beside the running product, prepared by its worker. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { type AssetManifest, assetManifestSchema } from '#media/core/asset/manifest.ts'
import { ROOT } from './server.ts'

const run = promisify(execFile)

async function scrubline(dataDir: string, ...args: string[]): Promise<unknown> {
  const cli = path.join(ROOT, 'server/entry/cli.ts')
  const answer = await run(process.execPath, [cli, ...args, '--data', dataDir, '--json'], {
    cwd: ROOT,
    maxBuffer: 64 << 20,
  }).catch((error: { message: string; stdout?: string; stderr?: string }) => {
    throw new Error(`${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  })
  return JSON.parse(answer.stdout)
}

/** A project of this name, made when it is not there. */
export async function ensureProject(dataDir: string, name: string, template = 'procedure'): Promise<void> {
  const projects = (await scrubline(dataDir, 'projects')) as { name: string }[]
  if (!projects.some((p) => p.name === name))
    await scrubline(dataDir, 'projects', 'add', name, '--template', template)
}

export interface ImportedRecording {
  readonly recordingId: string
  readonly assetId: string
}

/**
 * Takes a file in and waits until it plays. @throws when its preparation failed
 * @param into a project's name, or the recording it is added to, seconds after the beginning of its clock
 */
export async function importFile(
  dataDir: string,
  file: string,
  into: string | { recordingId: string; offset?: number },
): Promise<ImportedRecording> {
  const where =
    typeof into === 'string'
      ? ['--project', into]
      : ['--recording', into.recordingId, `--offset=${into.offset ?? 0}`]
  const [one] = (await scrubline(dataDir, 'import', file, ...where, '--copy', '--wait')) as {
    recordingId: string
    assetId: string
    state: string
    problem: string | null
  }[]
  if (one?.state !== 'ready') throw new Error(`${file} was not prepared: ${one?.problem ?? 'no answer'}`)
  return one
}

/** The manifest once every one of these renditions is ready. */
export async function manifestWith(
  get: (path: string) => Promise<{ ok(): boolean; json(): Promise<unknown> }>,
  assetId: string,
  renditions: readonly string[],
  patienceMs = 180_000,
): Promise<AssetManifest> {
  const until = Date.now() + patienceMs
  let ready: string[] = []
  while (Date.now() < until) {
    const answer = await get(`/media/a/${assetId}/manifest.json`)
    if (answer.ok()) {
      const manifest = assetManifestSchema.parse(await answer.json())
      ready = manifest.renditions.filter((r) => r.state === 'ready').map((r) => r.name)
      if (renditions.every((name) => ready.includes(name))) return manifest
    }
    await new Promise((done) => setTimeout(done, 300))
  }
  throw new Error(`Not ready in time: ${renditions.filter((n) => !ready.includes(n)).join(', ')}`)
}
