import fs from 'node:fs/promises'
import path from 'node:path'
import { FORMATS } from '#media/core/formats/index.ts'
import { exportRecording } from '#server/exports/index.ts'
import { db } from '#server/platform/db.ts'
import { PlainError } from '#server/platform/errors.ts'
import type { Command } from './command.ts'
import { withInstallation } from './installation.ts'

export const exportFile: Command = {
  name: 'export',
  usage: `RECORDING [--format ${FORMATS.map((f) => f.id).join('|')}] [--out FILE]`,
  summary: 'write the annotations of a recording, named by id or name; --out - writes to standard output',
  options: { format: { type: 'string' }, out: { type: 'string' } },
  takes: [1, 1],
  async run({ args, flags, dataDir, output }) {
    const made = await withInstallation(dataDir, 'scrubline export', async () =>
      exportRecording({
        recordingId: await recordingNamed(args[0] as string),
        formatId: typeof flags.format === 'string' ? flags.format : FORMATS[0]!.id,
        userId: null,
      }),
    )
    if (flags.out === '-') {
      process.stdout.write(made.text)
      return 0
    }
    const file = path.resolve(typeof flags.out === 'string' ? flags.out : made.name)
    // Never over a file that is there: an export takes a second, somebody's table may be a day of work.
    await fs.writeFile(file, made.text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST')
        throw new PlainError(
          'conflict',
          `${file} is there already. Name another file with --out, or remove it first.`,
        )
      throw new PlainError('bad-input', `${file} cannot be written: ${cause.message}.`, { cause })
    })
    const { losses, annotations, revision } = made
    output.result({ file, annotations, revision, losses }, [
      `${file}: ${annotations} annotation${annotations === 1 ? '' : 's'} at revision ${revision}.`,
      ...(losses.length ? ['What this format cannot hold:'] : []),
      ...losses.map((loss) => `  ${String(loss.count).padStart(6)}  ${loss.text}`),
    ])
    return 0
  },
}

/** By id, else by its name when only one has it. */
async function recordingNamed(text: string): Promise<string> {
  const found = await db().recording.findMany({
    where: { deletedAt: null, OR: [{ id: text }, { name: text }] },
    select: { id: true, name: true, project: { select: { name: true } } },
  })
  if (found.length === 1) return found[0]!.id
  if (found.length === 0)
    throw new PlainError(
      'not-found',
      `There is no recording "${text}". "scrubline recordings" lists them with their ids.`,
    )
  throw new PlainError(
    'conflict',
    `${found.length} recordings are named "${text}". Name one by its id: ${found.map((r) => `${r.id} (${r.project.name})`).join(', ')}.`,
  )
}
