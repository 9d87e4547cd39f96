/** What files say of speech, put into documents: speakers by name, utterances with words, entities and relations. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importCommand } from '#media/core/commands/import.ts'
import { checkText } from '#media/core/document/check-text.ts'
import { LabelBook } from '#media/core/document/label-book.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { Overlay } from '#media/core/document/overlay.ts'
import type { DocumentRecord, LabelSet } from '#media/core/document/records.ts'
import { csv } from '#media/core/formats/csv/index.ts'
import { type ImportMapping, NEW, proposeMapping } from '#media/core/formats/import-mapping.ts'
import type { Imported } from '#media/core/formats/index.ts'
import { nativeJson } from '#media/core/formats/native-json/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { layer, ntscIndex, track } from '#test/kit/export-input.ts'
import { SESSION_LABELS, sessions, speaker } from '#test/kit/session-input.ts'

const index = ntscIndex(400)
const context = { index, offset: tick(0), fileName: 'x' }

function run(
  records: DocumentRecord[],
  imported: Imported,
  labelSet: LabelSet = SESSION_LABELS,
  change: (m: ImportMapping) => ImportMapping = (m) => m,
) {
  const labels = new LabelBook(labelSet)
  const document = new DocumentModel(records)
  const result = importCommand(
    { document, labels },
    {
      imported,
      mapping: change(proposeMapping(imported, document, labels)),
      ...{ formatId: 'x', fileName: 'x.txt', index, offset: tick(0), userId: 'me' },
    },
  )
  if (result.ok) {
    const after = new LabelBook(result.labelSet ?? labelSet)
    expect(checkText(new Overlay(document, result.diff), after)).toBeNull()
    document.apply(result.diff)
  }
  return { result, document }
}

const TRANSCRIPT = { ...track('t', 'Transcript', 'transcript', 0), labelIds: ['utterance'] }

describe('our own format', () => {
  it('brings utterances, speakers, entities and relations into an empty document as they were, by their ids', () => {
    fc.assert(
      fc.property(sessions(index), (input) => {
        const imported = nativeJson.read(nativeJson.write(input).file.text, context)
        const { result, document } = run([layer('y', 'Mine')], imported, { ...SESSION_LABELS, labels: [] })
        const { records } = input.snapshot
        if (!result.ok) {
          expect(records.some((r) => r.type === 'annotation')).toBe(false)
          return
        }
        for (const r of records) {
          const back = document.get(r.id)
          if (r.type === 'annotation')
            expect(back).toMatchObject({
              start: r.start,
              end: r.end,
              speech: r.speech,
              speakerId: r.speakerId,
            })
          if (r.type === 'entity')
            expect(back).toMatchObject({
              annotationId: r.annotationId,
              from: r.from,
              to: r.to,
              concept: r.concept,
            })
          if (r.type === 'relation') expect(back).toMatchObject({ fromId: r.fromId, toId: r.toId })
        }
        const made = new Map(result.labelSet?.labels.map((l) => [l.id, l.use]))
        if (records.some((r) => r.type === 'entity')) expect(made.get('drug')).toBe('text')
        if (records.some((r) => r.type === 'relation')) expect(made.get('treats')).toBe('relation')
      }),
      { numRuns: 60 },
    )
  })
})

describe('a table with texts and speakers', () => {
  const table = csv.read(
    'start,end,speaker,text\n1,2,client,Good morning.\n3,4,Nurse,Yes\n5,6,,Hm\n',
    context,
  )
  it('goes onto the transcript, and the speakers that are there speak', () => {
    const { document, result } = run([TRANSCRIPT, layer('y', 'Mine'), speaker('s1', 'Client', 0)], table)
    if (!result.ok) throw new Error(result.message)
    expect(document.speakers.map((s) => s.name)).toEqual(['Client', 'Nurse'])
    const utterances = [...document.lane('t', 'y').all()]
    expect(utterances.map((a) => [a.speakerId, a.speech?.text, a.labelId])).toEqual([
      ['s1', 'Good morning.', 'utterance'],
      [document.speakers[1]!.id, 'Yes', 'utterance'],
      [null, 'Hm', 'utterance'],
    ])
    expect(result.labelSet).toBeNull()
  })
  it('makes a transcript and a label for what is said where there is none', () => {
    const { document, result } = run([layer('y', 'Mine')], table, { ...SESSION_LABELS, labels: [] })
    if (!result.ok) throw new Error(result.message)
    expect(document.tracks.map((t) => [t.name, t.kind])).toEqual([['Transcript', 'transcript']])
    expect(result.labelSet?.labels.map((l) => l.name)).toEqual(['Utterance'])
  })
  it('puts what is said into notes on a track that is no transcript', () => {
    const to = (m: ImportMapping) => ({ ...m, tracks: m.tracks.map((t) => ({ ...t, target: 't0' })) })
    const { document } = run(
      [track('t0', 'Phase', 'intervals', 0), layer('y', 'Mine')],
      table,
      SESSION_LABELS,
      to,
    )
    expect([...document.lane('t0', 'y').all()][0]).toMatchObject({ speech: null, note: 'Good morning.' })
  })
})

describe('tiers that are people', () => {
  const tiers = csv.read('tier,label,start,end\nAna,Hello there,1,2\nBen,Hello,2,3\n', context)
  it('become one transcript with a speaker each', () => {
    const { document, result } = run([layer('y', 'Mine')], tiers, SESSION_LABELS, (m) => ({
      ...m,
      tracks: tiers.tracks.map((t) => ({ target: NEW, text: 'speech', labelId: NEW, speaker: t.name })),
    }))
    if (!result.ok) throw new Error(result.message)
    expect(document.tracks.map((t) => t.name)).toEqual(['Transcript'])
    const said = [...document.lane(document.tracks[0]!.id, 'y').all()]
    expect(
      said.map((a) => [a.speech?.text, document.speakers.find((s) => s.id === a.speakerId)?.name]),
    ).toEqual([
      ['Hello there', 'Ana'],
      ['Hello', 'Ben'],
    ])
  })
})
