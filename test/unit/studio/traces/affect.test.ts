/** Two scales at once, the reaction lag, a passage again, and how the lag is measured. */
import { describe, expect, it } from 'vitest'
import { gridPair } from '#app/_studio/traces/grid-pair.ts'
import { PracticeRun } from '#app/_studio/traces/practice-run.ts'
import { Punch } from '#app/_studio/traces/punch.ts'
import { RateInput } from '#app/_studio/traces/rate-input.ts'
import { RatingSetup } from '#app/_studio/traces/rating-setup.ts'
import { TraceRecorder } from '#app/_studio/traces/trace-recorder.ts'
import { TRACE_STEP, valueAt } from '#app/_studio/tracks/trace/trace-shape.ts'
import { addTrack, setTraceLag } from '#media/core/commands/index.ts'
import { TEMPLATE_DEFAULTS } from '#media/core/document/records.ts'
import { practiceCourse } from '#media/core/signal/practice-course.ts'
import { raterBand } from '#media/core/signal/rater-band.ts'
import { reactionLag } from '#media/core/signal/reaction-lag.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { TestStudio } from '#test/kit/test-studio.ts'

const at = (seconds: number) => tick(Math.round(seconds * TICKS_PER_SECOND))

async function studio() {
  const s = await TestStudio.open({ tracks: [{ name: 'Phase', text: '....' }], frames: 25 * 60 })
  for (const id of ['valence', 'arousal'])
    s.session.run(addTrack, {
      ...TEMPLATE_DEFAULTS,
      ...{ id, kind: 'trace', name: id, height: 60 },
      scale: { min: -1, max: 1, unit: '', minName: '', maxName: '' },
    })
  s.session.activeTrackId.value = 'valence'
  const wall = { ms: 0 }
  const recorder = new TraceRecorder({ session: s.session, now: () => wall.ms })
  const punch = new Punch(s.session, recorder)
  /** The hand answers what is heard: `up` and `across` are told the recording's seconds. */
  const play = (seconds: number, up: (t: number) => number, across: (t: number) => number = () => 0) => {
    s.clock.play()
    turn(seconds, up, across)
  }
  const turn = (seconds: number, up: (t: number) => number, across: (t: number) => number = () => 0) => {
    for (let passed = 0; passed < seconds - 1e-9 && s.clock.playing.peek(); passed += 0.02) {
      const t = s.clock.now() / TICKS_PER_SECOND
      recorder.set(up(t), 0)
      recorder.set(across(t), 1)
      recorder.turn()
      punch.turn()
      wall.ms += 20
      if (s.clock.playing.peek()) s.clock.advance(0.02)
    }
  }
  const traces = (id: string) => s.session.store.traces(id, s.session.activeLayerId.peek())
  const value = (id: string, t: number) => valueAt(traces(id), at(t))
  return { s, recorder, punch, play, turn, traces, value }
}

describe('two scales at once', () => {
  it('are written together and undone together', async () => {
    const { s, recorder, play, traces, value } = await studio()
    expect(recorder.arm('arousal', 'valence')).toBe(true)
    play(
      9,
      (t) => t / 20,
      (t) => -t / 20,
    )
    s.clock.pause()
    for (const t of [1, 4, 8]) {
      expect(value('arousal', t)!).toBeCloseTo(t / 20, 1)
      expect(value('valence', t)!).toBeCloseTo(-t / 20, 1)
    }
    expect(traces('valence').map((one) => one.values.length)).toEqual(
      traces('arousal').map((one) => one.values.length),
    )
    s.session.undo()
    expect([traces('valence'), traces('arousal')]).toEqual([[], []])
    s.session.redo()
    expect(value('valence', 4)!).toBeCloseTo(-0.2, 1)
  })

  it('go together when they are valence and arousal, or when somebody chose so', async () => {
    const { s } = await studio()
    const { tracks } = s.session.store
    for (const id of ['valence', 'arousal']) {
      const pair = gridPair(tracks, id, undefined)!
      expect([pair.across.id, pair.up.id]).toEqual(['valence', 'arousal'])
    }
    expect(gridPair(tracks, 'valence', null)).toBeNull()
    const others = tracks.map((one) => (one.id === 'arousal' ? { ...one, id: 'trust', name: 'Trust' } : one))
    expect(gridPair(others, 'valence', undefined)).toBeNull()
    expect(gridPair(others, 'trust', 'valence')?.across.id).toBe('valence')
  })

  it('are moved by keys and sticks of their own', async () => {
    const { recorder } = await studio()
    recorder.arm('arousal', 'valence')
    const stick = { up: null as number | null, across: null as number | null }
    const input = new RateInput(
      recorder,
      () => stick.up,
      () => stick.across,
    )
    input.hold(1, 0)
    input.hold(-1, 1)
    for (let ms = 0; ms <= 500; ms += 20) input.turn(ms)
    const values = () => recorder.axes.peek().map((one) => one.value.peek())
    expect(values()[0]).toBeCloseTo(0.5, 1)
    expect(values()[1]).toBeCloseTo(-0.5, 1)
    input.hold(0, 0)
    input.hold(0, 1)
    stick.across = 1
    stick.up = 0.5
    input.turn(600)
    expect(values()).toEqual([-0.5, 1])
  })
})

describe('reaction lag', () => {
  it.each([1, 2])('is taken off at %fx: what was felt stands where it was heard', async (rate) => {
    const { s, recorder, play, traces, value } = await studio()
    s.clock.setRate(rate)
    recorder.lag.value = 0.8
    recorder.arm('arousal')
    const felt = (t: number) => Math.sin(t / 3)
    play(20 / rate, (t) => felt(t - 0.8 * rate))
    s.clock.pause()
    const [first] = traces('arousal')
    expect(first!.lag).toBe(0.8 * rate * TICKS_PER_SECOND)
    // The first values answered nothing that was heard, and the end is still unanswered.
    expect(first!.start).toBeLessThan(at(0.2))
    for (let t = 1; t < 20 - 0.8 * rate - 0.3; t += 0.7)
      expect(Math.abs(value('arousal', t)! - felt(t))).toBeLessThan(0.05)
    expect(value('arousal', 19.9)).toBeNull()
  })

  it('can be changed afterwards: the stretches move by the difference', async () => {
    const { s, recorder, play, traces, value } = await studio()
    recorder.arm('arousal', 'valence')
    play(10, (t) => (t >= 5 ? 0.5 : -0.5))
    s.clock.pause()
    const whole = { start: tick(0), end: tick(Number.MAX_SAFE_INTEGER) }
    const change = { trackIds: ['arousal', 'valence'], layerId: s.session.activeLayerId.peek(), ...whole }
    expect(s.session.run(setTraceLag, { ...change, lag: at(0.4) })).toMatchObject({
      ok: true,
      sentence: 'Set the reaction lag of arousal and valence to 0.40 s',
    })
    expect([value('arousal', 4.5), value('arousal', 4.7)]).toEqual([-0.5, 0.5])
    expect(traces('arousal')[0]!.start).toBeGreaterThanOrEqual(0)
    expect(traces('valence').every((one) => one.lag === at(0.4))).toBe(true)
    s.session.run(setTraceLag, { ...change, lag: 0 })
    expect([value('arousal', 4.9), value('arousal', 5.1)]).toEqual([-0.5, 0.5])
    s.session.undo()
    expect(value('arousal', 4.7)).toBe(0.5)
  })
})

describe('a passage again', () => {
  it('is heard with a lead, written from end to end, and nothing beside it changes', async () => {
    const { s, recorder, punch, play, turn, value } = await studio()
    recorder.arm('arousal', 'valence')
    play(30, () => 0.25)
    s.clock.pause()
    recorder.lag.value = 0.6
    s.clock.setLoop({ start: at(10), end: at(14) })
    punch.begin({ start: at(10), end: at(14) })
    expect(s.clock.loop.peek()).toBeNull()
    expect(s.clock.now()).toBeLessThan(at(7.1))
    turn(30, () => -0.75)
    expect(s.clock.playing.peek()).toBe(false)
    expect(punch.passage.peek()).toBeNull()
    expect(s.clock.loop.peek()).toEqual({ start: at(10), end: at(14) })
    for (const t of [7.5, 9.9, 14.1, 20]) expect(value('arousal', t)).toBe(0.25)
    for (const t of [10.02, 12, 13.9]) expect(value('arousal', t)).toBe(-0.75)
    s.session.undo()
    expect(value('arousal', 12)).toBe(0.25)
  })
})

describe('measuring the lag', () => {
  const course = practiceCourse(7, 2, 30)
  const times = Array.from({ length: 600 }, (_, i) => i * 0.05)
  const of = (lag: number, noise: number) =>
    course.axes.map((axis, k) =>
      times.map((t, i) => axis(Math.max(0, t - lag)) + noise * Math.sin(i * 12.9898 + k) * 0.9),
    )

  it.each([0, 0.23, 0.5, 1.4])('finds %f s within a hundredth, with a hand that trembles', (lag) => {
    const found = reactionLag(of(0, 0), of(lag, 0.15), { step: 0.05 })!
    expect(Math.abs(found.lag - lag)).toBeLessThan(0.012)
    expect(found.agreement).toBeGreaterThan(0.9)
  })

  it('says nothing of a hand that does not move, and little agreement of one that follows something else', () => {
    expect(reactionLag(of(0, 0), [times.map(() => 0), times.map(() => 0)], { step: 0.05 })).toBeNull()
    const other = practiceCourse(8, 2, 30).axes.map((axis) => times.map(axis))
    expect(reactionLag(of(0, 0), other, { step: 0.05 })!.agreement).toBeLessThan(0.6)
  })

  it('courses stay on the field, differ by seed and are the same again', () => {
    for (const seed of [1, 2, 3]) {
      const [axis] = practiceCourse(seed, 1).axes
      const values = times.map(axis!)
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1)
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.5)
      expect(times.map(practiceCourse(seed, 1).axes[0]!)).toEqual(values)
      expect(times.map(practiceCourse(seed + 1, 1).axes[0]!)).not.toEqual(values)
    }
  })

  it('a turn of practice ends with lag and score; without a hand it ends with nothing', () => {
    const run = new PracticeRun(3, 1, 30)
    const idle = new PracticeRun(3, 1, 30)
    for (let t = 0; t <= 30.05; t += 1 / 60) {
      run.setShare((run.course.axes[0]!(Math.max(0, t - 0.35)) + 1) / 2, 0)
      run.turn(t)
      idle.turn(t)
    }
    expect(run.over).toBe(true)
    expect(run.result()!.lag).toBeCloseTo(0.35, 1)
    expect(run.result()!.score).toBeGreaterThan(90)
    expect(idle.result()).toBeNull()
  })
})

it('the mean and spread of raters hold where somebody rated', () => {
  const lane = (start: number, values: number[]) => [{ start: at(start), step: TRACE_STEP * 25, values }]
  const band = raterBand([lane(0, [1, 2, 3]), lane(1, [4, 5])], [at(0.5), at(1.5), at(2.5), at(3.5)])
  expect(band[0]).toEqual({ mean: 1, spread: 0, raters: 1 })
  expect(band[1]!.mean).toBeCloseTo(3, 12)
  expect(band[1]!.spread).toBeCloseTo(Math.SQRT2, 12)
  expect(band[3]).toBeNull()
})

it('what a person set is kept, and nonsense is not taken', () => {
  const kept: unknown[] = []
  const setup = new RatingSetup({ lag: 99, ends: 'faces' }, (value) => kept.push(value))
  expect([setup.lag.peek(), setup.ends.peek()]).toEqual([0, 'faces'])
  setup.setLag(Number.NaN)
  expect(kept).toEqual([])
  setup.setLag(0.456)
  expect(kept.at(-1)).toMatchObject({ lag: 0.46 })
  setup.choosePartner('a', 'b')
  expect(setup.partners.peek()).toEqual({ a: 'b', b: 'a' })
  setup.choosePartner('b', null)
  expect(setup.partners.peek()).toEqual({ a: null, b: null })
})
