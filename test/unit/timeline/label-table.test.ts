import { describe, expect, test } from 'vitest'
import { contrast, faint, inkOn, labelTable, pixelOf } from '#app/_studio/timeline/label-table.ts'
import { LABEL_COLORS } from '#media/core/labels/colors.ts'

describe('labels on the canvas', () => {
  test('words can be read on every colour that is offered', () => {
    for (const color of LABEL_COLORS) expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5)
  })

  test('contrast as WCAG defines it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
  })

  test('pixels are packed as ImageData holds them', () => {
    const bytes = new Uint8Array(new Uint32Array([pixelOf('#123456')]).buffer)
    expect([...bytes]).toEqual([0x12, 0x34, 0x56, 0xff])
    const half = new Uint8Array(new Uint32Array([faint(pixelOf('#ff0000'), pixelOf('#010000'))]).buffer)
    expect([...half]).toEqual([0x80, 0, 0, 0xff])
  })

  test('an unknown label has a place and a name of its own', () => {
    const table = labelTable([])
    expect(table.styleOf('gone').name).toBe('Unknown label')
    expect(table.placeOf('gone')).toBe(0)
  })
})
