import { afterEach, expect, test } from 'vitest'
import { paletteItems, scoreOf } from '#app/_studio/shell/palette-items.ts'
import { TimeNames } from '#app/_studio/timeline/time-names.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

let studio: TestStudio
const open = async () => {
  studio = await TestStudio.open({
    tracks: [
      { name: 'Step', text: 'AA....BB..' },
      { name: 'Tool', text: '....C.....' },
    ],
  })
  const opened: string[] = []
  const names = new TimeNames(studio.clock, null)
  const find = (query: string) =>
    paletteItems(query, {
      session: studio.session,
      keys: studio.keys,
      names,
      recordings: [
        { id: 'rec', name: 'This one' },
        { id: 'other', name: 'Walk two' },
      ],
      open: (path) => opened.push(path),
    })
  return { find, opened }
}
afterEach(() => studio[Symbol.dispose]())

// 100 frames at 25 a second: four seconds.
test.each([
  ['frame 80', 80],
  ['go to frame 80', 80],
  ['go to 0:02', 50],
  ['0:03.2', 80],
  ['f12', 12],
])('“%s” goes to frame %d', async (query, frame) => {
  const { find } = await open()
  const [first] = find(query)
  expect(first?.group).toBe('Time')
  first?.run()
  expect(studio.clock.shown.peek()?.frame).toBe(frame)
})

test('a time beyond the end is no time', async () => {
  const { find } = await open()
  expect(find('frame 5000').filter((i) => i.group === 'Time')).toEqual([])
  expect(find('9:00').filter((i) => i.group === 'Time')).toEqual([])
})

test('a label is found by its name and armed on its track', async () => {
  const { find } = await open()
  const [first] = find('tool c')
  first?.run()
  expect(studio.session.armed.peek()).toEqual({ trackId: 'tool', labelId: 'tool-C' })
  expect(studio.session.activeTrackId.peek()).toBe('tool')
})

test('a command is found by a word of its title and carries its key', async () => {
  const { find } = await open()
  const item = find('split').find((i) => i.id === 'edit.split')
  expect(item?.keys).toBe('S')
})

test('other recordings are found and opened, this one is not offered', async () => {
  const { find, opened } = await open()
  expect(find('this one').filter((i) => i.group === 'Recordings')).toEqual([])
  find('walk')[0]?.run()
  expect(opened).toEqual(['/studio/other'])
})

test.each([
  ['Zoom out', 'zo', true],
  ['Zoom out', 'out zoom', true],
  ['Zoom out', 'in', false],
])('“%s” for “%s”: %s', (text, query, found) => {
  expect(scoreOf(text, query) > 0).toBe(found)
})
