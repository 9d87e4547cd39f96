/** Utterances out and in again, in every format: what comes back is what went out, less what the format says it loses. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnnotationRecord, Speech } from '#media/core/document/records.ts'
import { type ExportInput, FORMATS, type Imported } from '#media/core/formats/index.ts'
import { ntscIndex } from '#test/kit/export-input.ts'
import { sessions } from '#test/kit/session-input.ts'

const index = ntscIndex(400)

interface Said {
  readonly start: number
  readonly end: number
  readonly speaker: string | null
  readonly speech: Speech | null
}

/** What must be equal; times of millisecond formats are compared rounded up. */
function essence({ start, end, speaker, speech }: Said, lost: ReadonlySet<string>): string {
  const at = (t: number): number => (lost.has('times') || lost.has('seconds') ? Math.ceil(t / 705_600) : t)
  const said = speech && (speech.text !== '' || speech.words.length > 0) ? speech : null
  return JSON.stringify({
    start: at(start),
    end: at(end),
    speaker: lost.has('speakers') || lost.has('names') || lost.has('texts') ? null : speaker,
    text: lost.has('speech') || lost.has('texts') ? null : (said?.text ?? null),
    language: lost.has('language') || lost.has('speech') ? null : (said?.language ?? null),
    words:
      lost.has('words') || lost.has('speech')
        ? null
        : (said?.words ?? []).map((w) => [
            ...[said!.text.slice(w.from, w.to), lost.has('word-places') ? null : w.from],
            ...[at(w.start), lost.has('word-ends') ? null : at(w.end)],
            lost.has('word-confidence') ? null : w.confidence,
            lost.has('word-timing') ? null : w.timing,
          ]),
  })
}

function written(input: ExportInput, lost: ReadonlySet<string>): string[] {
  const names = new Map(input.snapshot.records.flatMap((r) => (r.type === 'speaker' ? [[r.id, r.name]] : [])))
  return input.snapshot.records
    .filter((r): r is AnnotationRecord => r.type === 'annotation' && r.trackId === 't1')
    .filter((a) => !(lost.has('silent') && !a.speech))
    .map((a) =>
      essence({ ...a, speaker: a.speakerId === null ? null : (names.get(a.speakerId) ?? null) }, lost),
    )
    .sort()
}

const found = (imported: Imported, lost: ReadonlySet<string>): string[] =>
  imported.tracks
    .filter((t) => (lost.has('kinds') ? t.name === 'Transcript' : t.kind === 'transcript'))
    .flatMap((t) =>
      t.annotations.map((a) => essence({ ...a, speaker: a.speaker ?? null, speech: a.speech ?? null }, lost)),
    )
    .sort()

describe.each(FORMATS.filter((f) => f.holds !== 'traces').map((f) => [f.id, f] as const))(
  '%s',
  (_, format) => {
    it('gives utterances back, less the declared losses', () => {
      fc.assert(
        fc.property(sessions(index), (input) => {
          const { file, losses } = format.write(input)
          const lost = new Set(losses.map((l) => l.code))
          const imported = format.read(file.text, {
            ...{ index, offset: input.media!.offset, fileName: file.name },
          })
          expect(imported.problems).toEqual([])
          // Merged turns and words without utterances are compared in tests of their own.
          if (lost.has('merged') || lost.has('utterances')) return
          expect(found(imported, lost)).toEqual(written(input, lost))
        }),
        { numRuns: 150 },
      )
    })

    it('tells what of speech it cannot hold', () => {
      fc.assert(
        fc.property(sessions(index), (input) => {
          const { losses, file } = format.write(input)
          const counts = Object.fromEntries(losses.map((l) => [l.code, l.count]))
          const { records } = input.snapshot
          const entities = records.filter((r) => r.type === 'entity').length
          const back = format.read(file.text, { index, offset: input.media!.offset, fileName: file.name })
          expect((counts.entities ?? 0) + (back.entities?.length ?? 0)).toBe(entities)
          const relations = records.filter((r) => r.type === 'relation').length
          expect((counts.relations ?? 0) + (back.relations?.length ?? 0)).toBe(relations)
        }),
        { numRuns: 20 },
      )
    })
  },
)
