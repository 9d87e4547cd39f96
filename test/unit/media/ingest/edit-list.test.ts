import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compositionOrder, type Edit, present } from '#media/ingest/isobmff/edit-list.ts'
import { SAMPLE_DISPOSABLE, SAMPLE_KEY, type SampleTable } from '#media/ingest/isobmff/sample-table.ts'
import { decodeOrder, planVideo } from '#media/ingest/package/plan-video.ts'

/** Samples from their composition times in decode order: "K" key, "P" needed, "b" disposable. */
function samples(text: string, step = 10): SampleTable {
  const rows = text.split(' ').map((word) => ({ kind: word[0]!, place: Number(word.slice(1)) }))
  const n = rows.length
  return {
    count: n,
    dts: Float64Array.from(rows, (_, i) => i * step),
    cts: Float64Array.from(rows, (r) => r.place * step),
    duration: new Uint32Array(n).fill(step),
    offset: Float64Array.from(rows, (_, i) => 100 + i * 5),
    size: new Uint32Array(n).fill(5),
    flags: Uint8Array.from(rows, (r) =>
      r.kind === 'K' ? SAMPLE_KEY : r.kind === 'b' ? SAMPLE_DISPOSABLE : 0,
    ),
    descriptions: 1,
  }
}
const scales = { track: 1000, movie: 1000, fragmented: false }
const shownOf = (t: SampleTable, edits: Edit[], s = scales) => {
  const p = present(t, edits, s)
  return { samples: [...p.sample], pts: [...p.pts], end: p.endPts, shift: p.shift }
}
const closed = samples('K0 P3 b1 b2 P6 b4 b5')

describe('edit lists', () => {
  it('without one, pictures are shown by their composition times', () => {
    expect(shownOf(closed, [])).toEqual({
      samples: [0, 2, 3, 1, 5, 6, 4],
      pts: [0, 10, 20, 30, 40, 50, 60],
      end: 70,
      shift: 0,
    })
  })

  it('an empty edit delays everything', () => {
    expect(
      shownOf(closed, [
        { duration: 500, mediaTime: -1 },
        { duration: 70, mediaTime: 0 },
      ]),
    ).toMatchObject({ pts: [500, 510, 520, 530, 540, 550, 560], end: 570 })
    expect(shownOf(closed, [{ duration: 500, mediaTime: -1 }])).toMatchObject({
      pts: [500, 510, 520, 530, 540, 550, 560],
    })
  })

  it('what lies before the start is decoded, not shown', () => {
    expect(shownOf(closed, [{ duration: 50, mediaTime: 20 }])).toMatchObject({
      samples: [3, 1, 5, 6, 4],
      pts: [0, 10, 20, 30, 40],
      end: 50,
    })
  })

  it('a start between two pictures counts as the next one, as ffmpeg has it, and says so', () => {
    expect(shownOf(closed, [{ duration: 45, mediaTime: 25 }])).toMatchObject({
      samples: [1, 5, 6, 4],
      pts: [0, 10, 20, 30],
      shift: -5,
    })
  })

  it('what lies behind the end is not shown, and the last picture is cut with it', () => {
    expect(shownOf(closed, [{ duration: 35, mediaTime: 0 }])).toMatchObject({ pts: [0, 10, 20, 30], end: 35 })
  })

  it('several edits follow one another', () => {
    const edits = [
      { duration: 20, mediaTime: 40 },
      { duration: 100, mediaTime: -1 },
      { duration: 20, mediaTime: 0 },
    ]
    expect(shownOf(closed, edits)).toMatchObject({ samples: [5, 6, 0, 2], pts: [0, 10, 120, 130], end: 140 })
  })

  it('a length of 0 means all of it, and a fragmented file is longer than its edit says', () => {
    expect(shownOf(closed, [{ duration: 0, mediaTime: 10 }]).samples).toHaveLength(6)
    expect(
      shownOf(closed, [{ duration: 5, mediaTime: 0 }], { ...scales, fragmented: true }).samples,
    ).toHaveLength(7)
  })

  it('negative offsets in a fragmented file move all times up, as ffmpeg has it', () => {
    const early = { ...closed, cts: closed.cts.map((t) => t - 10) }
    const moved = shownOf(early, [], { ...scales, fragmented: true })
    expect(moved.shift).toBe(20)
    expect(moved.pts[0]).toBe(10)
  })

  it('sorts like a stable sort, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }), (times) => {
        const table = { ...closed, count: times.length, cts: Float64Array.from(times) }
        const expected = times.map((t, i) => [t, i] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1])
        expect([...compositionOrder(table)]).toEqual(expected.map(([, i]) => i))
      }),
    )
  })
})

describe('what may be given out as it is', () => {
  const order = (t: SampleTable, edits: Edit[]) => decodeOrder(t, present(t, edits, scales).sample)

  it('everything that is shown, in decode order', () => {
    expect(order(closed, [])).toEqual({
      sample: Uint32Array.of(0, 1, 2, 3, 4, 5, 6),
      frame: Uint32Array.of(0, 3, 1, 2, 6, 4, 5),
    })
  })

  it('not when hidden pictures are needed for shown ones', () => {
    expect(order(closed, [{ duration: 50, mediaTime: 20 }])).toBe(
      'Its edit list begins between two key frames.',
    )
    expect(order(samples('K0 P1 P2 K3 P4'), [{ duration: 20, mediaTime: 10 }])).toBe(
      'Its edit list begins between two key frames.',
    )
    expect(order(samples('P0 K1'), [])).toBe('Its first picture is not a key frame.')
  })

  it('a cut at a closed key frame, a hidden tail, and hidden pictures that nobody needs do no harm', () => {
    expect(order(samples('K0 P1 K2 P3'), [{ duration: 20, mediaTime: 20 }])).toMatchObject({
      sample: Uint32Array.of(2, 3),
    })
    expect(order(closed, [{ duration: 40, mediaTime: 0 }])).toMatchObject({
      sample: Uint32Array.of(0, 1, 2, 3),
    })
    expect(order(samples('K0 P3 b1 b2 K6 b4 b5 P7'), [{ duration: 20, mediaTime: 60 }])).toMatchObject({
      sample: Uint32Array.of(4, 7),
    })
  })

  it('not when a shown picture leans on what lies before the cut', () => {
    expect(order(samples('K0 P3 b1 b2 K6 b4 b5 P7'), [{ duration: 30, mediaTime: 50 }])).toMatch(/open group/)
  })

  it('not when pictures are shown twice or backwards', () => {
    const twice = [
      { duration: 20, mediaTime: 0 },
      { duration: 20, mediaTime: 0 },
    ]
    const back = [
      { duration: 20, mediaTime: 40 },
      { duration: 20, mediaTime: 0 },
    ]
    expect(order(closed, twice)).toMatch(/more than once/)
    expect(order(closed, back)).toMatch(/out of order/)
  })
})

describe('segments', () => {
  const plan = (t: SampleTable, timescale = 10) => {
    const shown = present(t, [], { ...scales, track: timescale })
    const data = { timebase: { num: 1, den: timescale }, pts: shown.pts, endPts: shown.endPts }
    const made = planVideo(t, shown.sample, { data } as Parameters<typeof planVideo>[2])
    if (typeof made === 'string') throw new Error(made)
    return made
  }

  it('begin at key frames, closed ones where that is soon enough', () => {
    expect(plan(samples('K0 P1 K2 P3 K4 P5')).rows).toEqual([
      [0, 0, 2],
      [2, 2, 2],
      [4, 4, 2],
    ])
    // The second key frame has a leading picture; the third has none and comes soon.
    expect(plan(samples('K0 P1 K3 b2 K4 P5')).rows).toEqual([
      [0, 0, 4],
      [4, 4, 2],
    ])
  })

  it('begin at an open key frame when no closed one comes: first is less than key', () => {
    const rows = plan(samples('K0 P1 K3 b2 P4 K6 b5 P7 K9 b8 P10')).rows
    expect(rows.length).toBeGreaterThan(1)
    expect(rows[1]![0]).toBeLessThan(rows[1]![1])
    expect(rows.reduce((n, [first, , count]) => (first === n ? n + count : Number.NaN), 0)).toBe(11)
  })

  it('tile the timeline: each picture lasts until the next, whatever the decode order and the gaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 6 }),
        (gaps, group) => {
          // Groups of a key frame and a P frame with pictures between; times with random gaps.
          const times = [0]
          for (const gap of gaps) times.push(times.at(-1)! + gap)
          const words: number[] = []
          for (let i = 0; i < times.length; i += group + 1) {
            const last = Math.min(i + group, times.length - 1)
            words.push(i)
            if (last > i) words.push(last)
            for (let k = i + 1; k < last; k++) words.push(k)
          }
          const table: SampleTable = {
            ...samples(
              words.map((w, k) => `${w % (group + 1) === 0 && words[k] === w ? 'K' : 'P'}${w}`).join(' '),
            ),
            cts: Float64Array.from(words, (w) => times[w]!),
          }
          const made = plan(table, 100)
          const byTime = [...made.pts.keys()].sort((a, b) => made.pts[a]! - made.pts[b]!)
          byTime.forEach((i, n) => {
            expect(made.frame[i]).toBe(n)
            expect(made.pts[i]).toBe(times[n])
            const next = byTime[n + 1]
            if (next !== undefined) expect(made.pts[i]! + made.duration[i]!).toBe(made.pts[next])
          })
          for (let i = 1; i < made.dts.length; i++)
            expect(made.dts[i]! - made.dts[i - 1]!).toBe(made.duration[i - 1])
          const total = made.seconds.reduce((a, b) => a + b, 0)
          expect(total * 100).toBeCloseTo(made.pts[byTime.at(-1)!]! + made.duration[byTime.at(-1)!]!, 6)
        },
      ),
    )
  })

  it('are refused where key frames are minutes apart', () => {
    const long = samples(`K0 ${Array.from({ length: 70 }, (_, i) => `P${i + 1}`).join(' ')}`)
    expect(() => plan(long)).toThrow('Its key frames are more than a minute apart.')
  })
})
