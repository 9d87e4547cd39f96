/** Comments, bookmarks, traces, layers, groups of tracks, and what is brought back from an older state. */
import { describe, expect, test } from 'vitest'
import {
  addBookmark,
  addComment,
  addLayer,
  addTrack,
  type Command,
  copyToLayer,
  create,
  editComment,
  eraseTrace,
  removeBookmark,
  removeComment,
  removeLayer,
  removeTrack,
  resolveThread,
  restore,
  ripple,
  updateBookmark,
  updateLayer,
  updateTrack,
  updateTracks,
  writeTrace,
} from '#media/core/commands/index.ts'
import { invert } from '#media/core/document/invert.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { reconcile } from '#media/core/document/reconcile.ts'
import type { CommentRecord } from '#media/core/document/records.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { doc, LAYER, picture, second, shown, type TestDocument } from '#test/kit/doc.ts'
import { brokenRules } from '#test/kit/invariants.ts'

function said<A>(d: TestDocument, command: Command<A>, args: A): string {
  const result = command(d, args)
  if (!result.ok) return `${result.rule}: ${result.message}`
  d.document.apply(result.diff)
  expect(brokenRules(d.document.records())).toEqual([])
  return result.sentence
}

const at = '2026-11-23T08:00:00.000Z'
const moment = (n: number) => ({ start: second(n), end: second(n), annotationId: null, threadId: null, at })

describe('comments', () => {
  const talk = () => {
    const d = doc`step |AAAA|`
    said(d, addComment, { ...moment(2), id: 'first', annotationId: 'A0', text: '  Is this right? ' })
    said(d, addComment, { ...moment(2), id: 'answer', threadId: 'first', text: 'Yes.' })
    return d
  }
  const comment = (d: TestDocument, id: string) => d.document.get(id) as CommentRecord

  test('are pinned to a time and an annotation, and answered', () => {
    const d = talk()
    expect(comment(d, 'first')).toMatchObject({
      text: 'Is this right?',
      start: second(2),
      annotationId: 'A0',
      createdAt: at,
      authorId: null,
      resolvedBy: null,
    })
    expect(
      said(d, addComment, {
        ...moment(1),
        text: 'A long remark that goes on and on, well beyond what fits in a line.',
      }),
    ).toBe('Commented at 00:00:01: “A long remark that goes on and on, well beyond what fits in…”')
    expect(said(d, addComment, { ...moment(2), threadId: 'first', text: 'Sure?' })).toBe(
      'Answered the comment at 00:00:02: “Sure?”',
    )
    expect(d.document.comments.map((c) => c.text)).toContain('Sure?')
  })

  test('an answer belongs to the first of a thread that is there', () => {
    const d = talk()
    expect(said(d, addComment, { ...moment(2), threadId: 'answer', text: 'Hm' })).toBe(
      'thread: An answer belongs to the first comment of its thread.',
    )
    expect(said(d, addComment, { ...moment(2), threadId: 'gone', text: 'Hm' })).toBe(
      'thread: The comment that this answers is not there any more.',
    )
    expect(said(d, addComment, { ...moment(2), text: '  ' })).toBe('value: A comment needs some text.')
    expect(said(d, addComment, { ...moment(2), end: second(1), text: 'x' })).toMatch(/^length/)
  })

  test('a thread is resolved from any of its comments, and opened again', () => {
    const d = talk()
    expect(said(d, resolveThread, { id: 'answer', userId: 'ann' })).toBe(
      'Resolved the thread at 00:00:02: “Is this right?”',
    )
    expect(comment(d, 'first').resolvedBy).toBe('ann')
    expect(comment(d, 'answer').resolvedBy).toBeNull()
    expect(said(d, resolveThread, { id: 'first', userId: null })).toMatch(/^Reopened/)
    expect(comment(d, 'first').resolvedBy).toBeNull()
  })

  test('the first takes its answers along; alone it may not leave them', () => {
    const d = talk()
    expect(said(d, editComment, { id: 'answer', text: 'Yes, quite.' })).toMatch(/^Edited/)
    const diff = { added: {}, updated: {}, removed: { first: comment(d, 'first') } }
    expect(reconcile(d.document, d.labels, diff)).toMatchObject({
      ok: false,
      rule: 'thread',
      annotationId: 'A0',
    })
    const gone = removeComment(d, { id: 'first' })
    if (!gone.ok) throw new Error(gone.message)
    expect(gone.sentence).toBe('Removed the comment “Is this right?” at 00:00:02 and its answer')
    d.document.apply(gone.diff)
    expect(d.document.comments).toEqual([])
    d.document.apply(invert(gone.diff))
    expect(d.document.comments.length).toBe(2)
  })

  test('an answer that is written while the thread is removed keeps the thread', () => {
    const d = talk()
    const gone = removeComment(d, { id: 'first' })
    if (!gone.ok) throw new Error(gone.message)
    said(d, addComment, { ...moment(2), threadId: 'first', text: 'Wait' })
    expect(reconcile(d.document, d.labels, gone.diff)).toMatchObject({ ok: false, rule: 'thread' })
  })
})

test('bookmarks are set, named, moved and taken away', () => {
  const d = doc`step |AAAA|`
  expect(said(d, addBookmark, { id: 'b', at: second(3), name: ' Look ' })).toBe(
    'Added the bookmark “Look” at 00:00:03',
  )
  expect(said(d, addBookmark, { id: 'c', at: second(1), name: '' })).toBe('Added the bookmark at 00:00:01')
  expect(d.document.bookmarks.map((b) => b.id)).toEqual(['c', 'b'])
  expect(said(d, updateBookmark, { id: 'b', changes: { name: 'Here' } })).toBe(
    'Renamed the bookmark “Look” at 00:00:03 to “Here”',
  )
  expect(said(d, updateBookmark, { id: 'b', changes: { at: second(0) } })).toBe(
    'Moved the bookmark “Here” at 00:00:03 to 00:00:00',
  )
  expect(d.document.bookmarks.map((b) => b.id)).toEqual(['b', 'c'])
  expect(said(d, removeBookmark, { id: 'b' })).toBe('Removed the bookmark “Here” at 00:00:00')
  expect(said(d, removeBookmark, { id: 'b' })).toBe('missing: This bookmark is not there any more.')
})

describe('traces', () => {
  const pain = () => doc`
    pain~    |..2233...|
    step     |AA.......|
    pain/ben |.......7.|`
  const write = (d: TestDocument, start: number, ...values: number[]) =>
    said(d, writeTrace, {
      trackId: 'pain',
      layerId: LAYER,
      start: second(start),
      step: TICKS_PER_SECOND,
      values,
    })

  test('writing replaces what lay there, in its own layer', () => {
    const d = pain()
    expect(write(d, 3, 9, 9)).toBe('Wrote pain from 00:00:03 to 00:00:05')
    expect(shown(d.document)).toBe(picture`
      pain~    |..2993|
      pain/ben |.......7|
      step     |AA|`)
    write(d, 0, 1, 1, 1, 1, 1, 1, 1)
    expect(shown(d.document)).toContain('pain~ |1111111|')
    expect(d.document.traces('pain', LAYER).length).toBe(1)
  })

  test('what is written on from an end goes on in the same record', () => {
    const d = pain()
    write(d, 6, 4)
    write(d, 7, 5)
    expect(d.document.traces('pain', LAYER)).toMatchObject([{ id: 'pain0', values: [2, 2, 3, 3, 4, 5] }])
    said(d, writeTrace, { trackId: 'pain', layerId: LAYER, start: second(8), step: 1000, values: [1, 2] })
    expect(d.document.traces('pain', LAYER).map((t) => t.values.length)).toEqual([6, 2])
  })

  test('a long trace is kept in records of 2048 values', () => {
    const d = pain()
    const values = Array.from({ length: 5000 }, (_, i) => i % 10)
    said(d, writeTrace, { trackId: 'pain', layerId: LAYER, start: second(6), step: 1000, values })
    expect(d.document.traces('pain', LAYER).map((t) => t.values.length)).toEqual([4, 2048, 2048, 904])
    expect(
      d.document
        .traces('pain', LAYER)
        .slice(1)
        .flatMap((t) => t.values),
    ).toEqual(values)
  })

  test('erasing takes every value that shares time with the stretch', () => {
    const d = pain()
    const erase = (start: number, end: number) =>
      said(d, eraseTrace, { trackId: 'pain', layerId: LAYER, start: tick(start), end: tick(end) })
    expect(erase(second(3) + 1, second(4))).toBe('Erased pain from 00:00:03 to 00:00:04')
    expect(shown(d.document)).toContain('pain~ |..2.33')
    expect(erase(second(3), second(4))).toBe('nothing: “pain” has no values between 00:00:03 and 00:00:04.')
    erase(0, second(5))
    expect(shown(d.document)).toContain('pain~ |.....3')
  })

  test('keep their scale, their track and their place', () => {
    const d = pain()
    expect(write(d, 0, 1, 12)).toBe('value: “pain” goes from 0 to 9; 12 at 00:00:01 lies outside.')
    expect(write(d, 0, Number.NaN)).toMatch(/^value/)
    expect(
      said(d, writeTrace, { trackId: 'step', layerId: LAYER, start: second(0), step: 1, values: [1] }),
    ).toBe('kind: “step” holds intervals, not a trace.')
    const bounds = { start: second(0), end: second(1) }
    expect(said(d, create, { trackId: 'pain', layerId: LAYER, labelId: 'A', ...bounds })).toMatch(
      /^kind: “pain” holds a trace; “A” at 00:00:00 cannot be on it\.$/,
    )
    const other = { ...d.document.traces('pain', LAYER)[0]!, id: 'x' }
    expect(reconcile(d.document, d.labels, { added: { x: other }, updated: {}, removed: {} })).toMatchObject({
      rule: 'trace',
      message: '“pain” has values at 00:00:02 already, by another stretch.',
    })
    const scale = { min: 0, max: 5, unit: '', minName: '', maxName: '' }
    expect(said(d, updateTrack, { id: 'pain', changes: { scale } })).toMatch(/^value: .* 7 at 00:00:07/)
    expect(said(d, updateTrack, { id: 'pain', changes: { kind: 'intervals' } })).toMatch(/^kind/)
    expect(said(d, removeTrack, { id: 'pain' })).toBe(
      'missing: The track “pain” still holds values at 00:00:02.',
    )
    expect(said(d, removeTrack, { id: 'pain', annotations: 'remove' })).toBe('Removed the track pain')
  })

  test('a locked track or layer keeps its values', () => {
    const d = pain()
    said(d, updateTrack, { id: 'pain', changes: { locked: true } })
    expect(write(d, 0, 1)).toMatch(/^locked: The track “pain” is locked/)
    said(d, updateTrack, { id: 'pain', changes: { locked: false } })
    said(d, updateLayer, { id: LAYER, changes: { locked: true } })
    expect(write(d, 0, 1)).toMatch(/^locked: The layer/)
  })

  test('two who write on one stretch do not make a mixture of it', () => {
    const d = pain()
    const args = { trackId: 'pain', layerId: LAYER, step: TICKS_PER_SECOND }
    const mine = writeTrace(d, { ...args, start: second(6), values: [1] })
    if (!mine.ok) throw new Error(mine.message)
    write(d, 6, 8, 8)
    expect(reconcile(d.document, d.labels, mine.diff)).toMatchObject({
      ok: false,
      rule: 'changed',
      message: 'Somebody else wrote on this stretch of the trace meanwhile.',
    })
  })

  test('shift with the rest', () => {
    const d = pain()
    expect(
      said(d, ripple, { trackIds: ['pain', 'step'], layerId: LAYER, from: second(1), by: second(2) }),
    ).toBe('Shifted a stretch of trace from 00:00:01 on 2 s later')
    expect(shown(d.document)).toContain('pain~ |....2233')
  })
})

describe('layers', () => {
  const d = () => doc`
    step(refused) |AABB..|
    pain~         |.3....|
    step/ben      |CC....|`

  test('are made, named, locked and, when empty, taken away', () => {
    const x = d()
    expect(said(x, addLayer, { id: 'dee', name: 'Dee', ownerId: 'dee', kind: 'people' })).toBe(
      'Added the layer Dee',
    )
    expect(said(x, updateLayer, { id: 'dee', changes: { name: 'D.' } })).toBe('Renamed the layer Dee to D.')
    expect(said(x, removeLayer, { id: 'dee' })).toBe('Removed the layer D.')
    expect(said(x, removeLayer, { id: 'ben' })).toBe('missing: The layer “ben” still holds “C” at 00:00:00.')
    expect(said(x, removeLayer, { id: LAYER, annotations: 'remove' })).toBe(
      `Removed the layer ${LAYER} and 2 annotations in it`,
    )
  })

  test('a layer that holds only values is not empty', () => {
    const x = doc`pain~ |.3....|`
    expect(said(x, removeLayer, { id: LAYER })).toBe(
      `missing: The layer “${LAYER}” still holds values of “pain” at 00:00:01.`,
    )
  })

  test('a locked layer stays, with all in it', () => {
    const x = d()
    said(x, updateLayer, { id: 'ben', changes: { locked: true } })
    expect(said(x, removeLayer, { id: 'ben', annotations: 'remove' })).toMatch(/^locked/)
    expect(said(x, copyToLayer, { ids: ['A0'], layerId: 'ben' })).toMatch(
      /^locked: The layer “ben” is locked/,
    )
  })

  test('what is copied to one is new work there', () => {
    const x = d()
    expect(said(x, copyToLayer, { ids: ['B0'], layerId: 'ben' })).toBe('Copied B to the layer ben')
    expect(shown(x.document)).toContain('step/ben |CCBB')
    expect(said(x, copyToLayer, { ids: ['A0'], layerId: 'ben' })).toMatch(/^overlap/)
    expect(said(x, copyToLayer, { ids: ['A0'], layerId: LAYER })).toMatch(
      /^exists: A at 00:00:00 is in the layer/,
    )
    expect(said(x, copyToLayer, { ids: ['A0'], layerId: 'gone' })).toMatch(/^layer/)
  })
})

test('several tracks change at once, under the name of what was done', () => {
  const d = doc`
    one |A|
    two |B|`
  const ids = ['one', 'two']
  expect(said(d, updateTracks, { ids, changes: { group: 'Hands' } })).toBe('Put 2 tracks in the group Hands')
  expect(said(d, updateTracks, { ids, changes: { group: 'Arms' } })).toBe('Renamed the group Hands to Arms')
  expect(said(d, updateTracks, { ids, changes: { hidden: true } })).toBe('Hid 2 tracks')
  expect(said(d, updateTracks, { ids: ['one'], changes: { hidden: false } })).toBe('Showed the track one')
  expect(said(d, updateTracks, { ids, changes: { group: null } })).toBe('Took 2 tracks out of their group')
  expect(said(d, updateTracks, { ids: [], changes: { group: null } })).toBe('nothing: No track is chosen.')
  expect(said(d, updateTracks, { ids: ['one', 'none'], changes: { locked: true } })).toMatch(/^missing/)
})

describe('bringing back', () => {
  const whole = () => doc`
    phase(gapless)    |AAAABBBB|
    step(trims,phase) |.cc..dd.|
    pain~             |.333....|`
  const old = () => new DocumentModel(whole().document.records())
  const emptied = () => {
    const d = whole()
    d.document.apply({
      added: {},
      updated: {},
      removed: Object.fromEntries(
        [...d.document.records()].filter((r) => r.type !== 'layer').map((r) => [r.id, r]),
      ),
    })
    return d
  }

  test('what was changed gets its old fields, and others make room', () => {
    const d = doc`
      phase(gapless)    |AAAABBBB|
      step(trims,phase) |.cccedd.|`
    d.document.apply({
      added: {},
      updated: { c0: { note: ['', 'new'] } },
      removed: {},
    })
    expect(said(d, restore, { from: old(), ids: ['d0', 'c0'] })).toBe('Brought back 2 annotations')
    expect(shown(d.document)).toContain('step |.cc.edd')
    expect(d.document.annotation('c0')!.note).toBe('')
  })

  test('what is gone comes back with its track, under its old id', () => {
    const d = emptied()
    expect(said(d, restore, { from: old(), ids: ['A0', 'B0', 'c0', 'pain0'] })).toBe('Brought back 4 things')
    expect(shown(d.document)).toBe(picture`
      phase |AAAABBBB|
      step  |.cc|
      pain~ |.333|`)
    expect(said(emptied(), restore, { from: old(), ids: ['pain0'] })).toBe(
      'Brought back a stretch of trace at 00:00:01',
    )
  })

  test('a child alone comes back only into a parent', () => {
    const d = emptied()
    expect(said(d, restore, { from: old(), ids: ['c0'] })).toMatch(/^parent/)
    expect(said(d, restore, { from: old(), ids: ['c0', 'A0'] })).toBe('Brought back 2 annotations')
  })

  test('into another layer it comes as a copy', () => {
    const d = whole()
    said(d, addLayer, { id: 'ben', name: 'Ben', ownerId: null, kind: 'people' })
    expect(said(d, restore, { from: old(), ids: ['A0', 'B0', 'd0'], layerId: 'ben' })).toBe(
      'Brought back 3 annotations',
    )
    expect(shown(d.document)).toBe(picture`
      phase     |AAAABBBB|
      phase/ben |AAAABBBB|
      step      |.cc..dd|
      step/ben  |.....dd|
      pain~     |.333|`)
  })

  test('what was never there is refused, and what is as it was changes nothing', () => {
    const d = whole()
    expect(said(d, restore, { from: old(), ids: ['nobody'] })).toBe(
      'missing: This was not in the document at that time.',
    )
    expect(said(d, restore, { from: old(), ids: ['A0', 'c0'] })).toMatch(/^nothing/)
  })

  test('a thread comes back with its first', () => {
    const d = whole()
    said(d, addComment, { ...moment(2), id: 'first', text: 'One' })
    said(d, addComment, { ...moment(2), id: 'answer', threadId: 'first', text: 'Two' })
    const from = new DocumentModel(d.document.records())
    said(d, removeComment, { id: 'first' })
    expect(said(d, restore, { from, ids: ['answer'] })).toBe('Brought back the comment at 00:00:02')
    expect(d.document.comments.map((c) => c.text).sort()).toEqual(['One', 'Two'])
  })

  test('a track that was removed comes back empty, and then what was on it', () => {
    const d = whole()
    said(d, removeTrack, { id: 'step', annotations: 'remove' })
    said(d, addTrack, { name: 'other', kind: 'intervals' })
    expect(said(d, restore, { from: old(), ids: ['step'] })).toBe('Brought back the track step')
    expect(said(d, restore, { from: old(), ids: ['c0', 'd0'] })).toBe('Brought back 2 annotations')
    expect(shown(d.document)).toContain('step |.cc..dd')
  })
})
