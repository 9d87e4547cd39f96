/** A result into a layer of its own, as one change of the document; labels that the schema lacks are added before. */
import { randomUUID } from 'node:crypto'
import type { Diff } from '#media/core/document/diff.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import type { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentRecord, LabelSet, LayerRecord } from '#media/core/document/records.ts'
import { changeOnServer, openDocument } from '../documents/index.ts'
import { Suggesting } from '../jobs/suggest/suggesting.ts'
import type { OptionValues, SuggestTask } from '../jobs/suggest/task.ts'
import { audit } from '../platform/audit.ts'
import { db } from '../platform/db.ts'
import { announceLabelSet, lockLabelSet, writeLabelSet } from '../projects/index.ts'

export interface WriteRequest<O> {
  readonly projectId: string
  readonly recordingId: string
  readonly task: SuggestTask<O>
  readonly output: O
  readonly options: OptionValues
  /** "id@version" */
  readonly model: string
  /** Who asked for it: new labels are added in their name. */
  readonly userId: string
}

export interface WrittenSuggestions {
  readonly layerId: string
  readonly layerName: string
  /** "412 utterances" */
  readonly what: string
}

export async function writeSuggestions<O>(request: WriteRequest<O>): Promise<WrittenSuggestions> {
  const { projectId, recordingId, task, output, options, model: modelName, userId } = request
  const layerId = `model-${randomUUID()}`
  const prepared = await db().$transaction(async (tx) => {
    const set = await lockLabelSet(tx, projectId)
    const { model } = await openDocument(tx, recordingId, projectId)
    const labels = new LabelBook(set)
    const suggesting = new Suggesting({ document: model, labels, layerId, model: modelName, options })
    const { layerName, what } = task.records(output, suggesting)
    const next = withLabels(set, suggesting)
    if (next) await writeLabelSet(tx, projectId, userId, next)
    const diff = diffOf(model, suggesting, { layerId, layerName, modelName })
    return { diff, layerName, what, version: next?.version ?? null }
  })
  if (prepared.version !== null) announceLabelSet(projectId, prepared.version)
  const { diff, layerName, what } = prepared
  const sentence = `${layerName}: ${what}`
  await changeOnServer(projectId, { recordingId, userId: null, role: null, diff, sentence })
  const detail = { task: task.id, model: modelName, layerId, what }
  await audit({ userId, action: 'suggestions.written', projectId, recordingId, detail })
  return { layerId, layerName, what }
}

/** The schema with what the result needs besides; null when it needs nothing. */
function withLabels(set: LabelSet, { newLabels }: Suggesting): LabelSet | null {
  if (!newLabels.length) return null
  return {
    ...set,
    version: set.version + 1,
    labels: [...set.labels, ...newLabels.map(({ label }) => label)],
    // A track that lists its labels offers the new ones from now on.
    tracks: set.tracks.map((track) => {
      const added = newLabels.filter(({ trackId }) => trackId === track.id).map(({ label }) => label.id)
      return added.length && track.labelIds.length
        ? { ...track, labelIds: [...track.labelIds, ...added] }
        : track
    }),
  }
}

interface NewLayer {
  readonly layerId: string
  readonly layerName: string
  readonly modelName: string
}

function diffOf(
  document: DocumentModel,
  suggesting: Suggesting,
  { layerId, layerName, modelName }: NewLayer,
): Diff {
  const layer: LayerRecord = {
    ...{ type: 'layer', id: layerId, name: layerName, kind: 'model', ownerId: null, locked: false },
    model: modelName,
  }
  const added: DocumentRecord[] = [
    layer,
    ...suggesting.newTracks,
    ...suggesting.newSpeakers,
    ...suggesting.records,
  ]
  const removed: Record<string, DocumentRecord> = {}
  const before = document.layers.find(
    (l) => l.kind === 'model' && !l.locked && l.model === modelName && l.name === layerName,
  )
  if (before)
    for (const record of document.records())
      if (record.id === before.id || ('layerId' in record && record.layerId === before.id))
        removed[record.id] = record
  return { added: Object.fromEntries(added.map((r) => [r.id, r])), updated: {}, removed }
}
