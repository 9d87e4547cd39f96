/** Long random work: rules hold after every command, and diffs can be taken back and put together. */
import { describe, expect, test } from 'vitest'
import { apply } from '#media/core/document/apply.ts'
import type { Diff } from '#media/core/document/diff.ts'
import { invert } from '#media/core/document/invert.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import type { DocumentRecord } from '#media/core/document/records.ts'
import { decodeSnapshot, encodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import { squash, squashAll } from '#media/core/document/squash.ts'
import { LETTERS, show } from '#test/kit/doc.ts'
import { brokenRules } from '#test/kit/invariants.ts'
import { seededRandom } from '#test/kit/random.ts'
import { below, everyPolicy, randomCommand } from '#test/kit/random-edits.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, Date.now() % 1_000_000]
const byId = (records: Iterable<DocumentRecord>) =>
  Object.fromEntries([...records].map((r) => [r.id, r] as const).sort(([a], [b]) => (a < b ? -1 : 1)))

describe.each(SEEDS)('seed %i', (seed) => {
  const random = seededRandom(seed)
  const document = new DocumentModel(everyPolicy())
  const state = { document, labels: LETTERS }
  let records = new Map(everyPolicy().map((r) => [r.id, r] as const))
  const diffs: Diff[] = []
  let refusals = 0
  let past = document

  test('rules hold after every command, and the model agrees with plain records', () => {
    for (let i = 0; i < 400; i++) {
      const before = show(document)
      if (i % 50 === 0) past = new DocumentModel(document.records())
      const result = randomCommand(random, state, past)
      if (!result.ok) {
        refusals++
        expect(result.message).toMatch(/^[\p{L}“].+[.]$/u)
        continue
      }
      const touched = document.apply(result.diff)
      records = apply(records, result.diff)
      diffs.push(result.diff)
      const broken = brokenRules(document.records(), { combinations: true })
      if (broken.length)
        throw new Error(`${result.sentence} broke ${broken.join('; ')}\n${before}\n→\n${show(document)}`)
      for (const r of [...Object.values(result.diff.added), ...Object.values(result.diff.removed)])
        if (r.type === 'annotation') expect(touched.tracks.has(r.trackId)).toBe(true)
    }
    expect(byId(document.records())).toEqual(byId(records.values()))
    expect(diffs.length).toBeGreaterThan(100)
    expect(refusals).toBeGreaterThan(20)
  })

  test('taking all back gives the first document, putting it forward the last', () => {
    const last = byId(document.records())
    for (const diff of diffs.toReversed()) document.apply(invert(diff))
    expect(byId(document.records())).toEqual(byId(everyPolicy()))
    for (const diff of diffs) document.apply(diff)
    expect(byId(document.records())).toEqual(last)
  })

  test('one diff in place of many does the same, and so does its inverse', () => {
    for (let i = 0; i < 40; i++) {
      const from = below(random, diffs.length - 1)
      const to = from + 2 + below(random, 20)
      const start = diffs.slice(0, from).reduce(apply, new Map(everyPolicy().map((r) => [r.id, r] as const)))
      const run = diffs.slice(from, to)
      const end = run.reduce(apply, start)
      const one = squashAll(run)
      expect(byId(apply(start, one).values())).toEqual(byId(end.values()))
      expect(byId(apply(end, invert(one)).values())).toEqual(byId(start.values()))
      const cut = below(random, run.length)
      const parts = squash(squashAll(run.slice(0, cut)), squashAll(run.slice(cut)))
      expect(parts).toEqual(one)
    }
  })

  test('a snapshot holds the document, and goes on being edited', () => {
    const bytes = encodeSnapshot(document, 'recording', diffs.length)
    const loaded = decodeSnapshot(bytes)
    expect([loaded.recordingId, loaded.revision]).toEqual(['recording', diffs.length])
    for (const r of document.records()) expect(loaded.model.get(r.id)).toEqual(r)
    expect(loaded.model.get('nobody')).toBeUndefined()
    const fresh = decodeSnapshot(bytes).model
    for (const diff of diffs.toReversed()) fresh.apply(invert(diff))
    expect(byId(fresh.records())).toEqual(byId(everyPolicy()))
  })
})
