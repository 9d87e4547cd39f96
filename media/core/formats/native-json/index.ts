/**
 * Our own format: everything, exactly. Versioned; a file from a newer version is refused by name, not guessed at.
 * Times are ticks (1/705,600,000 s); the media's timebase and frame table summary are there so that a reader without
 * the media can still convert. `docs/formats.md` describes it for other programs.
 */
import { z } from 'zod'
import { labelSetSchema, recordSchema } from '../../document/records.ts'
import { TICKS_PER_SECOND, type Tick } from '../../time/tick.ts'
import {
  type Format,
  FormatError,
  type Imported,
  type ImportedAnnotation,
  type ImportedTrack,
} from '../format.ts'
import { fileStem, framesOf } from '../rows.ts'

/** 3 brought what is said: speakers, words, entities and relations. Older files are read as they are. */
export const NATIVE_VERSION = 3

const nativeSchema = z.object({
  format: z.literal('scrubline'),
  version: z.number().int(),
  ticksPerSecond: z.literal(TICKS_PER_SECOND),
  madeAt: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  recording: z.object({ id: z.string(), name: z.string(), revision: z.number().int() }),
  media: z
    .object({
      fileName: z.string(),
      mimeType: z.string(),
      sha256: z.string().nullable(),
      offset: z.number().int(),
      duration: z.number().int(),
      frames: z
        .object({
          count: z.number().int(),
          timebase: z.tuple([z.number().int(), z.number().int()]),
          firstPts: z.number(),
          endPts: z.number(),
          /** Frames per second as [num, den] when constant. */
          constantRate: z.tuple([z.number().int(), z.number().int()]).nullable(),
          /** Gaps between successive frames as runs [gap in units of the timebase, how often]. */
          gaps: z.array(z.tuple([z.number(), z.number().int()])),
        })
        .nullable(),
    })
    .nullable(),
  labelSet: labelSetSchema,
  people: z.record(z.string(), z.string()),
  records: z.array(recordSchema),
  /** First and last frame by annotation id, for readers without the frame table; our own reader goes by ticks. */
  frames: z.record(z.string(), z.tuple([z.number().int().nullable(), z.number().int().nullable()])),
})
export type NativeFile = z.infer<typeof nativeSchema>

/** @throws FormatError with the place of the first thing that is not as it should be. */
export function parseNative(text: string): NativeFile {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (cause) {
    throw new FormatError(`This is not readable JSON: ${(cause as Error).message}.`)
  }
  const head = z.object({ format: z.literal('scrubline'), version: z.number() }).safeParse(raw)
  if (!head.success)
    throw new FormatError('This JSON file was not written by Scrubline: it lacks "format": "scrubline".')
  if (head.data.version > NATIVE_VERSION)
    throw new FormatError(
      `This file has format version ${head.data.version}; this Scrubline reads up to ${NATIVE_VERSION}. Update Scrubline to open it.`,
    )
  const parsed = nativeSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new FormatError(
    `At ${issue?.path.join('.') || 'the top'} of the file: ${issue?.message ?? 'it is not valid'}.`,
  )
}

export const nativeJson: Format = {
  id: 'native-json',
  name: 'Scrubline JSON',
  extension: '.scrubline.json',
  mimeType: 'application/json',
  summary: 'Everything, exactly: for archives, for moving between installations, and for your own programs.',
  sniff(fileName, head) {
    if (/"format"\s*:\s*"scrubline"/.test(head)) return 1
    return fileName.toLowerCase().endsWith('.scrubline.json') ? 0.6 : 0
  },
  write(input) {
    const media = input.media
    const index = media?.index ?? null
    const frames: Record<string, [number | null, number | null]> = {}
    if (index)
      for (const r of input.snapshot.records)
        if (r.type === 'annotation') {
          const f = framesOf(r, media)
          frames[r.id] = [f.firstFrame, f.lastFrame]
        }
    const rate = index?.data.constantRate
    const file: NativeFile = {
      format: 'scrubline',
      version: NATIVE_VERSION,
      ticksPerSecond: TICKS_PER_SECOND,
      madeAt: input.madeAt,
      project: { id: input.project.id, name: input.project.name },
      recording: { id: input.recording.id, name: input.recording.name, revision: input.snapshot.revision },
      media: media && {
        fileName: media.fileName,
        mimeType: media.mimeType,
        sha256: media.sha256,
        offset: media.offset,
        duration: media.duration,
        frames: index && {
          count: index.length,
          timebase: [index.data.timebase.num, index.data.timebase.den],
          firstPts: index.data.pts[0]!,
          endPts: index.data.endPts,
          constantRate: rate ? [rate.num, rate.den] : null,
          gaps: gapRuns(index.data.pts),
        },
      },
      labelSet: input.labelSet,
      people: { ...input.people },
      records: [...input.snapshot.records],
      frames,
    }
    return {
      file: {
        name: `${fileStem(input.recording.name)}.scrubline.json`,
        mimeType: 'application/json',
        text: `${JSON.stringify(file, null, 1)}\n`,
      },
      losses: [],
    }
  },
  read(text): Imported {
    const file = parseNative(text)
    const labels = new Map(file.labelSet.labels.map((l) => [l.id, l]))
    const nameOfLabel = (id: string): string => labels.get(id)?.name ?? id
    const layers = new Map(file.records.filter((r) => r.type === 'layer').map((l) => [l.id, l.name]))
    const speakers = new Map(file.records.filter((r) => r.type === 'speaker').map((s) => [s.id, s.name]))
    const tracks: ImportedTrack[] = []
    for (const t of file.records.filter((r) => r.type === 'track').sort((a, b) => a.order - b.order)) {
      const annotations: ImportedAnnotation[] = []
      for (const a of file.records) {
        if (a.type !== 'annotation' || a.trackId !== t.id) continue
        annotations.push({
          id: a.id,
          label: nameOfLabel(a.labelId),
          labelId: a.labelId,
          start: a.start as Tick,
          end: a.end as Tick,
          attributes: a.attributes,
          note: a.note,
          author: a.authorId === null ? null : (file.people[a.authorId] ?? a.authorId),
          confidence: a.confidence,
          layer: layers.get(a.layerId) ?? null,
          speech: a.speech,
          speaker: a.speakerId === null ? null : (speakers.get(a.speakerId) ?? null),
        })
      }
      const traces = file.records
        .filter((r) => r.type === 'trace')
        .filter((r) => r.trackId === t.id)
        .map(({ id, start, step, values, layerId }) => ({
          ...{ id, start, step, values },
          layer: layers.get(layerId) ?? null,
        }))
      tracks.push({ name: t.name, kind: t.kind, annotations, traces, settings: t })
    }
    const nameOf = (id: string | null) => (id === null ? null : (file.people[id] ?? id))
    return {
      tracks,
      comments: file.records
        .filter((r) => r.type === 'comment')
        .map((c) => ({ ...c, author: nameOf(c.authorId) })),
      bookmarks: file.records.filter((r) => r.type === 'bookmark'),
      speakers: file.records.filter((r) => r.type === 'speaker').sort((a, b) => a.order - b.order),
      entities: file.records
        .filter((r) => r.type === 'entity')
        .map((e) => ({ ...e, label: nameOfLabel(e.labelId) })),
      relations: file.records
        .filter((r) => r.type === 'relation')
        .map((r) => ({ ...r, label: nameOfLabel(r.labelId) })),
      problems: [],
      labelSet: file.labelSet,
      roundedUp: false,
    }
  },
}

/** Differences of successive times, run-length coded: one run for a constant rate. */
function gapRuns(pts: Float64Array): [number, number][] {
  const runs: [number, number][] = []
  for (let i = 1; i < pts.length; i++) {
    const gap = pts[i]! - pts[i - 1]!
    const last = runs.at(-1)
    if (last && last[0] === gap) last[1]++
    else runs.push([gap, 1])
  }
  return runs
}
