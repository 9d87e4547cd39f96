import { afterEach, describe, expect, test } from 'vitest'
import { filterByLabels } from '#app/_studio/timeline/filter.ts'
import { PIN_TOP } from '#app/_studio/timeline/pins.ts'
import * as act from '#app/_studio/timeline/track-actions.ts'
import { addBookmark, addComment } from '#media/core/commands/index.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let s: TestStudio
afterEach(() => s[Symbol.dispose]())
const open = async () => {
  s = await TestStudio.open({
    tracks: [
      { name: 'Phase', text: 'AAAABBBB..', policy: 'gapless' },
      { name: 'Step', text: '.a..b..c..' },
      { name: 'Event', kind: 'events', text: '.x..y...z.' },
      { name: 'Spare', text: '..........' },
    ],
  })
  return s
}
const rows = () =>
  s.timeline.arranged
    .peek()
    .map((row) => (row.kind === 'group' ? `[${row.name}]` : row.track.name))
    .join(' ')

describe('by key', () => {
  test('the active track goes up and down, one change each, and back', async () => {
    await open()
    s.session.activeTrackId.value = s.track('Step').id
    s.key('Alt+Shift+ArrowUp')
    expect(rows()).toBe('Step Phase Event Spare')
    s.key('Alt+Shift+ArrowDown').key('Alt+Shift+ArrowDown')
    expect(rows()).toBe('Phase Event Step Spare')
    s.key('Mod+Z').key('Mod+Z').key('Mod+Z')
    expect(rows()).toBe('Phase Step Event Spare')
    expect((await s.saved()).slice(0, 3)).toEqual(Array(3).fill('Moved the track Step'))
  })

  test('solo shows the track alone and takes the keys there; one key leaves', async () => {
    await open()
    s.session.activeTrackId.value = s.track('Event').id
    s.key('Alt+S')
    expect(rows()).toBe('Event')
    s.session.activeTrackId.value = s.track('Phase').id
    act.toggleSolo(s.timeline, [s.track('Step').id])
    expect(rows()).toBe('Step Event')
    expect(s.session.activeTrackId.peek()).toBe(s.track('Step').id)
    s.key('Alt+Shift+S')
    expect(rows()).toBe('Phase Step Event Spare')
    expect(await s.saved()).toEqual([])
  })

  test('hiding is a view, showing all brings back what the document hides too', async () => {
    await open()
    s.session.activeTrackId.value = s.track('Step').id
    s.key('Alt+Q')
    expect(rows()).toBe('Phase Event Spare')
    expect(s.session.activeTrackId.peek()).toBe(s.track('Phase').id)
    s.key('Alt+Shift+Q')
    expect(rows()).toBe('Phase Step Event Spare')
    expect(await s.saved()).toEqual([])
  })

  test('folding makes a thin row that still answers the pointer; higher and lower open it again', async () => {
    await open()
    s.session.activeTrackId.value = s.track('Step').id
    s.key('Alt+Y')
    expect(s.timeline.placedRows().find((row) => row.id === 'step')?.height).toBe(16)
    s.click(s.x(15), s.y('Step'))
    expect([...s.session.selection.peek()]).toEqual(['step-1'])
    s.key('Alt+=')
    expect(s.timeline.placedRows().find((row) => row.id === 'step')?.height).toBe(24)
  })

  test('an empty track is removed at once, one that holds something is asked about', async () => {
    await open()
    s.session.activeTrackId.value = s.track('Spare').id
    s.key('Alt+Delete')
    expect(rows()).toBe('Phase Step Event')
    s.session.activeTrackId.value = s.track('Step').id
    s.key('Alt+Delete')
    expect([rows(), s.timeline.trackUi.removing.peek()]).toEqual(['Phase Step Event', 'step'])
  })
})

describe('groups', () => {
  test('are made, renamed, closed, moved as one and dissolved', async () => {
    await open()
    act.setGroup(s.timeline, 'step', 'Work')
    act.setGroup(s.timeline, 'spare', 'Work')
    expect(rows()).toBe('Phase [Work] Step Spare Event')
    act.toggleGroup(s.timeline, 'Work')
    expect(rows()).toBe('Phase [Work] Event')
    act.renameGroup(s.timeline, 'Work', ' Acts ')
    expect(rows()).toBe('Phase [Acts] Event')
    act.dropGroup(s.timeline, 'Acts', 0)
    expect(rows()).toBe('[Acts] Phase Event')
    act.toggleAllGroups(s.timeline)
    expect(rows()).toBe('[Acts] Step Spare Phase Event')
    act.dropTrack(s.timeline, 'event', 2)
    expect(rows()).toBe('[Acts] Step Event Spare Phase')
    act.dissolveGroup(s.timeline, 'Acts')
    expect(rows()).toBe('Step Event Spare Phase')
  })

  test('what is brought into view opens its group', async () => {
    await open()
    act.setGroup(s.timeline, 'step', 'Work')
    act.toggleGroup(s.timeline, 'Work')
    s.session.bringIntoView(['step-4'])
    expect(rows()).toBe('Phase [Work] Step Event Spare')
  })

  test('a new group has a name of its own, open to be typed', async () => {
    await open()
    act.newGroup(s.timeline, 'step', 'Group')
    act.newGroup(s.timeline, 'event', 'Group')
    expect(rows()).toBe('Phase [Group] Step [Group 2] Event Spare')
    expect(s.timeline.trackUi.renaming.peek()).toBe('group Group 2')
  })
})

test('a duplicate is named on, with my annotations when asked', async () => {
  await open()
  act.duplicate(s.timeline, 'step', false)
  act.duplicate(s.timeline, 'step', true)
  expect(rows()).toBe('Phase Step Step 3 Step 2 Event Spare')
  expect([s.text('Step 2'), s.text('Step 3')]).toEqual(['..........', '.a..b..c..'])
})

test('a viewer may arrange the view and changes nothing', async () => {
  s = await TestStudio.open({
    role: 'viewer',
    tracks: [
      { name: 'Phase', text: 'AA' },
      { name: 'Step', text: 'aa' },
    ],
  })
  s.session.activeTrackId.value = 'step'
  s.key('F2').key('Alt+Shift+ArrowUp').key('Alt+Delete')
  expect([rows(), s.timeline.trackUi.renaming.peek(), s.timeline.trackUi.removing.peek()]).toEqual([
    'Phase Step',
    null,
    null,
  ])
  s.key('Alt+S')
  expect(rows()).toBe('Step')
})

describe('pins', () => {
  test('a press goes there and opens the thread; on a bookmark it only goes there', async () => {
    await open()
    const at = s.index.tickOf(42)
    s.session.run(addComment, {
      id: 'c',
      start: at,
      end: at,
      annotationId: null,
      threadId: null,
      text: 'Look',
      at: '2026-11-23T08:00:00.000Z',
    })
    s.session.run(addBookmark, { id: 'b', at: s.index.tickOf(80), name: 'Here' })
    const [comment, bookmark] = s.timeline.pins()
    s.click(comment!.x, PIN_TOP + 3)
    expect([s.clock.shown.peek()?.frame, s.timeline.openThread.peek()]).toEqual([42, 'c'])
    s.timeline.openThread.value = null
    s.click(bookmark!.x, PIN_TOP + 3)
    expect([s.clock.shown.peek()?.frame, s.timeline.openThread.peek()]).toEqual([80, null])
  })
})

test('a filter reaches the rows, follows edits, and comes off', async () => {
  await open()
  const bright = () => {
    const source = s.timeline.tracks.get(s.track('Step')).source
    const matched = source.bright(0)
    return typeof matched === 'string' ? matched : [...matched].join('')
  }
  expect(bright()).toBe('all')
  s.timeline.setFilter(filterByLabels(new Set(['step-b'])))
  expect(bright()).toBe('010')
  s.session.select(['step-1'])
  s.key('Delete')
  expect(bright()).toBe('10')
  s.timeline.setFilter(null)
  expect(bright()).toBe('all')
})

test('no two commands begin with the same key', async () => {
  await open()
  const bound = s.keys
    .list()
    .flatMap(({ command, keys }) => keys.map((chord) => [chord, command.id] as const))
  const twice = bound.filter(([chord, id]) => bound.some(([other, by]) => other === chord && by !== id))
  expect(twice).toEqual([])
})
