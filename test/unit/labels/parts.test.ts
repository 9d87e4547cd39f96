/** Parts that are added to a schema: emotions, codes of utterances, words and relations. */
import { describe, expect, test } from 'vitest'
import { LabelBook } from '#media/core/document/label-book.ts'
import { LABEL_SET_DEFAULTS, labelSetSchema, TRACK_DEFAULTS } from '#media/core/document/records.ts'
import { addSet } from '#media/core/labels/add-set.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'
import { changesOfSet } from '#media/core/labels/set-changes.ts'
import { parts, templates } from '#media/core/labels/templates.ts'

describe.each(Object.entries(parts))('part %s', (_id, part) => {
  test('is a valid schema whose labels differ and are described', () => {
    expect(labelSetSchema.parse(part)).toEqual(part)
    const ids = part.labels.map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(part.labels.map((one) => one.name)).size).toBe(ids.length)
    for (const one of part.labels) {
      expect(one.description.length, one.name).toBeGreaterThan(3)
      expect(LABEL_COLORS).toContain(one.color)
    }
    const onTracks = new Set(part.tracks.flatMap((one) => one.labelIds))
    for (const one of part.labels) expect(onTracks.has(one.id), one.name).toBe(one.use === 'mark')
  })

  test('gives no key twice on a track, and none that plays', () => {
    for (const track of part.tracks) {
      const keys = part.labels
        .filter((one) => track.labelIds.includes(one.id))
        .flatMap((one) => one.key ?? [])
      expect(new Set(keys).size, track.name).toBe(keys.length)
      expect(keys.filter((key) => 'jkliom?'.includes(key))).toEqual([])
    }
  })

  test('can be added to the session without a clash of ids, and twice is once', () => {
    const once = addSet(templates.session, part)
    expect(labelSetSchema.parse(once)).toEqual(once)
    expect(once.labels.length).toBe(templates.session.labels.length + part.labels.length)
    expect(addSet(once, part)).toEqual(once)
  })
})

test('GoEmotions are the 27 emotions of the corpus and neutral', () => {
  // Order and spelling of emotions.txt in the published data.
  const published =
    'admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval ' +
    'disgust embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief ' +
    'remorse sadness surprise neutral'
  expect(parts.goEmotions.labels.map((one) => one.name).sort()).toEqual(published.split(' ').sort())
})

test('words and relations are offered where they belong, and not on tracks', () => {
  const book = new LabelBook(addSet(templates.session, parts.clinicalText))
  const relation = book.relationLabels.map((one) => one.name)
  expect(relation).toContain('treats')
  const text = book.textLabels.map((one) => one.name)
  expect(text).toContain('Drug')
  expect(text).toContain('Contact or number')
  expect(text).not.toContain('Utterance')
  // A track that lists no labels takes all marks, and nothing else.
  const free = {
    ...TRACK_DEFAULTS,
    ...{ type: 'track' as const, id: 'free', kind: 'intervals' as const, name: 'Free', order: 0 },
  }
  const offered = book.labelsOf(free).map((one) => one.name)
  expect(offered).toContain('Joy')
  expect(offered).not.toContain('Drug')
  expect(offered).not.toContain('treats')
})

test('speakers come along with an added schema, and their changes are told', () => {
  const empty = { ...LABEL_SET_DEFAULTS, version: 1, name: 'Empty', labels: [], tracks: [] }
  const set = addSet(empty, templates.session)
  expect(set.speakers.map((one) => one.name)).toEqual(['Therapist', 'Client', 'Other person'])
  const renamed = { ...set, speakers: set.speakers.map((one) => ({ ...one, name: one.name.toUpperCase() })) }
  expect(changesOfSet(set, renamed)[0]).toMatchObject({ what: 'speaker', kind: 'renamed', to: 'THERAPIST' })
})
