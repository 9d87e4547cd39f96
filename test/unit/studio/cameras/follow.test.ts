import { describe, expect, test } from 'vitest'
import { follow, judge } from '#app/_studio/cameras/follow-rule.ts'
import { PlaybackLine } from '#app/_studio/clock/playback-line.ts'
import { seededRandom } from '#test/kit/random.ts'

const frame = 1 / 30

describe('a playing video’s line', () => {
  test('pictures that come up to a display frame late give the place to a few milliseconds', () => {
    const next = seededRandom(7)
    const line = new PlaybackLine()
    // Media time k/30 is due at 1000 + k/30 s and seen at the next of 60 display frames a second, jittered.
    let worst = 0
    for (let k = 0; k < 90; k++) {
      const due = 1000 + (k * 1000) / 30
      line.add(k / 30, due + next() * 16)
      if (k < 12) continue
      // The mean lateness is the line's bias; it is the same for every video and falls out of their difference.
      worst = Math.max(worst, Math.abs(line.seconds(due)! - k / 30 + 0.008))
    }
    expect(worst).toBeLessThan(0.006)
  })

  test('a rate that changes keeps the place', () => {
    const line = new PlaybackLine()
    for (let k = 0; k < 9; k++) line.add(k / 30, (k * 1000) / 30)
    const at = (8 * 1000) / 30
    line.setRate(1.05)
    expect(line.seconds(at)).toBeCloseTo(8 / 30, 9)
    expect(line.seconds(at + 1000)).toBeCloseTo(8 / 30 + 1.05, 9)
  })

  test('without pictures nothing is known, and old ones are stale', () => {
    const line = new PlaybackLine()
    expect(line.seconds(0)).toBeNull()
    expect(line.fresh(0)).toBe(false)
    line.add(1, 0)
    expect(line.fresh(100)).toBe(true)
    expect(line.fresh(1000)).toBe(false)
  })
})

describe('following', () => {
  test('near enough is left alone, far is jumped to', () => {
    expect(follow({ ahead: frame * 0.2, frame, rate: 1, correcting: false })).toEqual({ kind: 'keep' })
    expect(follow({ ahead: -2, frame, rate: 1, correcting: false })).toEqual({ kind: 'jump' })
    expect(follow({ ahead: -0.5, frame, rate: 4, correcting: false }).kind).toBe('nudge')
  })
  test('a correction once begun goes on until it is well inside', () => {
    const input = { ahead: frame * 0.2, frame, rate: 1 }
    expect(follow({ ...input, correcting: true }).kind).toBe('nudge')
    expect(follow({ ...input, ahead: frame * 0.05, correcting: true }).kind).toBe('keep')
  })

  test.each([0.25, 1, 2])(
    'at %d× any start within reach comes within half a frame in four seconds and stays',
    (rate) => {
      for (const start of [-0.3, -0.1, -0.02, 0.02, 0.1, 0.3]) {
        // A crystal 100 ppm fast besides.
        let ahead = start * rate
        let factor = 1
        let correcting = false
        let lastOut = 0
        for (let ms = 0; ms < 10_000; ms += 100) {
          ahead += 0.1 * rate * (factor * 1.0001 - 1)
          const action = follow({ ahead, frame, rate, correcting })
          if (action.kind === 'jump') ahead = 0
          factor = action.kind === 'nudge' ? action.factor : 1
          correcting = action.kind === 'nudge'
          if (Math.abs(ahead) > frame / 2) lastOut = ms
        }
        expect(lastOut).toBeLessThan(4000)
      }
    },
  )

  test('in step means half a frame; a camera out of step for long is behind', () => {
    expect(judge(frame * 0.4, frame, null, 0).step.kind).toBe('in-step')
    const out = judge(frame, frame, null, 1000)
    expect(out).toMatchObject({ step: { kind: 'catching-up' }, outSince: 1000 })
    expect(judge(frame, frame, out.outSince, 5000).step.kind).toBe('behind')
    expect(judge(0, frame, out.outSince, 5000)).toMatchObject({ step: { kind: 'in-step' }, outSince: null })
  })
})
