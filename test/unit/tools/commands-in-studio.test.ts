/** The commands in the real editor: session, store, undo and what reaches the server. */
import { expect, test } from 'vitest'
import {
  addBookmark,
  addComment,
  copyToLayer,
  createInside,
  eraseTrace,
  removeComment,
  resolveThread,
  restore,
  ripple,
  stretch,
  trimEnd,
  updateLayer,
  updateTracks,
  writeTrace,
} from '#media/core/commands/index.ts'
import { DocumentModel } from '#media/core/document/model.ts'
import { at25, TestStudio } from '#test/kit/test-studio.ts'

const open = () =>
  TestStudio.open({
    tracks: [
      { name: 'Phase', text: 'AAAABBBB..', policy: 'gapless' },
      { name: 'Rating', text: 'AAAA......', parent: 'Phase', more: { parentRule: 'same-bounds' } },
      { name: 'Step', text: '.cc..dd...', policy: 'trims', parent: 'Phase' },
      { name: 'Mark', text: '..x....y..', kind: 'events' },
      { name: 'Pain', text: '..2233....', kind: 'trace' },
      { name: 'Step', text: 'eee.......', layer: 'ben' },
      { name: 'Pain', text: '......77..', kind: 'trace', layer: 'ben' },
    ],
  })
const mine = { layerId: 'mine' }

test('a fixture has tracks of every kind, children with their parent’s bounds, and layers', async () => {
  using studio = await open()
  expect(studio.values('Pain')).toBe('..2233....')
  expect(studio.values('Pain', 'ben')).toBe('......77..')
  expect(studio.track('Rating')).toMatchObject({ parentRule: 'same-bounds', parentId: 'phase' })
  expect(studio.session.store.layers.map((l) => l.id)).toEqual(['ben', 'mine'])
})

test('an edge takes children with the same bounds along, and one undo brings all back', async () => {
  using studio = await open()
  expect(studio.run(trimEnd, { id: 'phase-0', to: at25(50) })).toBe('Moved the end of Phase A to 00:00:02')
  expect([studio.text('Phase'), studio.text('Rating')]).toEqual(['AAAAABBB..', 'AAAAA.....'])
  expect(studio.notice).toBeNull()
  studio.session.undo()
  expect([studio.text('Phase'), studio.text('Rating')]).toEqual(['AAAABBBB..', 'AAAA......'])
  expect(await studio.saved()).toHaveLength(2)
})

test('ripple moves several tracks and a trace at once, and stretch puts two anchors on two others', async () => {
  using studio = await open()
  const trackIds = ['mark', 'pain']
  expect(studio.run(ripple, { trackIds, ...mine, from: at25(20), by: at25(10) })).toMatch(/^Shifted 2/)
  expect([studio.list('Mark'), studio.values('Pain')]).toEqual([['x 30', 'y 80'], '...2233...'])
  const args = { ids: ['mark-2', 'mark-7'], from: [at25(30), at25(80)], to: [at25(10), at25(20)] } as const
  expect(studio.run(stretch, args)).toMatch(/^Stretched 2/)
  expect(studio.list('Mark')).toEqual(['x 10', 'y 20'])
  studio.session.undo()
  studio.session.undo()
  expect([studio.list('Mark'), studio.values('Pain')]).toEqual([['x 20', 'y 70'], '..2233....'])
})

test('a trace is written, erased and brought back from an older state', async () => {
  using studio = await open()
  const { store } = studio.session
  const old = new DocumentModel(store.model.records())
  const args = { trackId: 'pain', ...mine, start: at25(60), step: at25(10), values: [9, 8] }
  expect(studio.run(writeTrace, args)).toMatch(/^Wrote Pain/)
  expect(studio.values('Pain')).toBe('..223398..')
  expect(studio.run(eraseTrace, { trackId: 'pain', ...mine, start: at25(30), end: at25(80) })).toMatch(
    /^Erased/,
  )
  expect(studio.values('Pain')).toBe('..2.......')
  expect(studio.run(restore, { from: old, ids: ['pain-2'] })).toMatch(/^Brought back/)
  expect(studio.values('Pain')).toBe('..2233....')
  expect(studio.values('Pain', 'ben')).toBe('......77..')
})

test('comments and bookmarks are undone like everything else', async () => {
  using studio = await open()
  const { store } = studio.session
  const comment = { start: at25(3), end: at25(3), annotationId: 'phase-0', at: '2026-11-23T08:00:00Z' }
  studio.run(addComment, { ...comment, id: 'c', threadId: null, text: 'Here?' })
  studio.run(addComment, { ...comment, threadId: 'c', text: 'Yes' })
  studio.run(resolveThread, { id: 'c', userId: 'user' })
  studio.run(addBookmark, { id: 'b', at: at25(9), name: 'Look' })
  expect(studio.run(removeComment, { id: 'c' })).toBe(
    'Removed the comment “Here?” at 00:00:00 and its answer',
  )
  expect([store.comments.length, store.bookmarks.length]).toEqual([0, 1])
  for (let i = 0; i < 5; i++) studio.session.undo()
  expect([store.comments.length, store.bookmarks.length]).toEqual([0, 0])
  for (let i = 0; i < 3; i++) studio.session.redo()
  expect(store.get('c')).toMatchObject({ resolvedBy: 'user' })
  expect(await studio.saved()).toHaveLength(13)
})

test('a refusal is told with the rule, and nothing changes', async () => {
  using studio = await open()
  const inside = { parentId: 'phase-0', trackId: 'rating', labelId: 'rating-x', ...mine }
  expect(studio.run(createInside, inside)).toMatch(/would overlap “Rating A” at 00:00:00/)
  expect(studio.notice).toMatch(/would overlap/)
  expect(studio.run(copyToLayer, { ids: ['step-1'], layerId: 'ben' })).toMatch(/would lie outside every/)
  studio.run(updateLayer, { id: 'ben', changes: { locked: true } })
  expect(studio.run(copyToLayer, { ids: ['step-1'], layerId: 'ben' })).toMatch(/The layer “ben” is locked/)
  studio.run(updateTracks, { ids: ['step', 'mark'], changes: { group: 'Fine' } })
  expect([studio.track('Step').group, studio.track('Mark').group]).toEqual(['Fine', 'Fine'])
})
