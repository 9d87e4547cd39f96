import { describe, expect, test, vi } from 'vitest'
import { FakeClock } from '#app/_studio/clock/fake-clock.ts'
import type { SessionAsset } from '#app/_studio/session/session.ts'
import { TimeNames } from '#app/_studio/timeline/time-names.ts'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { TICKS_PER_SECOND as S, tick } from '#media/core/time/tick.ts'
import { timebase } from '#media/core/time/timebase.ts'
import { indexOf } from '#test/kit/test-studio.ts'

const asset = (video: Partial<NonNullable<AssetManifest['video']>>): SessionAsset =>
  ({
    assetId: 'a',
    fileName: 'a.mp4',
    main: true,
    index: null,
    manifest: { video },
  }) as unknown as SessionAsset
const clock = new FakeClock(indexOf(3000, timebase(1001, 30_000), [1]))
const names = new TimeNames(
  clock,
  asset({ constantRate: [30_000, 1001], timecode: { startFrame: 0, nominalRate: 30, dropFrame: true } }),
)

describe('names of times', () => {
  test('one moment in four ways', () => {
    const t = clock.boundsOf(clock.frameAt(tick(61 * S))).start
    expect(names.format(t, 'frame')).toBe('1,828')
    expect(names.format(t, 'smpte')).toBe('00:01:01;00')
    expect(names.format(t, 'clock')).toBe('1:00.994')
    expect(names.format(t, 'seconds')).toBe('60.994')
  })

  test.each([
    ['1828', 'frame', 1828],
    ['1,828', 'frame', 1828],
    ['frame 1828', 'clock', 1828],
    ['00:01:01;00', 'smpte', 1828],
    ['2', 'seconds', 59],
    ['2', 'clock', 59],
    ['1:00', 'clock', 1798],
  ] as const)('“%s” typed in %s is frame %d', (text, mode, frame) => {
    expect(names.parse(text, mode)).toBe(frame)
  })

  test.each(['', 'soon', '3000', 'frame 3000', '5:00', '-1'])('“%s” is refused', (text) => {
    expect(names.parse(text, 'frame')).toBeNull()
  })

  test('what is shown for a frame is read back as that frame, in every mode', () => {
    for (const mode of ['frame', 'smpte'] as const)
      for (const n of [0, 1, 29, 1799, 1800, 2999]) {
        const { start } = clock.boundsOf(clock.frameAt(clock.boundsOf(n as never).start))
        expect(names.parse(names.format(start, mode), mode)).toBe(n)
      }
  })

  test('without an even rate there are no SMPTE names', () => {
    const uneven = new TimeNames(clock, asset({ constantRate: null, timecode: null }))
    expect(uneven.modes).toEqual(['clock', 'frame', 'seconds'])
    expect(uneven.format(tick(S), 'smpte')).toBe('0:01.000')
  })

  test('a length counts the frames inside', () => {
    names.setMode('frame')
    expect(names.formatLength(clock.boundsOf(10 as never).start, clock.boundsOf(19 as never).end)).toBe(
      '10 f',
    )
    names.setMode('seconds')
    expect(names.formatLength(0, S)).toBe('1.00 s')
  })
})

test('a frame is read as it is written, in German too', () => {
  vi.stubGlobal('document', { documentElement: { lang: 'de' } })
  try {
    const t = clock.boundsOf(clock.frameAt(tick(61 * S))).start
    expect(names.format(t, 'frame')).toBe('1.828')
    expect(names.parse('1.828', 'frame')).toBe(1828)
    // Not a count with a sign between thousands: seconds.
    expect(names.parse('1.82', 'frame')).toBe(names.parse('1.82', 'seconds'))
    expect(names.parse('1.828', 'seconds')).toBe(54)
  } finally {
    vi.unstubAllGlobals()
  }
})
