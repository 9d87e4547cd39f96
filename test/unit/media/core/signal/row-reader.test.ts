import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RowReader, SignalError, secondsOfClock } from '#media/core/signal/row-reader.ts'
import type { SignalSettings } from '#media/core/signal/settings.ts'

const settings = (changes: Partial<SignalSettings> = {}): SignalSettings => ({
  delimiter: ',',
  decimal: '.',
  firstLine: 1,
  time: null,
  rate: 100,
  fromZero: true,
  channels: [
    { column: 0, name: 'a', unit: '' },
    { column: 1, name: 'b', unit: '' },
  ],
  ...changes,
})

/** Rows of the channels, with the text cut into pieces of that many bytes. */
function read(text: string, options: SignalSettings = settings(), piece = 1 << 20) {
  const rows: number[][] = []
  const lines: number[] = []
  const reader = new RowReader({
    settings: options,
    nameOf: (c) => `column ${c + 1}`,
    onRow: (values, line) => {
      rows.push([...values])
      lines.push(line)
    },
  })
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.slice(at, at + piece))
  reader.end()
  return { rows: rows.map((r) => r.slice(1)), times: rows.map((r) => r[0]), lines, reader }
}

describe('numbers', () => {
  it.each([
    '0',
    '-0',
    '1',
    '+2.5',
    '.5',
    '5.',
    '-12.345',
    '1e3',
    '1.5E-7',
    '-2.25e+2',
    '123456789012345678',
    '0.1',
    '3.14159265358979323846',
    '1e-30',
    '4.9e-324',
    '179769313486231570000000000000000000000',
    '000123.4500',
  ])('%s means what it means elsewhere', (text) => {
    expect(read(`${text},1\n`).rows[0]![0]).toBe(Number(text))
  })

  it('any number that is written, in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.float({ noNaN: true, noDefaultInfinity: true }),
          ),
          { minLength: 1, maxLength: 20 },
        ),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (numbers, piece, end) => {
          const text = numbers.map(([a, b]) => `${a},${b.toFixed(3)}`).join(end) + end
          const { rows } = read(text, settings(), piece)
          expect(rows).toEqual(numbers.map(([a, b]) => [Number(String(a)), Number(b.toFixed(3))]))
        },
      ),
    )
  })

  it('decimal commas', () => {
    const german = settings({ delimiter: ';', decimal: ',' })
    expect(read('1,5;-0,25\n1e3;2\n', german).rows).toEqual([
      [1.5, -0.25],
      [1000, 2],
    ])
  })

  it('missing ones are NaN', () => {
    expect(read(',NaN\nn/a,3\n-,null\n').rows).toEqual([
      [Number.NaN, Number.NaN],
      [Number.NaN, 3],
      [Number.NaN, Number.NaN],
    ])
  })

  it('quotes and blanks around them', () => {
    expect(read('"1.5", 2 \n').rows).toEqual([[1.5, 2]])
  })

  it('runs of blanks between them', () => {
    expect(read('   1.0    2.0\n\t3 \t 4\n', settings({ delimiter: ' ' })).rows).toEqual([
      [1, 2],
      [3, 4],
    ])
  })
})

describe('lines', () => {
  it('begin where the settings say, and keep their numbers over empty ones', () => {
    const { rows, lines } = read('Force\na,b\n\n1,2\n\n3,4', settings({ firstLine: 3 }))
    expect(rows).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(lines).toEqual([4, 6])
  })

  it('a delimiter at the end is no other width', () => {
    expect(read('1,2\n3,4,\n5,6\n').rows).toHaveLength(3)
  })

  it('a last line that was cut off is left out and told', () => {
    const { rows, reader } = read('1,2\n3,4\n5')
    expect(rows).toHaveLength(2)
    expect(reader.cutOff).toBe(true)
  })

  it.each([
    ['1,2\n3,4\nx,5\n6,7\n', 3, /^Line 3 has “x” where a number is expected, in column 1/],
    ['1,2\n3\n4,5\n', 2, /^Line 2 has 1 value, but the lines before it have 2/],
    ['1,2\n3,4.5.6\n', 2, /^Line 2 has “4\.5\.6” where a number/],
    ['1,2\n1e,2\n', 2, /“1e”/],
  ])('%j stops with the line', (text, line, message) => {
    let caught: unknown
    try {
      read(text)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(SignalError)
    expect((caught as SignalError).line).toBe(line)
    expect((caught as SignalError).message).toMatch(message)
  })

  it('columns that nobody asked for may hold anything', () => {
    const one = settings({ channels: [{ column: 1, name: 'b', unit: '' }] })
    expect(read('left,1\nright,2\n', one).rows).toEqual([[1], [2]])
  })
})

describe('times by the clock', () => {
  it.each([
    ['12:03:04.5', 43384.5],
    ['03:04,25', 184.25],
    ['1970-01-02T00:00:01Z', 86401],
    ['1970-01-01 00:01', 60],
    ['noon', null],
    ['1.5', null],
  ])('%s', (text, seconds) => expect(secondsOfClock(text)).toBe(seconds))

  it('come as seconds in their column', () => {
    const clock = settings({
      time: { column: 0, unit: 'clock' },
      channels: [{ column: 1, name: 'hr', unit: '' }],
    })
    expect(read('00:00:01.5,60\n00:00:02,61\n', clock).times).toEqual([1.5, 2])
  })
})
