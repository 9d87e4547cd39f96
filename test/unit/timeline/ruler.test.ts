import { describe, expect, test } from 'vitest'
import { type RulerTime, rulerMarks, type TimeMode } from '#app/_studio/timeline/ruler.ts'
import { TICKS_PER_SECOND as S } from '#media/core/time/tick.ts'
import { TimeScale } from '#media/core/time/time-scale.ts'

const rate = 25
const time = (mode: TimeMode, seconds = 3600): RulerTime => ({
  mode,
  duration: seconds * S,
  frames: seconds * rate,
  frameAt: (t) => Math.floor((t * rate) / S),
  tickOf: (n) => (n * S) / rate,
  format: (t) => (mode === 'frame' ? String(Math.floor((t * rate) / S)) : String(t / S)),
})
const texts = (marks: ReturnType<typeof rulerMarks>) =>
  marks.filter((m) => m.text !== null).map((m) => m.text)

describe('ruler', () => {
  test.each([
    // seconds per pixel → first texts, in seconds
    [0.001, ['0', '0.1', '0.2']],
    [0.01, ['0', '1', '2']],
    [0.1, ['0', '10', '20']],
    [0.12, ['0', '15', '30']],
    [1, ['0', '120', '240']],
    [10, ['0', '900', '1800']],
  ])('at %d s a pixel it writes %j', (secondsPerPixel, expected) => {
    const scale = new TimeScale(0, secondsPerPixel * S, 1000)
    expect(texts(rulerMarks(scale, time('clock'), 90)).slice(0, 3)).toEqual(expected)
  })

  test('texts never come closer than the gap, at any zoom and in any mode', () => {
    for (const mode of ['clock', 'seconds', 'frame', 'smpte'] as const)
      for (let perPixel = 0.0005; perPixel < 4; perPixel *= 1.37) {
        const marks = rulerMarks(new TimeScale(123.4 * S, perPixel * S, 1200), time(mode), 80)
        const long = marks.filter((m) => m.text !== null)
        for (let i = 1; i < long.length; i++)
          expect(long[i]!.x - long[i - 1]!.x).toBeGreaterThanOrEqual(79.99)
        expect(marks.length).toBeLessThan(200)
      }
  })

  test('frame mode marks the starts of frames', () => {
    const marks = rulerMarks(new TimeScale(S, S / 1000, 1000), time('frame'), 90)
    expect(texts(marks)).toEqual(['25', '30', '35', '40', '45', '50'])
    expect(marks.map((m) => m.x)).toEqual(Array.from({ length: 26 }, (_, i) => expect.closeTo(i * 40, 6)))
  })

  test('nothing is written before the start or after the end of the recording', () => {
    const marks = rulerMarks(new TimeScale(-10 * S, 0.1 * S, 1000), time('clock', 30), 90)
    expect(texts(marks)).toEqual(['0', '10', '20', '30'])
  })
})
