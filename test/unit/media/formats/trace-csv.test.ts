import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentRecord, TraceRecord } from '#media/core/document/records.ts'
import { sniffFormat } from '#media/core/formats/index.ts'
import { traceCsv } from '#media/core/formats/trace-csv/index.ts'
import { tick } from '#media/core/time/tick.ts'
import { annotation, input, layer, mediaOf, ntscIndex, track } from '#test/kit/export-input.ts'

const index = ntscIndex(300)
const STEP = 28_224_000
const trace = (id: string, start: number, values: number[], layerId = 'y0', trackId = 'v'): TraceRecord => ({
  type: 'trace',
  id,
  trackId,
  layerId,
  start: tick(start),
  step: STEP,
  values,
  authorId: 'u1',
  lag: 0,
})
const base: DocumentRecord[] = [
  { ...track('v', 'Valence', 'trace', 0), scale: { min: -1, max: 1, unit: 'AU', minName: '', maxName: '' } },
  track('t0', 'Phase', 'intervals', 1),
  layer('y0', 'Anna'),
  layer('y1', 'Ben, "B"'),
]
const context = { index, offset: tick(0), fileName: 'x' }
const back = (records: readonly DocumentRecord[]) => {
  const { file, losses } = traceCsv.write(input([...base, ...records], mediaOf(index)))
  return { file, losses, read: traceCsv.read(file.text, context) }
}

describe('traces as a table', () => {
  it('one row a value: seconds, frame, value, unit, track, layer', () => {
    const { file } = back([trace('a', index.tickOf(30), [0.25, -1])])
    const [head, first, second] = file.text.split('\r\n')
    expect(head).toBe('time_s,frame,value,unit,track,layer,tick,step_ticks,stretch')
    expect(first).toBe(`1.001000000,30,0.25,AU,Valence,Anna,${index.tickOf(30)},${STEP},a`)
    expect(second!.split(',').slice(0, 3)).toEqual(['1.041000000', '31', '-1'])
    expect(file.name).toMatch(/\.traces\.csv$/)
  })

  it('reads back what it wrote, whatever lies in it', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (lists) => {
        const traces = lists.map((list, i) =>
          trace(
            `s${i}`,
            i * 40 * STEP,
            list.map((v) => (v === 0 ? 0 : v)),
            i % 2 ? 'y1' : 'y0',
          ),
        )
        const { read } = back(traces)
        expect(read.problems).toEqual([])
        const found = read.tracks.flatMap((t) => t.traces ?? []).sort((a, b) => a.start - b.start)
        expect(found).toEqual(
          traces.map(({ id, start, step, values, layerId }) => ({
            id,
            start,
            step,
            values,
            layer: layerId === 'y0' ? 'Anna' : 'Ben, "B"',
          })),
        )
      }),
    )
  })

  it('says what it leaves out', () => {
    const { losses } = back([trace('a', 0, [1]), annotation({ id: 'n1', start: tick(0), end: tick(5) })])
    expect(losses.map((l) => [l.code, l.count])).toEqual([
      ['annotations', 1],
      ['track-settings', 2],
      ['authors', 1],
    ])
  })

  it('is known by its head line, whatever the name', () => {
    expect(sniffFormat('notes.txt', back([trace('a', 0, [1])]).file.text)?.id).toBe('trace-csv')
  })

  it('a row that cannot be read is told with its line, and the others are read', () => {
    const { file } = back([trace('a', 0, [1, 2, 3])])
    const { tracks, problems } = traceCsv.read(file.text.replace(',2,AU', ',two,AU'), context)
    expect(problems).toEqual([{ line: 3, column: 3, text: '"two" is not a number.' }])
    const stretches = tracks[0]!.traces!
    expect(stretches.map((t) => t.values)).toEqual([[1], [3]])
    expect(new Set(stretches.map((t) => t.id)).size).toBe(2)
  })

  it('a table of something else is refused by name', () => {
    expect(() => traceCsv.read('a,b\n1,2\n', context)).toThrow(/no column "tick"/)
  })
})
