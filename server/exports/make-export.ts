/** Makes one export: the file with its loss report, and a line in the audit log. */
import { FORMATS, formatById, type Loss } from '#media/core/formats/index.ts'
import { type Standing, standingOf } from '../documents/index.ts'
import { type Actor, requireRecording } from '../people/index.ts'
import { audit } from '../platform/audit.ts'
import { PlainError } from '../platform/errors.ts'
import { exportInputOf } from './export-input.ts'

export interface MadeExport {
  readonly name: string
  readonly mimeType: string
  readonly text: string
  readonly losses: readonly Loss[]
  readonly annotations: number
  readonly revision: number
}

/** For a person in the browser: anyone who may see the recording may take along what they see of its annotations. */
export async function makeExport(
  actor: Actor,
  request: { recordingId: string; formatId: string },
): Promise<MadeExport> {
  const access = await requireRecording(actor, request.recordingId, 'viewer')
  return exportRecording({ ...request, userId: actor.userId, standing: standingOf(actor, access) })
}

/** Without asking who, for the command line: who runs it can read the database. The audit log still has it. */
export async function exportRecording(request: {
  recordingId: string
  formatId: string
  userId: string | null
  /** Whose eyes it is read with; everything when left out. */
  standing?: Standing
}): Promise<MadeExport> {
  const { recordingId, formatId, userId } = request
  const format = formatById(formatId)
  if (!format)
    throw new PlainError(
      'bad-input',
      `There is no export format "${formatId}". Use one of: ${FORMATS.map((f) => f.id).join(', ')}.`,
    )
  const input = await exportInputOf(recordingId, request.standing ?? null)
  const { file, losses } = format.write(input)
  const annotations = input.snapshot.records.filter((r) => r.type === 'annotation').length
  const { revision } = input.snapshot
  const detail = { format: format.id, revision, annotations, losses: losses.map((l) => l.code) }
  await audit({ userId, action: 'export.made', projectId: input.project.id, recordingId, detail })
  return { ...file, losses, annotations, revision }
}
