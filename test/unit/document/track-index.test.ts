import { expect, test } from 'vitest'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { inOrder, TrackIndex } from '#media/core/document/track-index.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation } from '#test/kit/doc.ts'
import { seededRandom } from '#test/kit/random.ts'
import { below, pick, type Random } from '#test/kit/random-edits.ts'

/** Everything by looking at everything. */
class Slow {
  all: AnnotationRecord[] = []
  query(start: number, end: number): AnnotationRecord[] {
    const inside = (a: AnnotationRecord) =>
      a.start < end && (a.start === a.end ? a.start >= start : a.end > start)
    return this.all.filter(inside).sort(inOrder)
  }
  at(t: number): AnnotationRecord[] {
    return this.all
      .filter((a) => a.start <= t && (t < a.end || (a.start === a.end && a.start === t)))
      .sort(inOrder)
  }
  edges(): number[] {
    return [...new Set(this.all.flatMap((a) => [a.start, a.end]))].sort((a, b) => a - b)
  }
}

const SPAN = 3000

function someAnnotation(random: Random, id: string): AnnotationRecord {
  const start = below(random, SPAN) - 100
  const length = pick(random, [0, 1, 5, 20, 20, 900, 3000]) && below(random, pick(random, [2, 10, 30, 2500]))
  return annotation(id, 't', pick(random, [...'ABC']), tick(start), tick(start + length))
}

test.each([11, 12, 13, 14, Date.now() % 1_000_000])('answers as a list does, seed %i', (seed) => {
  const random = seededRandom(seed)
  const slow = new Slow()
  const index = new TrackIndex()
  let n = 0
  for (let i = 0; i < 1200; i++) {
    const act = random()
    if (act < 0.6 || !slow.all.length) {
      const a = someAnnotation(random, `a${n++}`)
      slow.all.push(a)
      index.insert(a)
    } else if (act < 0.75) {
      const a = pick(random, slow.all)
      slow.all.splice(slow.all.indexOf(a), 1)
      expect(index.remove(a)).toBe(true)
      expect(index.remove(a)).toBe(false)
    } else {
      const a = pick(random, slow.all)
      const moved =
        random() < 0.5 ? { ...a, end: tick(a.end + below(random, 3)) } : someAnnotation(random, a.id)
      slow.all[slow.all.indexOf(a)] = moved
      index.replace(a, moved)
    }
    if (i % 10) continue
    const start = below(random, SPAN)
    const end = start + below(random, 400)
    expect(index.query(start, end)).toEqual(slow.query(start, end))
    expect(index.at(start)).toEqual(slow.at(start))
    expect(index.nextEdge(start)).toBe(slow.edges().find((e) => e > start) ?? null)
    expect(index.previousEdge(start)).toBe(slow.edges().findLast((e) => e < start) ?? null)
    const sorted = slow.all.toSorted(inOrder)
    expect(index.lastBefore(start)).toEqual(sorted.findLast((a) => a.start < start) ?? null)
    expect(index.firstFrom(start)).toEqual(sorted.find((a) => a.start >= start) ?? null)
    const at = below(random, sorted.length)
    if (sorted[at])
      expect(index.neighbours(sorted[at])).toEqual({
        before: sorted[at - 1] ?? null,
        after: sorted[at + 1] ?? null,
      })
  }
  expect(index.size).toBe(slow.all.length)
  expect([...index.all()]).toEqual(slow.all.toSorted(inOrder))
  expect(index.long.length).toBeGreaterThan(0)
})

test.each([21, 22, 23, Date.now() % 1_000_000])(
  'many edits at once give what single ones give, seed %i',
  (seed) => {
    const random = seededRandom(seed)
    const slow = new Slow()
    const index = new TrackIndex()
    let n = 0
    for (let round = 0; round < 40; round++) {
      const leaving = new Map<string, AnnotationRecord>()
      const arriving = new Map<string, AnnotationRecord>()
      const edits = pick(random, [0, 1, 5, 70, 200])
      for (let i = 0; i < edits; i++) {
        const known = random() < 0.5 && slow.all.length ? pick(random, slow.all) : null
        if (known && !leaving.has(known.id)) leaving.set(known.id, known)
        if (known && random() < 0.3) continue
        const next = someAnnotation(random, known?.id ?? `a${n++}`)
        arriving.set(next.id, next)
      }
      slow.all = [...slow.all.filter((a) => !leaving.has(a.id) && !arriving.has(a.id)), ...arriving.values()]
      index.exchange(leaving, arriving)
      const more = Array.from({ length: pick(random, [0, 3, 90]) }, () => someAnnotation(random, `a${n++}`))
      slow.all.push(...more)
      index.insertAll(more)
      expect([...index.all()]).toEqual(slow.all.toSorted(inOrder))
      const start = below(random, SPAN)
      expect(index.query(start, start + 300)).toEqual(slow.query(start, start + 300))
      expect(index.at(start)).toEqual(slow.at(start))
      expect(index.nextEdge(start)).toBe(slow.edges().find((e) => e > start) ?? null)
    }
    expect(n).toBeGreaterThan(500)
  },
)

test('columns for drawing follow the records', () => {
  const index = TrackIndex.from([
    annotation('b', 't', 'B', tick(5), tick(9)),
    annotation('a', 't', 'A', tick(1), tick(4)),
  ])
  const { starts, ends, labels, length } = index.short
  expect([...starts.subarray(0, length)]).toEqual([1, 5])
  expect([...ends.subarray(0, length)]).toEqual([4, 9])
  expect([...labels.subarray(0, length)].map((n) => index.labels.idOf(n))).toEqual(['A', 'B'])
})

test('loaded columns keep one long annotation from slowing every window', () => {
  const n = 1000
  const starts = Float64Array.from({ length: n }, (_, i) => i * 10)
  const ends = Float64Array.from({ length: n }, (_, i) => (i === 3 ? 9000 : i * 10 + 5))
  const labels = new Uint32Array(n)
  const record = (row: number) => annotation(`r${row}`, 't', 'A', tick(starts0[row]!), tick(ends0[row]!))
  const [starts0, ends0] = [starts.slice(), ends.slice()]
  const index = TrackIndex.fromColumns({ starts, ends, labels }, { record }, new TrackIndex().labels)
  expect(index.long.length).toBe(1)
  expect(index.query(5002, 5004).map((a) => a.id)).toEqual(['r3', 'r500'])
  index.remove(record(3))
  expect(index.query(5002, 5004).map((a) => a.id)).toEqual(['r500'])
})
