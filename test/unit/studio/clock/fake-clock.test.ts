import { expect, test } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import { gridOf } from '#app/_studio/clock/frame-grid.ts'
import { LoopMarks } from '#app/_studio/player/loop-marks.ts'
import {
  changeRate,
  lastTick,
  playerCommands,
  rateText,
  shuttle,
  togglePlay,
} from '#app/_studio/player/player-keys.ts'
import { FrameIndex } from '#media/core/time/frame-index.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'

const FRAME = TICKS_PER_SECOND / 25
const index = new FrameIndex({
  timebase: { num: 1, den: 25 },
  pts: Float64Array.from({ length: 100 }, (_, i) => i + 7),
  endPts: 107,
  flags: new Uint8Array(100),
  byteStart: new Float64Array(),
  byteLength: new Uint32Array(),
  constantRate: { num: 25, den: 1 },
  notes: [],
})
const offset = tick(1000)
const clock = () => new FakeClock(index, { offset })

test('the clock counts on the recording, frames on the asset', () => {
  const c = clock()
  expect(c.shown.value).toMatchObject({ frame: 0, start: 1000, end: 1000 + FRAME, exact: true })
  c.seek(tick(1000 + 3.7 * FRAME))
  expect(c.shown.value?.frame).toBe(3)
  expect(c.now()).toBe(1000 + 3 * FRAME)
  c.step(-10)
  expect(c.shown.value?.frame).toBe(0)
  c.step(1e6)
  expect(c.shown.value?.frame).toBe(99)
  expect(lastTick(c)).toBe(1000 + 99 * FRAME)
})

test('time passes while it plays, turns at the loop, and ends at the end', () => {
  const c = clock()
  c.advance(1)
  expect(c.shown.value?.frame).toBe(0)
  c.play()
  c.advance(1)
  expect(c.shown.value?.frame).toBe(25)
  c.setLoop({ start: c.boundsOf(c.frameAt(tick(1000 + 20 * FRAME))).start, end: tick(1000 + 30 * FRAME) })
  c.advance(0.3)
  expect(c.shown.value?.frame).toBe(22)
  c.setLoop(null)
  c.advance(60)
  expect(c.playing.value).toBe(false)
  expect(c.shown.value?.frame).toBe(99)
})

test('loop marks take the shown frame in at both ends', () => {
  const c = clock()
  const marks = new LoopMarks(c)
  c.step(10)
  marks.markStart()
  expect(c.loop.value).toBeNull()
  c.step(5)
  marks.markEnd()
  expect(c.loop.value).toEqual({ start: 1000 + 10 * FRAME, end: 1000 + 16 * FRAME })
  marks.toggle()
  expect(c.loop.value).toBeNull()
  marks.toggle()
  expect(c.loop.value).not.toBeNull()
  c.step(20)
  marks.markStart()
  expect(marks.end.value).toBeNull()
  marks.clear()
  expect([marks.start.value, marks.end.value]).toEqual([null, null])
})

test('J K L: again for faster, the other way at 1x', () => {
  const c = clock()
  shuttle(c, 1)
  expect([c.playing.value, c.rate.value]).toEqual([true, 1])
  shuttle(c, 1)
  shuttle(c, 1)
  expect(c.rate.value).toBe(4)
  shuttle(c, -1)
  expect(c.rate.value).toBe(-1)
  shuttle(c, -1)
  expect(c.rate.value).toBe(-2)
  c.pause()
  togglePlay(c)
  expect([c.playing.value, c.rate.value]).toEqual([true, 1])
  togglePlay(c)
  expect(c.playing.value).toBe(false)
})

test('rates stay within 0.1 and 16', () => {
  const c = clock()
  for (let i = 0; i < 20; i++) changeRate(c, 1)
  expect(c.rate.value).toBe(16)
  for (let i = 0; i < 20; i++) changeRate(c, -1)
  expect(c.rate.value).toBe(0.1)
  c.setRate(-400)
  expect(c.rate.value).toBe(-16)
  expect(rateText(-0.25)).toBe('−0.25x')
})

test('every key of the issue is there, and no key twice', () => {
  const c = clock()
  const commands = playerCommands({
    clock: c,
    marks: new LoopMarks(c),
    view: null,
    toggleFullScreen: () => {},
    toggleMute: () => {},
    editTime: () => {},
  })
  const keys = commands.flatMap((command) => command.keys)
  const asked =
    'Space J K L ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight Mod+ArrowLeft Mod+ArrowRight Home End I O'
  for (const key of asked.split(' ')) expect(keys).toContain(key)
  expect(new Set(keys).size).toBe(keys.length)
  const run = (key: string) => commands.find((command) => command.keys.includes(key))?.run()
  run('End')
  expect(c.shown.value?.frame).toBe(99)
  run('Mod+ArrowLeft')
  expect(c.shown.value?.frame).toBe(74)
  run('Shift+ArrowLeft')
  expect(c.shown.value?.frame).toBe(64)
  run('Home')
  expect(c.shown.value?.frame).toBe(0)
  run('Mod+ArrowLeft')
  expect(c.shown.value?.frame).toBe(0)
})

test('sound alone counts hundredths of a second', () => {
  const grid = gridOf(null, TICKS_PER_SECOND + 1)
  expect(grid.length).toBe(101)
  expect(grid.endOf(100)).toBe(TICKS_PER_SECOND + 1)
  expect(grid.frameAt(-5)).toBe(0)
  expect(grid.frameAt(TICKS_PER_SECOND * 9)).toBe(100)
  expect(new FakeClock(null, { duration: TICKS_PER_SECOND }).shown.value?.end).toBe(TICKS_PER_SECOND / 100)
})
