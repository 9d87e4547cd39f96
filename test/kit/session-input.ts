/** Random sessions for tests of formats: utterances with words and speakers, entities and relations, and other marks. */
import fc from 'fast-check'
import type {
  DocumentRecord,
  EntityRecord,
  LabelSet,
  RelationRecord,
  SpeakerRecord,
  Speech,
  Word,
} from '#media/core/document/records.ts'
import type { ExportInput } from '#media/core/formats/index.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { type Tick, tick } from '#media/core/time/tick.ts'
import { annotation, input, LABELS, layer, mediaOf, track } from './export-input.ts'

export const speaker = (id: string, name: string, order: number): SpeakerRecord => ({
  type: 'speaker',
  id,
  name,
  color: '#0072b2',
  key: null,
  order,
  voiceId: null,
})

export const SESSION_LABELS: LabelSet = {
  ...LABELS,
  labels: [
    ...LABELS.labels,
    { ...LABELS.labels[0]!, id: 'utterance', name: 'Utterance', key: null },
    { ...LABELS.labels[0]!, id: 'drug', name: 'Drug', key: null, use: 'text' },
    { ...LABELS.labels[0]!, id: 'treats', name: 'treats', key: null, use: 'relation' },
  ],
}

const SPOKEN = [
  'and',
  'so',
  'm-hm',
  "I'm",
  '<so>',
  'a&b',
  '“naja”',
  '縫合',
  'x',
  '1,5',
  'well?',
  '"no"',
  '...',
]

/** Text and words between two instants: words have a length, do not overlap, and may be missing. */
export function speechOf(
  said: readonly { word: string; has: boolean; sure: number | null }[],
  start: Tick,
  end: Tick,
  language = '',
): Speech {
  const step = Math.floor((end - start) / Math.max(1, said.length))
  const words: Word[] = []
  let text = ''
  for (const [i, { word, has, sure }] of said.entries()) {
    if (text) text += ' '
    const from = text.length
    text += word
    if (has)
      words.push({
        ...{ from, to: text.length, start: tick(start + i * step), end: tick(start + (i + 1) * step) },
        confidence: sure,
        timing: sure === null ? 'given' : 'model',
      })
  }
  return { text, words, language }
}

const said = fc.array(
  fc.record({
    word: fc.constantFrom(...SPOKEN),
    has: fc.boolean(),
    sure: fc.constantFrom(null, 0, 0.5, 1),
  }),
  { minLength: 1, maxLength: 6 },
)

/** Names come with and without spaces: some formats hold only the latter. */
export const sessions = (index: FrameIndex): fc.Arbitrary<ExportInput> =>
  fc
    .record({
      names: fc.constantFrom(['Therapist', 'Client'], ['Dr. Ångström', 'Client 2'], ['Müller', 'ana']),
      turns: fc.array(
        fc.record({
          who: fc.constantFrom(null, 'k0', 'k1'),
          a: fc.nat(index.length - 1),
          b: fc.nat(index.length - 1),
          said: fc.option(said, { freq: 6 }),
          all: fc.boolean(),
          language: fc.constantFrom('', 'de-CH'),
          layerId: fc.constantFrom('y0', 'y0', 'y1'),
        }),
        { maxLength: 12 },
      ),
      marks: fc.array(fc.record({ a: fc.nat(index.length - 2), label: fc.constantFrom('l0', 'l2') }), {
        maxLength: 3,
      }),
    })
    .map(({ names, turns, marks }) => {
      const records: DocumentRecord[] = [
        track('t0', 'Emotion', 'intervals', 0),
        { ...track('t1', 'Transcript', 'transcript', 1), labelIds: ['utterance'] },
        layer('y0', 'Annotations'),
        layer('y1', 'Second reading'),
        speaker('k0', names[0]!, 0),
        speaker('k1', names[1]!, 1),
      ]
      const entities: EntityRecord[] = []
      for (const [i, turn] of turns.entries()) {
        const start = index.tickOf(Math.min(turn.a, turn.b))
        const end = index.endOf(Math.max(turn.a, turn.b))
        const words = turn.said?.map((w) => ({ ...w, has: turn.all || w.has })) ?? null
        const speech = words && speechOf(words, start, end, turn.language)
        const { who: speakerId, layerId } = turn
        const id = `u${i}`
        records.push(
          annotation({ id, trackId: 't1', labelId: 'utterance', layerId, start, end, speakerId, speech }),
        )
        if (speech && i % 3 === 0)
          entities.push({
            ...{ type: 'entity', id: `e${i}`, trackId: 't1', layerId, annotationId: id, from: 0, to: 1 },
            ...{ start, end, labelId: 'drug', concept: { system: 'RxNorm', code: '1191', name: 'x' } },
            ...{ note: '', authorId: null, confidence: null, origin: null },
          })
      }
      for (const [i, { a, label }] of marks.entries())
        records.push(
          annotation({ id: `m${i}`, labelId: label, start: index.tickOf(a), end: index.endOf(a + 1) }),
        )
      records.push(...entities)
      for (const [i, e] of entities.slice(1).entries()) {
        const before = entities[i]!
        if (before.layerId !== e.layerId) continue
        records.push({
          ...{ type: 'relation', id: `r${i}`, trackId: 't1', layerId: e.layerId, labelId: 'treats' },
          ...{ fromId: before.id, toId: e.id, note: '', authorId: null, confidence: null, origin: null },
        } satisfies RelationRecord)
      }
      return input(records, mediaOf(index), SESSION_LABELS)
    })
