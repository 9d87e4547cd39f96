/** Takes files into a project, by copy or by reference, and waits for their preparation when asked to. */
import fs from 'node:fs'
import path from 'node:path'
import { FARTHEST_OFFSET } from '#media/core/asset/placement.ts'
import { TICKS_PER_SECOND, tickFromSeconds } from '#media/core/time/tick.ts'
import { type AdoptRequest, adoptFile } from '#server/assets/index.ts'
import { startWorker } from '#server/jobs/worker.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import { sleep } from '#server/platform/processes.ts'
import { type Command, type CommandInput, word } from './command.ts'
import { withInstallation } from './installation.ts'
import { accountOf } from './projects-add.ts'

interface Imported {
  readonly file: string
  readonly recordingId?: string
  readonly assetId?: string
  readonly duplicate?: boolean
  state: string
  problem?: string | null
}

const MEDIA =
  /\.(mp4|m4v|mov|mkv|webm|avi|wmv|asf|mpe?g|ts|m2ts|mts|vob|ogv|flv|3gp|wav|mp3|m4a|aac|flac|ogg|opus)$/i

export const importFiles: Command = {
  name: 'import',
  usage:
    'PATH… [--project NAME] [--recording ID] [--offset SECONDS] [--copy | --reference] [--user EMAIL] [--wait]',
  summary:
    'take files, or all media files of a folder, into a project; --reference leaves the bytes where they are, --recording adds them to a recording as further cameras, sounds or signals, --offset says how many seconds after its clock’s zero they begin',
  options: {
    project: { type: 'string' },
    recording: { type: 'string' },
    offset: { type: 'string' },
    user: { type: 'string' },
    copy: { type: 'boolean' },
    reference: { type: 'boolean' },
    wait: { type: 'boolean' },
  },
  takes: [1, Number.POSITIVE_INFINITY],
  async run(input) {
    if (input.flags.copy && input.flags.reference) {
      throw new PlainError('bad-input', 'Choose --copy or --reference, not both.')
    }
    const files = input.args.flatMap(mediaFilesAt)
    const offset = offsetOf(word(input, 'offset'))
    const recordingId = word(input, 'recording')
    if (recordingId && word(input, 'project'))
      throw new PlainError(
        'bad-input',
        'A recording has its project: give --project or --recording, not both.',
      )
    if (offset !== undefined && !recordingId)
      throw new PlainError('bad-input', '--offset goes with --recording: it places a file beside the others.')
    const done = await withInstallation(input.dataDir, 'scrubline import', async ({ running }) => {
      const projectId = recordingId
        ? await projectOfRecording(recordingId)
        : await projectOf(word(input, 'project'))
      const userId = await accountOf(word(input, 'user'))
      const imported = await adoptAll(
        files,
        { projectId, userId, recordingId, offset, how: input.flags.reference ? 'reference' : 'copy' },
        input,
      )
      if (input.flags.wait) await waitForAll(imported, running, input)
      return imported
    })
    const failed = done.filter((one) => one.state === 'failed')
    input.output.result(
      done,
      done.map((one) => `${one.file}: ${sentenceOf(one, input.flags.wait === true)}`),
    )
    return failed.length > 0 ? 1 : 0
  },
}

/** Ticks of what was typed as seconds. */
function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = Number(text.trim() || 'nothing')
  if (!Number.isFinite(seconds) || Math.abs(seconds) > FARTHEST_OFFSET / TICKS_PER_SECOND)
    throw new PlainError(
      'bad-input',
      `--offset ${text} is no offset: give seconds, as in --offset 1.25 or --offset=-0.4.`,
    )
  return tickFromSeconds(seconds)
}

async function projectOfRecording(recordingId: string): Promise<string> {
  const found = await db().recording.findFirst({
    where: { id: recordingId, deletedAt: null },
    select: { projectId: true },
  })
  if (!found)
    throw new PlainError(
      'not-found',
      `There is no recording ${recordingId}. \`scrubline recordings\` lists them.`,
    )
  return found.projectId
}

/** The file itself, or the media files below a folder. */
export function mediaFilesAt(at: string): string[] {
  const file = path.resolve(at)
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat) throw new PlainError('not-found', `There is no file or folder ${at}.`)
  if (!stat.isDirectory()) return [file]
  const found = fs
    .readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && MEDIA.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  if (found.length === 0) throw new PlainError('bad-input', `The folder ${at} holds no media files.`)
  return found
}

async function adoptAll(
  files: readonly string[],
  into: Omit<AdoptRequest, 'path' | 'fileName'>,
  input: CommandInput,
): Promise<Imported[]> {
  const imported: Imported[] = []
  const total = files.reduce((sum, file) => sum + fs.statSync(file).size, 0)
  const bar = input.output.progress('Import')
  let done = 0
  try {
    for (const file of files) {
      bar.update(done, total)
      try {
        const made = await adoptFile({ path: file, fileName: path.basename(file), ...into })
        const { recordingId, assetId, duplicate } = made
        imported.push({ file, recordingId, assetId, duplicate, state: 'preparing' })
      } catch (error) {
        // One file that cannot be taken does not keep the others out.
        if (!(error instanceof PlainError)) throw error
        imported.push({ file, state: 'failed', problem: error.message })
      }
      done += fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
      bar.update(done, total)
    }
  } finally {
    bar.end()
  }
  return imported
}

/** Waits until every file is ready or has failed. Without a running server this process does the work itself. */
async function waitForAll(imported: Imported[], running: boolean, input: CommandInput): Promise<void> {
  const worker = running ? null : await startWorker()
  const bar = input.output.progress('Preparing')
  try {
    for (;;) {
      const ids = imported.flatMap((one) => (one.assetId && one.state === 'preparing' ? [one.assetId] : []))
      if (ids.length === 0) return
      const assets = await db().asset.findMany({
        where: { id: { in: ids } },
        select: { id: true, state: true, problem: true, jobs: { orderBy: { createdAt: 'desc' }, take: 1 } },
      })
      for (const one of imported) {
        const asset = assets.find((each) => each.id === one.assetId)
        if (asset) Object.assign(one, { state: asset.state, problem: asset.problem })
      }
      const shares = assets.map((asset) => (asset.state === 'preparing' ? (asset.jobs[0]?.progress ?? 0) : 1))
      bar.update(
        shares.reduce((a, b) => a + b, imported.length - assets.length),
        imported.length,
      )
      await sleep(300)
    }
  } finally {
    bar.end()
    await worker?.stop()
  }
}

async function projectOf(wanted: string | undefined): Promise<string> {
  const all = await db().project.findMany({ select: { id: true, name: true }, orderBy: { createdAt: 'asc' } })
  const fitting = wanted ? all.filter((one) => one.id === wanted || one.name === wanted) : all
  if (fitting.length === 1) return (fitting[0] as { id: string }).id
  const names = all.map((one) => `"${one.name}"`).join(', ') || 'none yet'
  throw new PlainError(
    'bad-input',
    wanted
      ? `${fitting.length === 0 ? `There is no project "${wanted}"` : `Several projects are called "${wanted}": name its id`}. There are: ${names}.`
      : `Say into which project with --project NAME. There are: ${names}.`,
  )
}

function sentenceOf(one: Imported, waited: boolean): string {
  if (one.state === 'failed') return one.problem ?? 'failed'
  if (one.duplicate) return 'was here already'
  return waited ? 'ready' : 'taken in, and prepared by the running worker or with the next start'
}
