/** What is said stays with its times: through edits of the text, splitting, joining, moving, and undo. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptSuggestions,
  type Command,
  mergeSpeakers,
  mergeUtterances,
  move,
  removeSpeaker,
  setSpeaker,
  splitUtterance,
  writeSpeech,
} from '#media/core/commands/index.ts'
import { apply } from '#media/core/document/apply.ts'
import { invert } from '#media/core/document/invert.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { AnnotationRecord, DocumentRecord, Speech, Word } from '#media/core/document/records.ts'
import { speechSchema } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation, LETTERS, layer, second, track } from '#test/kit/doc.ts'

const WORD = 0.4
const at = (seconds: number) => tick(Math.round(second(1) * seconds))

/** Words of 0.3 s every 0.4 s from second 1 on, as a model heard them. */
function said(text: string): Speech {
  const words: Word[] = []
  for (const match of text.matchAll(/\S+/g)) {
    const start = 1 + words.length * WORD
    words.push({
      ...{ from: match.index, to: match.index + match[0].length, start: at(start) },
      ...{ end: at(start + 0.3), confidence: 0.9, timing: 'model' },
    })
  }
  return { text, words, language: 'en' }
}

const ann = {
  type: 'speaker',
  id: 'ann',
  name: 'Ann',
  color: '#0072b2',
  key: '1',
  order: 0,
  voiceId: null,
} as const
const ben = { ...ann, id: 'ben', name: 'Ben', key: '2', order: 1 } as const
const LABEL = LETTERS.set.labels[0]!.id

function utterance(text: string, fields: Partial<AnnotationRecord> = {}): AnnotationRecord {
  const speech = said(text)
  const end = at(1.2 + speech.words.length * WORD)
  return annotation('u', 't', LABEL, second(1), end, { speakerId: 'ann', speech, ...fields })
}

function open(...records: DocumentRecord[]) {
  const all = [track('t', { kind: 'transcript', policy: 'allowed' }), layer(), ann, ben, ...records]
  const document = new DocumentModel(all)
  const state = { document, labels: LETTERS }
  const run = <A>(command: Command<A>, args: A) => {
    const result = command(state, args)
    if (!result.ok) throw new Error(result.message)
    const before = new Map([...document.records()].map((r) => [r.id, r]))
    document.apply(result.diff)
    const now = new Map([...document.records()].map((r) => [r.id, r]))
    expect(apply(now, invert(result.diff))).toEqual(before)
    for (const r of now.values()) if (r.type === 'annotation' && r.speech) speechSchema.parse(r.speech)
    return result
  }
  const speech = (id = 'u') => document.annotation(id)!.speech!
  return { document, state, run, speech }
}

const texts = ({ text, words }: Speech) => words.map((w) => text.slice(w.from, w.to))

describe('writing', () => {
  test('a corrected word keeps its time, an added one is put between its neighbours', () => {
    const { run, speech } = open(utterance('the pacient felt better'))
    const before = speech().words
    run(writeSpeech, { id: 'u', text: 'the patient felt much better' })
    const after = speech()
    expect(texts(after)).toEqual(['the', 'patient', 'felt', 'much', 'better'])
    for (const [now, then] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [4, 3],
    ] as const) {
      expect(after.words[now]!.start).toBe(before[then]!.start)
      expect(after.words[now]!.end).toBe(before[then]!.end)
    }
    expect(after.words[3]).toMatchObject({ timing: 'interpolated' })
    expect(after.words[3]!.start).toBeGreaterThanOrEqual(before[2]!.start)
    expect(after.words[3]!.end).toBeLessThanOrEqual(before[3]!.end)
  })

  test('whatever is written, words that stand on keep their times', () => {
    const word = fc.stringMatching(/^[a-zäß]{1,7}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 2, maxLength: 12 }),
        fc.nat(),
        fc.array(word, { maxLength: 3 }),
        (words, where, added) => {
          const { run, speech } = open(utterance(words.join(' ')))
          const before = speech()
          const place = where % words.length
          const fresh = added.filter((w) => !words.includes(w)).map((w) => `${w}q`)
          const next = [...words.slice(0, place), ...fresh, ...words.slice(place)]
          const text = next.join(' ')
          if (text === before.text) return
          run(writeSpeech, { id: 'u', text })
          const after = speech()
          expect(texts(after)).toEqual(next)
          for (const [i, w] of words.entries()) {
            const now = after.words[next.indexOf(w)]!
            expect([w, now.start, now.end]).toEqual([w, before.words[i]!.start, before.words[i]!.end])
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('splitting and joining', () => {
  test('are each other’s way back, for every word', () => {
    const text = 'so what brings you here today'
    for (const { from } of said(text).words.slice(1)) {
      const { document, run, speech } = open(utterance(text))
      const before = document.annotation('u')!
      run(splitUtterance, { id: 'u', at: from, newId: 'second' })
      expect(`${speech().text.trim()} ${speech('second').text.trim()}`).toBe(text)
      expect(document.annotation('u')!.end).toBeLessThanOrEqual(document.annotation('second')!.start)
      run(mergeUtterances, { ids: ['u', 'second'] })
      expect(document.annotation('second')).toBeUndefined()
      expect(speech().text).toBe(text)
      expect(speech().words.map((w) => [w.start, w.end])).toEqual(
        before.speech!.words.map((w) => [w.start, w.end]),
      )
    }
  })

  test('words move along with their utterance', () => {
    const { run, speech } = open(utterance('here we go'))
    const before = speech().words
    run(move, { ids: ['u'], by: second(3) })
    expect(speech().words.map((w) => w.start)).toEqual(before.map((w) => tick(w.start + second(3))))
  })
})

describe('speakers', () => {
  test('two are made one, in every layer', () => {
    const other = utterance('and I', { id: 'v', layerId: 'other', speakerId: 'ben' })
    const { document, run } = open(utterance('yes'), layer('other'), other)
    run(mergeSpeakers, { ids: ['ben'], into: 'ann' })
    expect(document.speakers.map((s) => s.id)).toEqual(['ann'])
    expect(document.annotation('v')!.speakerId).toBe('ann')
  })

  test('one who says something goes only with a successor', () => {
    const { state, run, document } = open(utterance('yes'))
    expect(removeSpeaker(state, { id: 'ann' })).toMatchObject({ ok: false })
    run(removeSpeaker, { id: 'ann', to: null })
    expect(document.annotation('u')!.speakerId).toBeNull()
    expect(setSpeaker(state, { ids: ['u'], speakerId: 'ann' })).toMatchObject({ ok: false })
  })
})

test('a suggestion is taken over with its words, its times and where it came from', () => {
  const model = layer('m', { kind: 'model', model: 'whisper-tiny@1' })
  const heard = utterance('good morning', { layerId: 'm', origin: 'model:whisper-tiny@1', confidence: 0.7 })
  const { run, document } = open(model, heard)
  const result = run(acceptSuggestions, { ids: ['u'], layerId: layer().id })
  const taken = document.annotation(result.focus[0]!)!
  expect(taken).toMatchObject({ layerId: layer().id, origin: 'model:whisper-tiny@1#u', speakerId: 'ann' })
  expect(taken.speech).toEqual(heard.speech)
  expect(document.annotation('u')).toEqual(heard)
})
