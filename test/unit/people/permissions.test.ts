import { describe, expect, test } from 'vitest'
import { type Diff, EMPTY_DIFF } from '#media/core/document/diff.ts'
import { Overlay } from '#media/core/document/overlay.ts'
import { refusalOfRole } from '#media/core/document/permissions.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { seenOf } from '#media/core/document/seen.ts'
import { asWork, ownLayerId, type Standing, seesAll, seesRecord } from '#media/core/document/standing.ts'
import { annotation, doc, LAYER, layer, second } from '#test/kit/doc.ts'

const standing = (more: Partial<Standing> = {}): Standing => ({
  userId: 'ann',
  role: 'annotator',
  work: 'together',
  ...more,
})
const adding = (...records: DocumentRecord[]): Diff => ({
  ...EMPTY_DIFF,
  added: Object.fromEntries(records.map((r) => [r.id, r])),
})

function world() {
  const d = doc`tool |AA..|`
  d.document.apply(
    adding(
      layer('anns', { ownerId: 'ann' }),
      layer('bens', { ownerId: 'ben', name: 'Ben' }),
      layer('agreed', { kind: 'adjudicated' }),
      layer('model', { kind: 'model', model: 'm@1' }),
    ),
  )
  return d.document
}
const at = (layerId: string) => annotation('new', 'tool', 'A', second(5), second(6), { layerId })

describe('what a role may do', () => {
  const refusal = (diff: Diff, more: Partial<Standing> = {}) =>
    refusalOfRole(new Overlay(world(), diff), standing(more))

  test('annotators work in shared layers and their own; blind in their own alone', () => {
    expect(refusal(adding(at(LAYER)))).toBeNull()
    expect(refusal(adding(at('anns')))).toBeNull()
    expect(refusal(adding(at('bens')))).toMatch(/“Ben” belongs to somebody else/)
    const blind = { work: 'blind' } as const
    expect(refusal(adding(at('anns')), blind)).toBeNull()
    for (const id of [LAYER, 'model', 'agreed', 'bens']) {
      expect(refusal(adding(at(id)), blind)).toMatch(/blind/)
      expect(refusal(adding(at(id)), blind)).not.toMatch(/Ben/)
    }
  })

  test('editors do all, viewers nothing', () => {
    expect(refusal(adding(at('bens')), { role: 'editor', work: 'blind' })).toBeNull()
    expect(refusal(adding(at(LAYER)), { role: 'viewer' })).toMatch(/look/)
  })

  test('an annotation is not moved out of somebody’s layer, nor into it', () => {
    const move = (from: string, to: string): Diff => ({
      ...EMPTY_DIFF,
      updated: { A0: { layerId: [from, to] } },
    })
    expect(refusal(move(LAYER, 'bens'))).toMatch(/somebody else/)
    expect(refusal(move(LAYER, 'anns'))).toBeNull()
  })
})

describe('what one sees', () => {
  test('blind: tracks, one’s own, and models’; editors everything', () => {
    const document = world()
    const layerOf = (id: string) => document.layer(id)
    const sees = (record: DocumentRecord, more: Partial<Standing>) =>
      seesRecord(standing(more), record, layerOf)
    const layers = ['anns', 'bens', 'agreed', 'model', LAYER]
    const seen = (more: Partial<Standing>) => layers.filter((id) => sees(at(id), more))
    expect(seen({ work: 'blind' })).toEqual(['anns', 'model'])
    expect(seen({ work: 'blind', role: 'viewer', userId: 'vic' })).toEqual(['model'])
    expect(seen({ work: 'blind', role: 'owner' })).toEqual(layers)
    expect(seen({ work: 'own' })).toEqual(layers)
    expect(sees(document.track('tool')!, { work: 'blind' })).toBe(true)
    expect(sees(at('layer-that-is-gone'), { work: 'blind' })).toBe(false)
  })

  test('an unknown way of working is the strictest', () => {
    expect(asWork('something new')).toBe('blind')
    expect(seesAll(standing({ work: asWork('something new') }))).toBe(false)
  })

  test('what crosses into sight arrives whole, what leaves it is removed, what stays hidden is not there', () => {
    const before = world()
    before.apply(adding({ ...at('bens'), id: 'x', note: 'secret' }))
    const change = (layerId: [string, string]): Diff => ({
      ...EMPTY_DIFF,
      updated: { x: { layerId, note: ['secret', 'told'] } },
    })
    const seen = (diff: Diff) => {
      const after = new Overlay(before, diff)
      return seenOf(
        standing({ work: 'blind' }),
        diff,
        (id) => before.get(id),
        (id) => after.get(id),
      )
    }
    expect(seen(change(['bens', 'anns'])).diff).toMatchObject({
      added: { x: { layerId: 'anns', note: 'told' } },
    })
    expect(seen(change(['bens', 'agreed']))).toMatchObject({ diff: EMPTY_DIFF, whole: false })
    before.apply(change(['bens', 'anns']))
    const away = seen({ ...EMPTY_DIFF, updated: { x: { layerId: ['anns', 'bens'] } } })
    expect(away.diff).toMatchObject({ removed: { x: { note: 'told' } }, updated: {} })
    const shared = seen({ ...EMPTY_DIFF, updated: { [LAYER]: { ownerId: [null, 'ann'] } } })
    expect(shared.reset).toBe(true)
  })
})

test('one’s own layer has one id, whoever makes it', () => {
  expect(ownLayerId('u1')).toBe(ownLayerId('u1'))
  expect(ownLayerId('x'.repeat(64)).length).toBe(64)
})
