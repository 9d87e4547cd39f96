import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import {
  type ExportInput,
  FORMATS,
  type Format,
  type Imported,
  type ImportedAnnotation,
} from '#media/core/formats/index.ts'
import { framesOf } from '#media/core/formats/rows.ts'
import { timebase } from '#media/core/time/timebase.ts'
import { documents, indexOfGaps, ntscIndex } from '#test/kit/export-input.ts'

const VFR = indexOfGaps(
  Array.from({ length: 60 }, (_, i) => 2000 + ((i * 7919) % 1700)),
  timebase(1, 90000),
  null,
)

const read = (format: Format, text: string, input: ExportInput): Imported =>
  format.read(text, { index: input.media!.index, offset: input.media!.offset, fileName: 'x' })

/** What is compared: everything the format does not declare as lost. */
function essence(
  a: {
    trackName: string
    kind: string
    label: string
    frames: readonly [number | null, number | null]
  } & Partial<ImportedAnnotation>,
  lost: Set<string>,
): string {
  return JSON.stringify({
    track: a.trackName,
    kind: a.kind,
    label: a.label,
    frames: a.frames,
    time: lost.has('times') ? null : [a.start, a.end],
    id: lost.has('ids') ? null : a.id,
    attributes: lost.has('attributes') ? null : Object.entries(a.attributes ?? {}).sort(),
    note: lost.has('notes') ? null : a.note,
    author: lost.has('authors') ? null : a.author,
    confidence: lost.has('confidence') ? null : a.confidence,
    layer: lost.has('layers') ? null : a.layer,
  })
}

function expected(input: ExportInput, lost: Set<string>, layersKept: boolean): string[] {
  const byId = new Map(input.snapshot.records.map((r) => [r.id, r]))
  return input.snapshot.records
    .filter((r): r is AnnotationRecord => r.type === 'annotation')
    .map((a) => {
      const t = byId.get(a.trackId)
      const y = byId.get(a.layerId)
      const f = framesOf(a, input.media)
      return essence(
        {
          trackName: t?.type === 'track' ? t.name : '',
          kind: t?.type === 'track' ? t.kind : '',
          label: input.labelSet.labels.find((l) => l.id === a.labelId)!.name,
          frames: [f.firstFrame, f.lastFrame],
          start: a.start,
          end: a.end,
          id: a.id,
          attributes: a.attributes,
          note: a.note,
          author: a.authorId === null ? null : input.people[a.authorId]!,
          confidence: a.confidence,
          layer: layersKept && y?.type === 'layer' ? y.name : null,
        },
        lost,
      )
    })
    .sort()
}

function found(imported: Imported, input: ExportInput, lost: Set<string>, layersKept: boolean): string[] {
  return imported.tracks
    .flatMap((t) =>
      t.annotations.map((a) => {
        const f = framesOf(a, input.media)
        // Millisecond formats round up: an end just after a frame's start means that frame's start.
        const back = imported.roundedUp
          ? framesOf({ start: a.start, end: Math.max(a.start, a.end - 705_600) }, input.media)
          : f
        return essence(
          {
            ...a,
            trackName: t.name,
            kind: t.kind,
            frames: [f.firstFrame, back.lastFrame],
            layer: layersKept ? a.layer : null,
          },
          lost,
        )
      }),
    )
    .sort()
}

describe.each(FORMATS.filter((f) => !f.holds).map((f) => [f.id, f] as const))('%s', (_, format) => {
  it.each([
    ['29.97', ntscIndex(90)],
    ['variable rate', VFR],
  ])('reads back what it wrote, less the declared losses, at %s', (_, index) => {
    fc.assert(
      fc.property(documents(index), (input) => {
        const { file, losses } = format.write(input)
        const lost = new Set(losses.map((l) => l.code))
        // XML and WebVTT cannot carry some control characters; the report says so, and those documents are not compared.
        if (lost.has('characters')) return
        const imported = read(format, file.text, input)
        expect(imported.problems).toEqual([])
        const layersKept =
          !lost.has('layers') &&
          new Set(
            input.snapshot.records.map((r) => (r.type === 'annotation' ? r.layerId : null)).filter(Boolean),
          ).size > 1
        expect(found(imported, input, lost, layersKept)).toEqual(expected(input, lost, layersKept))
        expect(format.sniff(file.name, file.text.slice(0, 4096))).toBeGreaterThan(0.5)
      }),
      { numRuns: 60 },
    )
  })

  it('writes an empty document that it can read', () => {
    fc.assert(
      fc.property(documents(ntscIndex(5)), (input) => {
        const empty = {
          ...input,
          snapshot: {
            ...input.snapshot,
            records: input.snapshot.records.filter((r) => r.type !== 'annotation'),
          },
        }
        const imported = read(format, format.write(empty).file.text, empty)
        expect(imported.tracks.flatMap((t) => t.annotations)).toEqual([])
        expect(imported.problems).toEqual([])
      }),
      { numRuns: 1 },
    )
  })

  it('never throws anything but a plain sentence on broken input', () => {
    fc.assert(
      fc.property(documents(ntscIndex(20)), fc.nat(), fc.nat(200), (input, at, length) => {
        const text = format.write(input).file.text
        const from = at % text.length
        const broken = text.slice(0, from) + text.slice(from + length)
        try {
          read(format, broken, input)
        } catch (e) {
          expect((e as Error).name).toBe('FormatError')
          expect((e as Error).message).toMatch(/[.:]/)
        }
      }),
      { numRuns: 80 },
    )
  })
})
