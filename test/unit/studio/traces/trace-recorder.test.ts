import { describe, expect, it } from 'vitest'
import { RateInput } from '#app/_studio/traces/rate-input.ts'
import { TraceRecorder } from '#app/_studio/traces/trace-recorder.ts'
import { endOfTrace, TRACE_STEP, valueAt } from '#app/_studio/tracks/trace/trace-shape.ts'
import { addTrack, updateTrack } from '#media/core/commands/index.ts'
import { TEMPLATE_DEFAULTS, type TraceRecord } from '#media/core/document/records.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

const SECONDS = 60

async function studio() {
  const s = await TestStudio.open({ tracks: [{ name: 'Phase', text: '....' }], frames: 25 * SECONDS })
  s.session.run(addTrack, {
    ...TEMPLATE_DEFAULTS,
    id: 'valence',
    kind: 'trace',
    name: 'Valence',
    height: 60,
    scale: { min: -1, max: 1, unit: '', minName: '', maxName: '' },
  })
  s.session.activeTrackId.value = 'valence'
  const wall = { ms: 0 }
  const recorder = new TraceRecorder({ session: s.session, now: () => wall.ms })
  /** Plays with pictures every 40 ms of real time, the value following a function of the recording's seconds. */
  const play = (seconds: number, rated: (t: number) => number, every = 0.04) => {
    s.clock.play()
    for (let passed = 0; passed < seconds - 1e-9; passed += every) {
      recorder.set(rated(s.clock.now() / TICKS_PER_SECOND))
      recorder.turn()
      wall.ms += every * 1000
      s.clock.advance(every)
    }
    recorder.turn()
  }
  const traces = (): readonly TraceRecord[] =>
    s.session.store.traces('valence', s.session.activeLayerId.peek())
  const at = (t: number) => valueAt(traces(), t * TICKS_PER_SECOND)
  return { s, recorder, play, traces, at, wall }
}

describe('rating while playing', () => {
  it('gives one value for every forty milliseconds of the recording, where the clock was', async () => {
    const { s, recorder, play, traces, at } = await studio()
    expect(recorder.arm('valence')).toBe(true)
    play(10, (t) => t / 10 - 0.5)
    s.clock.pause()
    const [only, ...more] = traces()
    expect(more).toEqual([])
    expect(only!.step).toBe(TRACE_STEP)
    expect(only!.values.length).toBeGreaterThan(245)
    for (const t of [0.5, 3, 7.7, 9.5]) expect(Math.abs(at(t)! - (t / 10 - 0.5))).toBeLessThan(0.01)
  })

  it.each([0.25, 1, 2, 8])('the same at %fx', async (rate) => {
    const { s, recorder, play, traces, at } = await studio()
    s.clock.setRate(rate)
    recorder.arm('valence')
    play(12 / rate, (t) => Math.sin(t / 2), 0.02)
    s.clock.pause()
    const end = Math.max(...traces().map(endOfTrace)) / TICKS_PER_SECOND
    expect(end).toBeGreaterThan(11)
    for (let t = 1; t < 11; t += 0.37) expect(Math.abs(at(t)! - Math.sin(t / 2))).toBeLessThan(0.09)
  })

  it('is saved every two seconds: a crash costs at most that', async () => {
    const { s, recorder, play, traces } = await studio()
    recorder.arm('valence')
    play(9, () => 0.5)
    // Nothing was ended: this is what another tab or the next visit finds.
    const saved = traces().reduce((sum, t) => sum + t.values.length, 0) / 25
    expect(saved).toBeGreaterThanOrEqual(7)
    expect(saved).toBeLessThanOrEqual(9)
    const shown = (recorder.pending.peek()?.values.length ?? 0) / 25
    expect(saved + shown).toBeCloseTo(9, 0)
    s.clock.pause()
    expect(recorder.pending.peek()).toBeNull()
  })

  it('undo takes the whole pass back, redo brings it again, and nothing else', async () => {
    const { s, recorder, play, traces } = await studio()
    recorder.arm('valence')
    play(9, () => 0.25)
    s.clock.pause()
    const first = JSON.stringify(traces())
    s.clock.seek(tick(0))
    play(5, () => -0.75)
    s.clock.pause()
    const second = JSON.stringify(traces())
    expect(second).not.toBe(first)
    const plain = () => traces().map(({ start, values }) => ({ start, values }))
    s.session.undo()
    expect(plain()).toEqual(
      (JSON.parse(first) as TraceRecord[]).map(({ start, values }) => ({ start, values })),
    )
    s.session.undo()
    expect(traces()).toEqual([])
    s.session.redo()
    s.session.redo()
    expect(plain()).toEqual(
      (JSON.parse(second) as TraceRecord[]).map(({ start, values }) => ({ start, values })),
    )
    s.session.undo()
    s.session.undo()
    s.session.undo()
    expect(s.session.store.track('valence')).toBeUndefined()
  })

  it('a second pass replaces just the stretch that was played', async () => {
    const { s, recorder, play, at } = await studio()
    recorder.arm('valence')
    play(10, () => 0.2)
    s.clock.pause()
    s.clock.seek(tick(4 * TICKS_PER_SECOND))
    expect(recorder.value.peek()).toBe(0.2)
    play(2, () => -0.6)
    s.clock.pause()
    expect(at(3.5)).toBe(0.2)
    expect(at(5)).toBe(-0.6)
    expect(at(8)).toBe(0.2)
  })

  it('a seek while playing leaves no line between the places', async () => {
    const { s, recorder, play, at } = await studio()
    recorder.arm('valence')
    play(3, () => 0.5)
    s.clock.seek(tick(30 * TICKS_PER_SECOND))
    play(3, () => -0.5)
    s.clock.pause()
    expect(at(2)).toBe(0.5)
    expect(at(15)).toBeNull()
    expect(at(32)).toBe(-0.5)
  })

  it('rates nothing backwards, paused or disarmed', async () => {
    const { s, recorder, play, traces } = await studio()
    play(2, () => 1)
    s.clock.pause()
    recorder.arm('valence')
    recorder.turn()
    s.clock.seek(tick(20 * TICKS_PER_SECOND))
    s.clock.setRate(-1)
    play(2, () => 1)
    s.clock.pause()
    expect(traces()).toEqual([])
  })

  it('keeps the value within the scale, and ends when the track is locked', async () => {
    const { s, recorder, play, traces } = await studio()
    recorder.arm('valence')
    recorder.set(7)
    expect(recorder.value.peek()).toBe(1)
    play(3, () => 0.5)
    s.session.run(updateTrack, { id: 'valence', changes: { locked: true } })
    play(4, () => 0.5)
    expect(recorder.trackId.peek()).toBeNull()
    expect(s.session.notice.peek()?.kind).toBe('refused')
    s.clock.pause()
    const end = Math.max(...traces().map(endOfTrace)) / TICKS_PER_SECOND
    expect(end).toBeLessThan(4)
    expect(recorder.arm('valence')).toBe(false)
  })
})

describe('keys and stick', () => {
  it('a held key moves the value with its speed, by time and not by frames', async () => {
    for (const every of [8, 40]) {
      const { recorder } = await studio()
      recorder.arm('valence')
      recorder.set(-1)
      const input = new RateInput(recorder, () => null)
      input.hold(1)
      for (let ms = 0; ms <= 1000; ms += every) input.turn(ms)
      // Half of the scale a second.
      expect(recorder.value.peek()).toBeCloseTo(0, 1)
      input.hold(0)
      input.turn(1040)
      input.turn(1080)
      expect(recorder.value.peek()).toBeCloseTo(0, 1)
    }
  })

  it('a stick sets the value by its place, once it was moved', async () => {
    const { recorder } = await studio()
    recorder.arm('valence')
    recorder.set(0.3)
    let axis = 0.02
    const input = new RateInput(recorder, () => axis)
    input.turn(0)
    expect(recorder.value.peek()).toBe(0.3)
    axis = -1
    input.turn(16)
    expect(recorder.value.peek()).toBe(1)
    axis = 0.01
    input.turn(32)
    expect(recorder.value.peek()).toBe(0)
  })
})

describe('drawing by hand', () => {
  it('a drag on the active track writes values, Alt erases, Escape leaves all as it was', async () => {
    const { s, traces, at } = await studio()
    const row = s.timeline.placedRows().find((r) => r.id === 'valence')!
    const [top, bottom] = [row.y + 4, row.y + row.height - 4]
    s.pointerDown(100, top).pointerMove(300, top).pointerUp(300, top)
    expect(at(10)).toBe(1)
    expect(at(5)).toBeNull()
    const before = JSON.stringify(traces())
    s.pointerDown(150, bottom).pointerMove(250, bottom)
    expect(at(12)).toBe(-1)
    s.timeline.cancelGesture()
    expect(JSON.stringify(traces())).toBe(before)
    s.pointerDown(150, top, { alt: true })
      .pointerMove(200, top, { alt: true })
      .pointerUp(200, top, { alt: true })
    expect(at(10)).toBeNull()
    expect(at(15)).toBe(1)
    s.session.undo()
    expect(at(10)).toBe(1)
  })

  it('a track that is not the active one is not drawn on', async () => {
    const { s, traces } = await studio()
    s.session.activeTrackId.value = s.track('Phase').id
    const row = s.timeline.placedRows().find((r) => r.id === 'valence')!
    s.pointerDown(100, row.y + 9)
      .pointerMove(300, row.y + 9)
      .pointerUp(300, row.y + 9)
    expect(traces()).toEqual([])
  })
})
