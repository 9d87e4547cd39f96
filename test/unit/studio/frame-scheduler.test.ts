import { expect, test } from 'vitest'
import { createFrameScheduler, type FrameHost } from '#app/_studio/scheduler/frame-scheduler.ts'

function fakeHost() {
  let frame: ((time: number) => void) | null = null
  let timer: (() => void) | null = null
  let hidden = false
  let seen: () => void = () => {}
  const errors: unknown[] = []
  const host: FrameHost = {
    requestFrame: (fn) => {
      frame = fn
      return 1
    },
    cancelFrame: () => {
      frame = null
    },
    setTimer: (fn) => {
      timer = fn
      return 1
    },
    clearTimer: () => {
      timer = null
    },
    hidden: () => hidden,
    onVisibility: (fn) => {
      seen = fn
      return { [Symbol.dispose]: () => {} }
    },
    now: () => 5,
    reportError: (e) => errors.push(e),
  }
  return {
    host,
    errors,
    get waiting() {
      return frame !== null
    },
    get timed() {
      return timer !== null
    },
    frame(time = 1) {
      const fn = frame
      frame = null
      fn?.(time)
    },
    timer() {
      const fn = timer
      timer = null
      fn?.()
    },
    hide(on: boolean) {
      hidden = on
      seen()
    },
  }
}

test('asks for no frame while nothing is due', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  const task = s.add('canvases', () => {})
  expect(h.waiting).toBe(false)
  task.invalidate()
  expect(h.waiting).toBe(true)
  h.frame()
  expect(h.waiting).toBe(false)
})

test('runs phases in order, and what an earlier phase invalidates in the same frame', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  const ran: string[] = []
  const canvas = s.add('canvases', () => ran.push('canvas'))
  const derived = s.add('derived', () => {
    ran.push('derived')
    canvas.invalidate()
  })
  const clock = s.add('clock', () => {
    ran.push('clock')
    derived.invalidate()
  })
  clock.invalidate()
  clock.invalidate()
  h.frame()
  expect(ran).toEqual(['clock', 'derived', 'canvas'])
  expect(h.waiting).toBe(false)
})

test('what a later phase invalidates in an earlier one waits for the next frame', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  let clocks = 0
  const clock = s.add('clock', () => clocks++)
  s.add('canvases', () => clock.invalidate()).invalidate()
  h.frame()
  expect(clocks).toBe(0)
  expect(h.waiting).toBe(true)
  h.frame()
  expect(clocks).toBe(1)
})

test('a continuous task runs every frame until told otherwise', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  const times: number[] = []
  const task = s.add('animations', (t) => times.push(t), { continuous: true })
  h.frame(1)
  h.frame(2)
  task.setContinuous(false)
  h.frame(3)
  expect(times).toEqual([1, 2])
  expect(h.waiting).toBe(false)
})

test('one task that throws does not stop the others', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  let drawn = 0
  s.add('clock', () => {
    throw new Error('broken')
  }).invalidate()
  s.add('canvases', () => drawn++).invalidate()
  h.frame()
  expect(drawn).toBe(1)
  expect(h.errors).toHaveLength(1)
})

test('hidden pages run only what must go on, the rest is due when the page is seen again', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  let clocks = 0
  let drawn = 0
  s.add('clock', () => clocks++, { continuous: true, whenHidden: true })
  s.add('canvases', () => drawn++).invalidate()
  h.hide(true)
  expect(h.waiting).toBe(false)
  expect(h.timed).toBe(true)
  h.timer()
  expect([clocks, drawn]).toEqual([1, 0])
  h.hide(false)
  h.frame()
  expect([clocks, drawn]).toEqual([2, 1])
})

test('a disposed task never runs again, nor does a disposed scheduler', () => {
  const h = fakeHost()
  const s = createFrameScheduler(h.host)
  let runs = 0
  const task = s.add('clock', () => runs++)
  task.invalidate()
  task[Symbol.dispose]()
  h.frame()
  expect(runs).toBe(0)
  const other = s.add('clock', () => runs++)
  s[Symbol.dispose]()
  other.invalidate()
  h.frame()
  expect(runs).toBe(0)
})
