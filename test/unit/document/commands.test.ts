import { expect, test } from 'vitest'
import {
  type Command,
  type CommandResult,
  clipOf,
  create,
  createEvent,
  duplicate,
  endLabel,
  merge,
  missingAttributes,
  move,
  paste,
  relabel,
  remove,
  removeTrack,
  reorderTrack,
  rollEdge,
  setAttribute,
  setNote,
  split,
  startLabel,
  trimEnd,
  trimStart,
  updateTrack,
} from '#media/core/commands/index.ts'
import { annotation, doc, LAYER, picture, second, shown, type TestDocument } from '#test/kit/doc.ts'

/** Runs a command; the picture afterwards, or the rule and sentence of the refusal. */
function after<A>({ document, labels }: TestDocument, command: Command<A>, args: A): string {
  const result = command({ document, labels }, args)
  if (!result.ok) return `${result.rule}: ${result.message}`
  document.apply(result.diff)
  return shown(document)
}

function ok(result: CommandResult) {
  if (!result.ok) throw new Error(result.message)
  return result
}

const at = (trackId: string, labelId: string) => ({ trackId, layerId: LAYER, labelId })
const frame = (n: number) => ({ start: second(n), end: second(n + 1) })

test('draws an interval', () => {
  const d = doc`action |..AA....|`
  expect(after(d, create, { ...at('action', 'B'), start: second(3), end: second(6) })).toBe(picture`
    action |..AA|
    action |...BBB|`)
})

test('says what was done in human words', () => {
  const d = doc`action |..A.|`
  const state = { document: d.document, labels: d.labels }
  expect(ok(move(state, { ids: ['A0'], by: second(3610) })).sentence).toBe('Moved A to 01:00:12')
  expect(ok(create(state, { ...at('action', 'B'), start: second(252), end: second(253) })).sentence).toBe(
    'Added B at 00:04:12',
  )
})

test('refuses overlap where the track holds one at a time, and names the other', () => {
  const d = doc`out(refused) |..AAAA..|`
  expect(after(d, create, { ...at('out', 'B'), start: second(4), end: second(8) })).toBe(
    'overlap: “B” at 00:00:04 would overlap “A” at 00:00:02; “out” holds one at a time.',
  )
  expect(after(d, create, { ...at('out', 'B'), start: second(6), end: second(8) })).toBe(picture`
    out |..AAAABB|`)
})

test('cuts earlier ones back, in two, or away where the track says so', () => {
  expect(
    after(doc`step(trims) |AAAA..|`, create, { ...at('step', 'B'), start: second(2), end: second(5) }),
  ).toBe(picture`step |AABBB|`)
  expect(
    after(doc`step(trims) |AAAAAA|`, create, { ...at('step', 'B'), start: second(2), end: second(4) }),
  ).toBe(picture`step |AABBAA|`)
  expect(
    after(doc`step(trims) |ACCA..|`, create, { ...at('step', 'B'), start: second(1), end: second(3) }),
  ).toBe(picture`step |ABBA|`)
  expect(after(doc`step(trims) |AA..CC|`, trimEnd, { id: 'A0', to: second(5) })).toBe(picture`step |AAAAAC|`)
})

test('a gapless track stays without gaps', () => {
  const row = () => doc`phase(gapless) |.AAABBBCC|`
  expect(after(row(), create, { ...at('phase', 'D'), start: second(2), end: second(5) })).toBe(
    picture`phase |.ADDDBBCC|`,
  )
  expect(after(row(), create, { ...at('phase', 'D'), start: second(11), end: second(12) })).toBe(
    picture`phase |.AAABBBCCCCD|`,
  )
  expect(after(row(), trimStart, { id: 'B0', to: second(2) })).toBe(picture`phase |.ABBBBBCC|`)
  expect(after(row(), trimEnd, { id: 'B0', to: second(8) })).toBe(picture`phase |.AAABBBBC|`)
  expect(after(row(), trimEnd, { id: 'C0', to: second(8) })).toBe(picture`phase |.AAABBBC|`)
  expect(after(row(), move, { ids: ['B0'], by: second(1) })).toBe(picture`phase |.AAAABBBC|`)
  expect(after(row(), move, { ids: ['A0', 'B0', 'C0'], by: second(2) })).toBe(picture`phase |...AAABBBCC|`)
  expect(after(row(), remove, { ids: ['B0'] })).toBe(picture`phase |.AAAAAACC|`)
  expect(after(row(), remove, { ids: ['A0'] })).toBe(picture`phase |....BBBCC|`)
  expect(after(row(), remove, { ids: ['B0', 'C0'] })).toBe(picture`phase |.AAA|`)
  expect(after(row(), move, { ids: ['B0'], by: second(2) })).toMatch(
    /^overlap: B would cover C .* altogether/,
  )
  expect(after(row(), trimEnd, { id: 'A0', to: second(7) })).toMatch(/^overlap: B at .* would be covered/)
})

test('rolls the edge between two that touch', () => {
  const d = () => doc`step(refused) |AABB.CC|`
  expect(after(d(), rollEdge, { leftId: 'A0', rightId: 'B0', to: second(3) })).toBe(picture`step |AAAB.CC|`)
  expect(after(d(), rollEdge, { leftId: 'B0', rightId: 'C0', to: second(4) })).toBe(
    'gap: B and C do not touch.',
  )
  expect(after(d(), rollEdge, { leftId: 'A0', rightId: 'B0', to: second(4) })).toMatch(/^overlap/)
})

test('splits and merges', () => {
  expect(after(doc`step(refused) |.AAAA|`, split, { id: 'A0', at: second(2) })).toBe(picture`step |.A|AAA|`)
  expect(after(doc`step |.AAAA|`, split, { id: 'A0', at: second(5) })).toMatch(/^length/)
  expect(after(doc`step(refused) |.AA.BB|`, merge, { ids: ['A0', 'B0'] })).toBe(picture`step |.AAAAA|`)
  expect(after(doc`step(refused) |.AACBB|`, merge, { ids: ['A0', 'B0'] })).toBe(
    'overlap: C at 00:00:03 lies between them.',
  )
  expect(after(doc`phase(gapless) |AA|AABB|`, merge, { ids: ['A0', 'A1'] })).toBe(picture`phase |AAAABB|`)
})

test('merging keeps every note and attribute', () => {
  const d = doc`step |AAAA|`
  d.document.apply({
    added: {
      x: annotation('x', 'step', 'A', second(4), second(5), { note: 'one', attributes: { count: 1 } }),
      y: annotation('y', 'step', 'A', second(5), second(6), {
        note: 'two',
        attributes: { count: 2, severity: 'minor' },
      }),
    },
    updated: {},
    removed: {},
  })
  d.document.apply(ok(merge({ document: d.document, labels: d.labels }, { ids: ['y', 'x'] })).diff)
  expect(d.document.annotation('x')).toMatchObject({
    note: 'one\ntwo',
    attributes: { count: 1, severity: 'minor' },
    end: second(6),
  })
})

test('a step stays inside its phase', () => {
  const d = () => doc`
    phase(gapless)     |AAAABBBB|
    step(trims,phase)  |.cc...dd|`
  expect(after(d(), create, { ...at('step', 'e'), start: second(3), end: second(5) })).toBe(
    'parent: “e” at 00:00:03 would not lie inside “A” at 00:00:00.',
  )
  expect(after(d(), create, { ...at('step', 'e'), start: second(9), end: second(10) })).toBe(
    'parent: “e” at 00:00:09 would lie outside every annotation of “phase”.',
  )
  expect(after(d(), trimStart, { id: 'B0', to: second(2) })).toBe(
    'children: “c” at 00:00:01 on “step” lies inside “A” at 00:00:00 and would be left outside.',
  )
  expect(after(d(), trimStart, { id: 'B0', to: second(2), children: 'shrink' })).toBe(picture`
    phase |AABBBBBB|
    step  |.c....dd|`)
  expect(after(d(), remove, { ids: ['B0'] })).toMatch(/^children: “d”/)
  expect(after(d(), remove, { ids: ['B0'], children: 'remove' })).toBe(picture`
    phase |AAAA|
    step  |.cc|`)
  // The phase before runs on over the hole, so its neighbour's steps have a home.
  expect(after(d(), split, { id: 'B0', at: second(5) })).toMatch(/^phase \|AAAAB\|BBB/)
  expect(after(d(), split, { id: 'B0', at: second(7) })).toMatch(/^children/)
})

test('events have no length, intervals need some', () => {
  const d = () => doc`
    mark*  |.A.....|
    step   |.......|`
  expect(after(d(), createEvent, { ...at('mark', 'B'), at: second(3) })).toBe(picture`
    mark* |.A.B|
    step ||`)
  expect(after(d(), create, { ...at('mark', 'B'), start: second(3), end: second(4) })).toMatch(/^length/)
  expect(after(d(), create, { ...at('step', 'B'), start: second(3), end: second(3) })).toMatch(/^length/)
  expect(after(d(), trimEnd, { id: 'A0', to: second(4) })).toBe(
    'length: A is an event and has no edges to move.',
  )
})

test('locked tracks and layers and labels of other tracks are refused', () => {
  const d = doc`step |.AA..|`
  d.document.apply({ added: {}, updated: { step: { labelIds: [[], ['A', 'B']] } }, removed: {} })
  expect(after(d, relabel, { ids: ['A0'], labelId: 'C' })).toBe(
    'label: “C” may not be used on the track “step”.',
  )
  d.document.apply({ added: {}, updated: { step: { locked: [false, true] } }, removed: {} })
  expect(after(d, relabel, { ids: ['A0'], labelId: 'B' })).toBe(
    'locked: The track “step” is locked. Unlock it to change “A” at 00:00:01.',
  )
  expect(after(d, removeTrack, { id: 'step', annotations: 'remove' })).toMatch(/^locked/)
  expect(after(d, updateTrack, { id: 'step', changes: { locked: false } })).toBe(picture`step |.AA|`)
  d.document.apply({ added: {}, updated: { [LAYER]: { locked: [false, true] } }, removed: {} })
  expect(after(d, remove, { ids: ['A0'] })).toMatch(/^locked: The layer/)
})

test('attributes are checked against the label, required ones only reported', () => {
  const d = doc`step |.A.b|`
  const state = { document: d.document, labels: d.labels }
  expect(missingAttributes(d.labels, d.document.annotation('A0')!).map((a) => a.key)).toEqual(['severity'])
  expect(after(d, setAttribute, { ids: ['A0'], key: 'severity', value: 'huge' })).toBe(
    'value: A at 00:00:01: Severity is one of minor, major.',
  )
  expect(after(d, setAttribute, { ids: ['b0'], key: 'severity', value: 'minor' })).toMatch(
    /no such attribute/,
  )
  const set = ok(setAttribute(state, { ids: ['A0'], key: 'severity', value: 'minor' }))
  expect(set.diff.updated).toEqual({ A0: { 'attributes.severity': [null, 'minor'] } })
  expect(set.sentence).toBe('Set Severity of A to minor')
  d.document.apply(set.diff)
  expect(missingAttributes(d.labels, d.document.annotation('A0')!)).toEqual([])
  expect(ok(setAttribute(state, { ids: ['A0'], key: 'severity', value: null })).diff.updated).toEqual({
    A0: { 'attributes.severity': ['minor', null] },
  })
  expect(ok(setNote(state, { id: 'A0', note: 'clear' })).diff.updated).toEqual({
    A0: { note: ['', 'clear'] },
  })
})

test('a phase key closes the old phase and runs on', () => {
  const d = doc`phase(gapless) |..........|`
  const press = (labelId: string, n: number) =>
    after(d, startLabel, { ...at('phase', labelId), frame: frame(n), until: second(10) })
  expect(press('A', 1)).toBe(picture`phase |.AAAAAAAAA|`)
  expect(press('B', 4)).toBe(picture`phase |.AAABBBBBB|`)
  expect(press('B', 6)).toBe('nothing: B is running here already, since 00:00:04.')
  expect(press('C', 2)).toBe(picture`phase |.ACCBBBBBB|`)
  expect(press('D', 2)).toBe(picture`phase |.ADDBBBBBB|`)
  expect(press('E', 0)).toBe(picture`phase |EADDBBBBBB|`)
  const last = [...d.document.lane('phase', LAYER).all()].at(-1)!
  expect(after(d, endLabel, { id: last.id, frame: frame(6) })).toBe(picture`phase |EADDBBB|`)
})

test('a key starts an interval of one frame and ends it with the shown frame inside', () => {
  const d = doc`tool |..........|`
  after(d, startLabel, { ...at('tool', 'A'), frame: frame(2), until: second(10), id: 'x' })
  expect(shown(d.document)).toBe(picture`tool |..A|`)
  expect(after(d, endLabel, { id: 'x', frame: frame(5) })).toBe(picture`tool |..AAAA|`)
  expect(after(d, endLabel, { id: 'x', frame: frame(1) })).toMatch(/^length: A starts at 00:00:02/)
})

test('on an exclusive track the running interval ends where the next starts', () => {
  const d = doc`out(refused) |..........|`
  after(d, startLabel, { ...at('out', 'A'), frame: frame(2), until: second(10), id: 'x' })
  d.document.apply(
    ok(endLabel({ document: d.document, labels: d.labels }, { id: 'x', frame: frame(6) })).diff,
  )
  const args = { ...at('out', 'B'), frame: frame(5), until: second(10), running: 'x' }
  expect(after(d, startLabel, args)).toBe(picture`out |..AAAB|`)
})

test('copies are new work: author and origin are not copied', () => {
  const d = doc`
    tool  |AA.b....|
    other |........|`
  d.document.apply({
    added: {},
    updated: { A0: { authorId: [null, 'u1'], origin: [null, 'import:csv'] } },
    removed: {},
  })
  const state = { document: d.document, labels: d.labels }
  const clip = clipOf(state, ['A0', 'b0'])
  const done = ok(paste(state, { clip, at: second(4), layerId: LAYER, trackId: 'other' }))
  for (const record of Object.values(done.diff.added))
    expect(record).toMatchObject({ authorId: null, origin: null, trackId: 'other' })
  expect(after(d, duplicate, { ids: ['A0'], by: second(5) })).toBe(picture`
    tool |AA.b.AA|
    other ||`)
})

test('tracks are put in order, also when numbers run out', () => {
  const d = doc`
    a |A|
    b |B|
    c |C|`
  const order = () => d.document.tracks.map((t) => t.id).join('')
  after(d, reorderTrack, { id: 'c', beforeId: 'a' })
  expect(order()).toBe('cab')
  after(d, reorderTrack, { id: 'c', beforeId: null })
  expect(order()).toBe('abc')
  for (let i = 0; i < 70; i++) {
    after(d, reorderTrack, { id: 'c', beforeId: 'b' })
    after(d, reorderTrack, { id: 'b', beforeId: 'c' })
  }
  expect(order()).toBe('abc')
})

test('a track with annotations goes only with them, and lets its children free', () => {
  const d = () => doc`
    phase(gapless)    |AAAA|
    step(trims,phase) |.cc.|`
  expect(after(d(), removeTrack, { id: 'phase' })).toBe(
    'missing: The track “phase” still holds “A” at 00:00:00.',
  )
  expect(after(d(), removeTrack, { id: 'phase', annotations: 'remove' })).toBe(picture`step |.cc|`)
})

test('stricter rules for a track hold for what is on it', () => {
  const d = doc`
    step |.AA.|
    step2 |....|`
  d.document.apply(
    ok(
      create(
        { document: d.document, labels: d.labels },
        { ...at('step', 'B'), start: second(2), end: second(4) },
      ),
    ).diff,
  )
  expect(after(d, updateTrack, { id: 'step', changes: { policy: 'refused' } })).toMatch(/^overlap/)
  expect(after(d, updateTrack, { id: 'step', changes: { kind: 'events' } })).toMatch(/^kind/)
  expect(after(d, updateTrack, { id: 'step', changes: { parentId: 'step' } })).toMatch(/^parent/)
})
