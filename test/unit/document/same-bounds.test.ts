/** Children that have exactly the bounds of their parent, and what commands on either make of them. */
import { expect, test } from 'vitest'
import {
  type Command,
  create,
  createInside,
  merge,
  move,
  remove,
  ripple,
  rollEdge,
  setNote,
  split,
  startLabel,
  stretch,
  trimEnd,
  trimStart,
  updateTrack,
} from '#media/core/commands/index.ts'
import { doc, LAYER, picture, second, shown, type TestDocument } from '#test/kit/doc.ts'

function after<A>({ document, labels }: TestDocument, command: Command<A>, args: A): string {
  const result = command({ document, labels }, args)
  if (!result.ok) return `${result.rule}: ${result.message} → ${result.annotationId}`
  document.apply(result.diff)
  return shown(document)
}

const phases = () => doc`
  phase(gapless)         |AAAABBBB|
  rating(refused,=phase) |eeee....|
  detail(allowed,=rating)|ff......|`
const steps = () => doc`
  step(trims)          |.AAA.BBB.|
  note(refused,=step)  |.cccddd..|`

test('the fixture above would break the rule, so it is refused where it is touched', () => {
  const d = phases()
  expect(after(d, setNote, { id: 'f0', note: 'x' })).toBe(
    'parent: “f” at 00:00:00 would not have the start and end of “e” at 00:00:00; on “detail” it must. → e0',
  )
})

const ok = () => doc`
  phase(gapless)          |AAAABBBB|
  rating(refused,=phase)  |eeee....|
  detail(allowed,=rating) |ffff....|`

test('follows the edges of its parent, level by level', () => {
  expect(after(ok(), trimEnd, { id: 'A0', to: second(6) })).toBe(picture`
    phase  |AAAAAABB|
    rating |eeeeee|
    detail |ffffff|`)
  expect(after(ok(), trimStart, { id: 'B0', to: second(2) })).toBe(picture`
    phase  |AABBBBBB|
    rating |ee|
    detail |ff|`)
  expect(after(ok(), rollEdge, { leftId: 'A0', rightId: 'B0', to: second(5) })).toBe(picture`
    phase  |AAAAABBB|
    rating |eeeee|
    detail |fffff|`)
  expect(after(ok(), ripple, { trackIds: ['phase'], layerId: LAYER, from: second(0), by: second(2) })).toBe(
    picture`
    phase  |..AAAABBBB|
    rating |..eeee|
    detail |..ffff|`,
  )
  expect(
    after(ok(), stretch, {
      ids: ['A0', 'B0'],
      from: [second(0), second(8)],
      to: [second(0), second(4)],
    }),
  ).toBe(picture`
    phase  |AABB|
    rating |ee|
    detail |ff|`)
  expect(
    after(ok(), startLabel, {
      trackId: 'phase',
      layerId: LAYER,
      labelId: 'C',
      frame: { start: second(1), end: second(2) },
      until: second(8),
    }),
  ).toBe(picture`
    phase  |ACCCBBBB|
    rating |e|
    detail |f|`)
})

test('moves along, also when both are chosen', () => {
  const d = doc`
    step(trims)         |AAA......|
    note(refused,=step) |ccc......|`
  expect(after(d, move, { ids: ['A0'], by: second(2) })).toBe(picture`
    step |..AAA|
    note |..ccc|`)
  expect(after(d, move, { ids: ['A0', 'c0'], by: second(1) })).toBe(picture`
    step |...AAA|
    note |...ccc|`)
  expect(after(d, move, { ids: ['c0'], by: second(1) })).toBe(
    'parent: “c” at 00:00:04 would not have the start and end of “A” at 00:00:03; on “note” it must. → A0',
  )
})

test('goes to the first part of what is split, and joins when parents are merged', () => {
  expect(after(ok(), split, { id: 'A0', at: second(1) })).toBe(picture`
    phase  |A|AAABBBB|
    rating |e|
    detail |f|`)
  const both = doc`
    phase(gapless)          |AAAABBBB|
    rating(refused,=phase)  |eeeegggg|
    detail(allowed,=rating) |ffffhhhh|`
  expect(after(both, merge, { ids: ['A0', 'B0'] })).toBe(picture`
    phase  |AAAAAAAA|
    rating |eeeeeeee|
    detail |ffffffff|
    detail |hhhhhhhh|`)
})

test('is in the way of removing its parent, unless it is taken along', () => {
  expect(after(ok(), remove, { ids: ['A0'] })).toBe(
    'children: “e” at 00:00:00 on “rating” lies inside “A” at 00:00:00 and would be left outside. → e0',
  )
  expect(after(ok(), remove, { ids: ['A0'], children: 'remove' })).toBe(picture`
    phase  |....BBBB|
    rating ||
    detail ||`)
})

test('an edge of its own cannot be moved', () => {
  expect(after(ok(), trimEnd, { id: 'f0', to: second(3) })).toMatch(/^parent: .* → e0$/)
})

test('is made with the bounds of its parent, whatever was drawn', () => {
  const args = { parentId: 'B0', trackId: 'rating', labelId: 'g', layerId: LAYER }
  expect(after(ok(), createInside, { ...args, start: second(5), end: second(6) })).toBe(picture`
    phase  |AAAABBBB|
    rating |eeeegggg|
    detail |ffff|`)
  expect(after(ok(), createInside, { ...args, parentId: 'A0' })).toMatch(/^overlap: .* → e0$/)
  const outside = {
    trackId: 'rating',
    labelId: 'g',
    layerId: LAYER,
    start: second(9),
    end: second(10),
  }
  expect(after(ok(), create, outside)).toBe(
    'parent: “g” at 00:00:09 would have no annotation of “phase” to share its start and end with. → B0',
  )
})

test('a track is given the rule only when what is on it keeps it', () => {
  const d = steps()
  expect(after(d, updateTrack, { id: 'note', changes: { parentRule: 'inside' } })).toMatch(
    /^parent: “d” at 00:00:04/,
  )
  const fits = doc`
    step          |AAA.BBB|
    note(refused) |AAA.BBB|`
  expect(
    after(fits, updateTrack, { id: 'note', changes: { parentId: 'step', parentRule: 'same-bounds' } }),
  ).toBe(shown(fits.document))
  const events = doc`
    step  |AAA.BBB|
    mark* |.......|`
  expect(
    after(events, updateTrack, { id: 'mark', changes: { parentId: 'step', parentRule: 'same-bounds' } }),
  ).toBe('parent: “mark” holds events; they cannot have the bounds of others. → null')
})

test('creating inside another fills its first free room, and no more than it', () => {
  const d = () => doc`
    phase(gapless)      |AAAAAABBBB|
    step(trims,phase)   |.cc.......|
    tool(allowed,phase) |..........|
    mark*(refused,phase)|..........|`
  const args = { parentId: 'A0', trackId: 'step', labelId: 'd', layerId: LAYER }
  expect(after(d(), createInside, args)).toContain('step |dcc')
  expect(after(d(), createInside, { ...args, start: second(4), end: second(9) })).toContain('step |.cc.dd')
  expect(after(d(), createInside, { ...args, trackId: 'tool' })).toContain('tool |dddddd')
  expect(after(d(), createInside, { ...args, parentId: 'B0', trackId: 'mark' })).toContain('mark* |......d')
  expect(after(d(), createInside, { ...args, start: second(7), end: second(9) })).toBe(
    'parent: That lies outside A at 00:00:00. → A0',
  )
  expect(after(d(), createInside, { ...args, parentId: 'c0' })).toBe(
    'parent: “step” does not lie inside “step”. → c0',
  )
  const full = doc`
    phase(gapless)    |AAAA|
    step(trims,phase) |cccc|`
  expect(after(full, createInside, args)).toBe('overlap: A at 00:00:00 is full on “step” already. → c0')
})
