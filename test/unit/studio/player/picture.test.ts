import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterOf, fittedSize, MAX_SCALE, PictureView } from '#app/_studio/player/picture-view.ts'
import { preparing, unplayable } from '#app/_studio/player/player-status.ts'
import { chooseRenditions } from '#app/_studio/player/rendition-choice.ts'
import { thumbnailAt } from '#app/_studio/player/thumbnails.ts'
import { exactText, frameText, smpteOf, timeText } from '#app/_studio/player/time-text.ts'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import { frameNo, TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'

function view() {
  const v = new PictureView({ width: 1920, height: 1080 })
  v.stage.value = { width: 960, height: 600 }
  return v
}

test('the whole picture fits the stage and keeps its shape', () => {
  expect(view().fitted()).toEqual({ width: 960, height: 540 })
  expect(fittedSize({ width: 0, height: 5 }, { width: 9, height: 9 })).toEqual({ width: 0, height: 0 })
})

test('zooming keeps the point under the pointer', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -100, max: 100 }), (x, y) => {
      const v = view()
      v.zoomAt({ x: 0, y: 0 }, 4)
      const before = v.toPicture({ x, y })
      v.zoomAt({ x, y }, 1.5)
      const after = v.toPicture({ x, y })
      expect(after.x).toBeCloseTo(before.x, 9)
      expect(after.y).toBeCloseTo(before.y, 9)
    }),
  )
})

test('zoom ends at the whole picture and at its limit, and panning never loses the picture', () => {
  const v = view()
  v.zoomAt({ x: 50, y: 50 }, 1e6)
  expect(v.zoom.value.scale).toBe(MAX_SCALE)
  v.panBy(1e9, -1e9)
  const { x, y } = v.toPicture({ x: 0, y: 0 })
  expect(x).toBeGreaterThanOrEqual(0)
  expect(y).toBeLessThanOrEqual(1)
  v.zoomAt({ x: 0, y: 0 }, 1e-9)
  expect(v.zoom.value).toEqual({ scale: 1, x: 0, y: 0 })
})

test('light that is as recorded filters nothing', () => {
  expect(filterOf({ brightness: 1, contrast: 1, gamma: 1 }, 'g')).toBe('none')
  expect(filterOf({ brightness: 1.5, contrast: 0.5, gamma: 2 }, 'g')).toBe(
    'url(#g) brightness(1.5) contrast(0.5)',
  )
})

const video = (name: string, width: number, state: 'ready' | 'preparing' = 'ready') => ({
  name,
  kind: 'video' as const,
  state,
  codec: 'avc1.640028',
  width,
  height: (width * 9) / 16,
  bitrate: 1,
  segments: [[0, 0, 10]] as [number, number, number][],
})

const manifest = (...renditions: AssetManifest['renditions']): AssetManifest => ({
  version: 1,
  assetId: 'a',
  duration: 10,
  video: null,
  audio: null,
  renditions,
  thumbnails: null,
  peaks: false,
  sounds: [],
  signal: null,
  cuts: [],
  warnings: [],
})

test('the largest ready rendition rests, the light one scrubs', () => {
  const m = manifest(video('scrub', 960), video('source', 1920), video('720p', 1280))
  expect(chooseRenditions(m, 'auto')).toMatchObject({ full: 'source', scrub: 'scrub' })
  expect(chooseRenditions(m, '720p').full).toBe('720p')
  expect(chooseRenditions(m, 'no such').full).toBe('source')
  expect(chooseRenditions(m, 'auto').sources.map((s) => s.name)).toEqual(['source', 'scrub'])
})

test('what is only being made, or too large, is left out; pictures made on request stand in alone', () => {
  expect(chooseRenditions(manifest(video('source', 1920, 'preparing')), 'auto').full).toBeNull()
  expect(chooseRenditions(manifest(video('source', 7680), video('1080p', 1920)), 'auto').full).toBe('1080p')
  expect(chooseRenditions(manifest(video('jit', 1920)), 'auto').full).toBe('jit')
  expect(chooseRenditions(manifest(video('jit', 1920), video('360p', 640)), 'auto').full).toBe('360p')
  expect(chooseRenditions(manifest(video('jit', 1920), video('scrub', 960)), 'auto').full).toBe('scrub')
})

test('a moment finds its thumbnail in its sheet', () => {
  const m: AssetManifest = {
    ...manifest(),
    thumbnails: { every: 100, width: 160, height: 90, columns: 3, rows: 2, count: 8 },
  }
  expect(thumbnailAt(m, '/media/a/x/', 450)).toMatchObject({ url: '/media/a/x/thumbs/0.jpg', x: 160, y: 90 })
  expect(thumbnailAt(m, '/media/a/x/', 99_999)).toMatchObject({
    url: '/media/a/x/thumbs/1.jpg',
    x: 160,
    y: 0,
  })
  expect(thumbnailAt(m, '/media/a/x/', -5)).toMatchObject({ x: 0, y: 0, time: 0 })
  expect(thumbnailAt(manifest(), '', 0)).toBeNull()
})

test('a time is shown in four ways', () => {
  const shown = {
    frame: frameNo(6308),
    start: tick(252 * TICKS_PER_SECOND + TICKS_PER_SECOND / 2),
    end: tick(253 * TICKS_PER_SECOND),
    exact: true,
  }
  const rate = { nominalRate: 25, dropFrame: false, startFrame: 0 }
  expect(timeText('clock', shown, rate)).toBe('4:12.500')
  expect(timeText('smpte', shown, rate)).toBe('00:04:12:08')
  expect(timeText('smpte', shown, null)).toBe('4:12.500')
  expect(timeText('seconds', shown, rate)).toBe('252.500 s')
  expect(timeText('frame', shown, rate)).toBe('6,308')
  expect(frameText(shown)).toBe('frame 6,308')
  expect(exactText(shown)).toBe('✓ exact')
  expect(exactText({ ...shown, exact: false })).toBe('…')
})

test('SMPTE comes from the timecode track, else from the constant rate, else there is none', () => {
  const base = {
    frames: 1,
    displayWidth: 1,
    displayHeight: 1,
    rotation: 0,
    sampleAspect: [1, 1] as [number, number],
    codec: 'h264',
    interlaced: false,
    timecode: null,
    direct: true,
  }
  const track = { startFrame: 1800, nominalRate: 30, dropFrame: true }
  expect(smpteOf({ ...base, constantRate: [30000, 1001], timecode: track })).toEqual(track)
  expect(smpteOf({ ...base, constantRate: [30000, 1001] })?.nominalRate).toBe(30)
  expect(smpteOf({ ...base, constantRate: null })).toBeNull()
  expect(smpteOf(null)).toBeNull()
})

test('what stops the work is said in sentences', () => {
  expect(preparing(0.439).text).toContain('(prepared 43 %)')
  expect(preparing(null).text).not.toContain('%')
  expect(unplayable('hevc').text).toContain('(hevc)')
})
