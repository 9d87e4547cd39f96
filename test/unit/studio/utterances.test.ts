import { expect, test } from 'vitest'
import { utteranceAt, utterancesOf } from '#app/_studio/transcript/utterances.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { annotation, LAYER, layer, second, track } from '#test/kit/doc.ts'

test('utterances of all transcript tracks stand in order of time, and overlaps are told', () => {
  const at = (id: string, trackId: string, from: number, to: number, layerId = LAYER) =>
    annotation(id, trackId, 'a', second(from), second(to), { layerId })
  const document = new DocumentModel([
    track('t', { kind: 'transcript', policy: 'allowed' }),
    track('s', { kind: 'transcript', policy: 'allowed' }),
    track('other'),
    ...[layer(), layer('model')],
    ...[at('b', 't', 3, 6), at('a', 's', 0, 2), at('c', 's', 5, 7), at('d', 't', 9, 10)],
    ...[at('x', 'other', 1, 2), at('y', 't', 1, 2, 'model')],
  ])
  const all = utterancesOf(document, LAYER)
  expect(all.map((u) => [u.annotation.id, u.overlaps])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
    ['d', false],
  ])
  expect([-1, 0, 2.5, 5.5, 20].map((t) => utteranceAt(all, second(t)))).toEqual([-1, 0, 0, 2, 3])
})
