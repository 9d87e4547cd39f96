import { describe, expect, test } from 'vitest'
import type { ControlEvent } from '#app/_studio/devices/control.ts'
import { describedDecoder } from '#app/_studio/devices/decode-report.ts'
import { shuttleDecoder } from '#app/_studio/devices/decode-shuttle.ts'

const view = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer)
const told = (events: ControlEvent[]) => events.map((e) => `${e.control} ${e.kind} ${e.value}`)

describe('a shuttle', () => {
  test('the ring tells its level once per change, and rest when it comes back', () => {
    const d = shuttleDecoder()
    expect(told(d.read(0, view(0, 10, 0, 0, 0)))).toEqual([])
    expect(told(d.read(0, view(7, 10, 0, 0, 0)))).toEqual(['ring level 1'])
    expect(told(d.read(0, view(7, 10, 0, 0, 0)))).toEqual([])
    expect(told(d.read(0, view(0xf9, 10, 0, 0, 0)))).toEqual(['ring level -1'])
    expect(told(d.read(0, view(0, 10, 0, 0, 0)))).toEqual(['ring level 0'])
  })

  test('the wheel’s counter wraps both ways, and its first value is no turn', () => {
    const d = shuttleDecoder()
    const steps = [254, 255, 0, 1, 0, 255, 3].map((jog) => told(d.read(0, view(0, jog, 0, 0, 0))).join())
    expect(steps).toEqual([
      '',
      'jog turn 1',
      'jog turn 1',
      'jog turn 1',
      'jog turn -1',
      'jog turn -1',
      'jog turn 4',
    ])
  })

  test('buttons by their bits, in two bytes, each told when it changes', () => {
    const d = shuttleDecoder()
    expect(told(d.read(0, view(0, 0, 0, 0x10, 0)))).toEqual(['button-4 press 1'])
    expect(told(d.read(0, view(0, 0, 0, 0x10, 0x01)))).toEqual(['button-8 press 1'])
    expect(told(d.read(0, view(0, 0, 0, 0, 0)))).toEqual(['button-4 release 0', 'button-8 release 0'])
    expect(told(d.read(0, view(1)))).toEqual([])
  })
})

describe('a device by its own description', () => {
  test('three pedals of one bit each with five bits of padding', () => {
    const d = describedDecoder([
      {
        reportId: 0,
        items: [
          { reportSize: 1, reportCount: 3, isAbsolute: true },
          { reportSize: 5, reportCount: 1, isConstant: true },
        ],
      },
    ])
    expect(told(d.read(0, view(0b010)))).toEqual(['button-1 press 1'])
    expect(told(d.read(0, view(0b110)))).toEqual(['button-2 press 1'])
    expect(told(d.read(0, view(0b001)))).toEqual([
      'button-0 press 1',
      'button-1 release 0',
      'button-2 release 0',
    ])
  })

  test('a stick from 0 to 255 is a level; where it rests at first, and trembling, is not told', () => {
    const d = describedDecoder([
      {
        reportId: 3,
        items: [{ reportSize: 8, reportCount: 1, isAbsolute: true, logicalMinimum: 0, logicalMaximum: 255 }],
      },
    ])
    expect(told(d.read(3, view(128)))).toEqual([])
    expect(told(d.read(3, view(129)))).toEqual([])
    expect(told(d.read(3, view(255)))).toEqual(['3-level-0 level 1'])
    expect(told(d.read(3, view(0)))).toEqual(['3-level-0 level -1'])
    expect(told(d.read(4, view(9)))).toEqual([])
  })

  test('signed levels and signed relative dials, over byte borders', () => {
    const d = describedDecoder([
      {
        reportId: 0,
        items: [
          { reportSize: 4, reportCount: 1, isAbsolute: false },
          { reportSize: 12, reportCount: 1, isAbsolute: true, logicalMinimum: -2048, logicalMaximum: 2047 },
        ],
      },
    ])
    expect(told(d.read(0, view(0x0f, 0x00)))).toEqual(['dial-0 turn -1'])
    const [level] = d.read(0, view(0x00, 0x80))
    expect(level).toMatchObject({ control: 'level-1', kind: 'level', value: -1 })
  })

  test('an array names what is down', () => {
    const d = describedDecoder([{ reportId: 0, items: [{ reportSize: 8, reportCount: 2, isArray: true }] }])
    expect(told(d.read(0, view(5, 9)))).toEqual(['array-0-5 press 1', 'array-0-9 press 1'])
    expect(told(d.read(0, view(9, 0)))).toEqual(['array-0-5 release 0'])
  })
})
