import { expect, it } from 'vitest'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { tick } from '#media/core/time/tick.ts'
import type { Suggesting } from '#server/jobs/suggest/suggesting.ts'
import { diarize } from '#server/jobs/suggest/tasks/diarize.ts'

const said = (id: string, start: number, end: number, text: string): AnnotationRecord => ({
  ...{ type: 'annotation', id, trackId: 't', layerId: 'p', labelId: 'l', start: tick(start), end: tick(end) },
  ...{ attributes: {}, note: '', authorId: 'u', confidence: null, origin: null, speakerId: null },
  speech: { text, words: [], language: 'en' },
})

/** Takes what the task puts in; the document holds one person's layer and a model's. */
function recorder(assign: boolean, people: AnnotationRecord[]) {
  const put: Record<string, unknown>[] = []
  const lanes: Record<string, AnnotationRecord[]> = { p: people, m: [said('x', 0, 9, 'heard by a model')] }
  const suggesting = {
    options: { assign },
    document: {
      layers: [
        { id: 'm', kind: 'model' },
        { id: 'p', kind: 'people' },
      ],
      lane: (_: string, layer: string) => ({ all: () => lanes[layer]!.values() }),
    },
    track: () => ({ id: 't' }),
    firstLabel: () => ({ id: 'l' }),
    speaker: (name: string) => ({ id: name }),
    annotation: (given: Record<string, unknown>) => put.push(given),
  }
  return { put, suggesting: suggesting as unknown as Suggesting }
}

const output = {
  speakers: 2,
  turns: [
    { start: 0, end: 100, speaker: 0, confidence: 0.9 },
    { start: 100, end: 160, speaker: 1, confidence: 0.8 },
  ],
}

it('gives the speaker who is heard longest to each utterance of the people’s transcript, its words kept', () => {
  const { put, suggesting } = recorder(true, [
    said('a', 10, 90, 'one'),
    said('b', 80, 160, 'two'),
    said('c', 300, 400, 'three'),
  ])
  expect(diarize.records(output, suggesting).what).toBe('2 speakers, 3 utterances')
  expect(put).toMatchObject([
    { speakerId: 'Speaker 1', confidence: 1, start: 10, speech: { text: 'one' } },
    { speakerId: 'Speaker 2', confidence: 0.75, start: 80, speech: { text: 'two' } },
    { speakerId: null, confidence: null, speech: { text: 'three' } },
  ])
  // Copies: ids, layers and authors are the suggestion's own.
  for (const given of put) expect(Object.keys(given)).not.toContain('id')
})

it('writes turns without words when it is not asked to', () => {
  const { put, suggesting } = recorder(false, [said('a', 10, 90, 'one')])
  expect(diarize.records(output, suggesting).what).toBe('2 speakers, 2 turns')
  expect(put).toMatchObject([
    { start: 0, end: 100, speakerId: 'Speaker 1', speech: null },
    { start: 100, end: 160, speakerId: 'Speaker 2', speech: null },
  ])
})
