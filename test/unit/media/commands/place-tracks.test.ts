import { describe, expect, test } from 'vitest'
import { duplicateTrack, placeTracks } from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { doc, LAYER } from '#test/kit/doc.ts'

const five = () => doc`
  a |AA..|
  b |BB..|
  c |..C.|
  d |DDDD|
  e |....|
`
type Run = ReturnType<typeof placeTracks>
const carriedOut = (d: ReturnType<typeof five>, result: Run) => {
  if (!result.ok) throw new Error(result.message)
  const before = new DocumentModel(d.document.records())
  before.apply(result.diff)
  return before
}
const order = (model: DocumentModel) =>
  model.tracks.map((t) => (t.group ? `${t.id}:${t.group}` : t.id)).join(' ')

describe('placing tracks', () => {
  test('several at once keep their order, and it is one change that can be taken back', () => {
    const d = five()
    const result = placeTracks(d, { ids: ['d', 'b'], beforeId: 'a', group: 'G' })
    expect(result.ok && result.sentence).toBe('Moved 2 tracks into the group G')
    const model = carriedOut(d, result)
    expect(order(model)).toBe('b:G d:G a c e')
    if (result.ok) model.apply(invert(result.diff))
    expect(order(model)).toBe('a b c d e')
  })

  test('to the end, and out of a group', () => {
    const d = five()
    const grouped = placeTracks(d, { ids: ['a'], beforeId: null, group: 'G' })
    const model = carriedOut(d, grouped)
    expect(order(model)).toBe('b c d e a:G')
    const out = placeTracks({ document: model, labels: d.labels }, { ids: ['a'], beforeId: 'c', group: null })
    expect(out.ok && out.sentence).toBe('Moved the track a out of its group')
  })

  test('where no number fits any more, all are counted anew', () => {
    const d = five()
    let model = new DocumentModel(d.document.records())
    for (let i = 0; i < 120; i++) {
      const result = placeTracks(
        { document: model, labels: d.labels },
        { ids: [i % 2 ? 'd' : 'e'], beforeId: i % 2 ? 'e' : 'd' },
      )
      if (!result.ok) throw new Error(result.message)
      const next = new DocumentModel(model.records())
      next.apply(result.diff)
      model = next
      expect(order(model)).toBe(i % 2 ? 'a b c d e' : 'a b c e d')
      expect(new Set(model.tracks.map((t) => t.order)).size).toBe(5)
    }
  })

  test('a group alone changes without moving; nothing to change and a track that is gone are refused', () => {
    const d = five()
    const same = placeTracks(d, { ids: ['b'], beforeId: 'c' })
    expect(same).toMatchObject({ ok: false, rule: 'nothing' })
    expect(placeTracks(d, { ids: ['gone'], beforeId: null })).toMatchObject({ ok: false, rule: 'missing' })
    const group = placeTracks(d, { ids: ['b'], beforeId: 'c', group: 'G' })
    expect(group.ok && group.diff.updated).toEqual({ b: { group: [null, 'G'] } })
  })
})

describe('duplicating a track', () => {
  test('alone, or with what one layer holds, right below it', () => {
    const d = five()
    const alone = duplicateTrack(d, { id: 'a', newId: 'a2', name: 'a 2', layerId: null })
    expect(order(carriedOut(d, alone))).toBe('a a2 b c d e')
    expect(alone.ok && Object.keys(alone.diff.added)).toEqual(['a2'])
    const along = duplicateTrack(d, { id: 'd', newId: 'd2', name: 'd 2', layerId: LAYER })
    expect(along.ok && along.sentence).toBe('Duplicated the track d as d 2 with 1 annotation')
    const model = carriedOut(d, along)
    const [copy] = [...model.lane('d2', LAYER).all()]
    expect(copy).toMatchObject({ labelId: 'D', start: d.document.annotation('D0')!.start })
    expect(copy!.id).not.toBe('D0')
    expect(model.lane('d', LAYER).size).toBe(1)
  })

  test('a track that is gone is refused', () => {
    expect(duplicateTrack(five(), { id: 'gone', name: 'x', layerId: null })).toMatchObject({
      ok: false,
      rule: 'missing',
    })
  })
})
