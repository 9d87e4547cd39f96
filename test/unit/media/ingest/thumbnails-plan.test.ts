import { describe, expect, test } from 'vitest'
import { TICKS_PER_SECOND } from '#media/core/time/tick.ts'
import { sheetArgs, sheetLayout } from '#media/ingest/thumbnails/plan.ts'

const wide = { displayWidth: 1920, displayHeight: 1080 }
const colour = { space: null, transfer: null, primaries: null, range: null }

describe('sheets of thumbnails', () => {
  test('one a second for what is short, never more than 400', () => {
    expect(sheetLayout(wide, 75 * TICKS_PER_SECOND)).toMatchObject({
      every: TICKS_PER_SECOND,
      count: 75,
      width: 160,
      height: 90,
    })
    const hours = sheetLayout(wide, 3 * 3600 * TICKS_PER_SECOND)
    expect(hours).toMatchObject({ every: 27 * TICKS_PER_SECOND, count: 400 })
    expect(sheetLayout(wide, 1).count).toBe(1)
  })
  test('are shaped as the picture is shown', () => {
    expect(sheetLayout({ displayWidth: 1080, displayHeight: 1920 }, TICKS_PER_SECOND)).toMatchObject({
      width: 90,
      height: 160,
    })
  })
  test('are turned and laid out in one pass', () => {
    const layout = sheetLayout({ displayWidth: 1080, displayHeight: 1920 }, 150 * TICKS_PER_SECOND)
    const stream = { streamIndex: 1, rotation: 90, interlaced: false, fieldOrder: null, colour }
    const args = sheetArgs({ source: '/in', stream, layout, keysOnly: true, output: '/t-%d.jpg' }).join(' ')
    expect(args).toMatch(/^-skip_frame nokey -noautorotate -an -i \/in -map 0:1/)
    expect(args).toContain('transpose=clock,scale=90:160')
    expect(args).toContain('trim=end_frame=150,tile=10x10')
    expect(args).toContain('-frames:v 2')
  })
})
