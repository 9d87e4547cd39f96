/**
 * Copied annotations as text, for the system's clipboard: from recording to recording, window to window. Names of
 * labels and tracks travel along, so that another project can find its own.
 */
import { z } from 'zod'
import type { Clip } from '#media/core/commands/index.ts'
import type { DocumentState } from '#media/core/document/model.ts'
import { attributeValueSchema, TRACK_KINDS } from '#media/core/document/records.ts'
import { currentText } from '../../../_text/current-text.ts'

export const CLIP_VERSION = 1

const itemSchema = z.object({
  trackId: z.string(),
  labelId: z.string(),
  /** Ticks from the start of the first. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  attributes: z.record(z.string().max(100), attributeValueSchema),
  note: z.string().max(100_000),
})

const clipSchema = z.object({
  scrublineClip: z.literal(CLIP_VERSION),
  recordingId: z.string(),
  recordingName: z.string(),
  labels: z.record(z.string(), z.string()),
  tracks: z.record(z.string(), z.object({ name: z.string(), kind: z.enum(TRACK_KINDS) })),
  items: z.array(itemSchema).min(1).max(100_000),
})
export type ClipText = z.infer<typeof clipSchema>
export type ClipItem = ClipText['items'][number]

export interface ClipSource {
  readonly recordingId: string
  readonly recordingName: string
  readonly document: DocumentState
  readonly nameOfLabel: (id: string) => string
}

export function clipToText(clip: Clip, source: ClipSource): string {
  const labels: Record<string, string> = {}
  const tracks: ClipText['tracks'] = {}
  for (const { labelId, trackId } of clip.items) {
    labels[labelId] ??= source.nameOfLabel(labelId)
    const track = source.document.get(trackId)
    if (track?.type === 'track') tracks[trackId] ??= { name: track.name, kind: track.kind }
  }
  const text: ClipText = {
    scrublineClip: CLIP_VERSION,
    recordingId: source.recordingId,
    recordingName: source.recordingName,
    labels,
    tracks,
    items: clip.items.map(({ trackId, labelId, start, end, attributes, note }) => ({
      trackId,
      labelId,
      start,
      end,
      attributes,
      note,
    })),
  }
  return JSON.stringify(text)
}

/** What was copied, or a sentence that says why this text is not it. */
export function readClip(text: string): { ok: true; clip: ClipText } | { ok: false; message: string } {
  const shown = text.trim().replace(/\s+/g, ' ')
  if (!shown) return { ok: false, message: currentText().editing.cannot.clipEmpty }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = null
  }
  const version =
    typeof json === 'object' && json !== null && 'scrublineClip' in json ? json.scrublineClip : undefined
  if (version === undefined)
    return {
      ok: false,
      message: currentText().editing.cannot.clipOther(shown.length > 40 ? `${shown.slice(0, 39)}…` : shown),
    }
  if (typeof version === 'number' && version > CLIP_VERSION)
    return {
      ok: false,
      message: currentText().editing.cannot.clipNewer,
    }
  const parsed = clipSchema.safeParse(json)
  if (parsed.success) return { ok: true, clip: parsed.data }
  const issue = parsed.error.issues[0]
  return {
    ok: false,
    message: currentText().editing.cannot.clipDamaged(issue?.path.join('.') || null),
  }
}
