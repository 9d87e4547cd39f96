import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMediaPath } from '#server/delivery/media-url.ts'
import { parseRange } from '#server/delivery/send.ts'

describe('addresses of media', () => {
  it.each([
    ['/media/a/x/manifest.json', { kind: 'manifest' }],
    ['/media/a/x/index.bin', { kind: 'index' }],
    ['/media/a/x/master.m3u8', { kind: 'master' }],
    ['/media/a/x/source', { kind: 'source' }],
    ['/media/a/x/peaks.bin', { kind: 'peaks' }],
    ['/media/a/x/thumbs/12.jpg', { kind: 'thumbs', sheet: 12 }],
    ['/media/a/x/signal/3/120.bin', { kind: 'signal', level: 3, tile: 120 }],
    ['/media/a/x/v/1080p/playlist.m3u8', { kind: 'v', rendition: '1080p', part: 'playlist' }],
    ['/media/a/x/v/scrub/init.mp4', { kind: 'v', rendition: 'scrub', part: 'init' }],
    ['/media/a/x/s/audio-0/17.m4s', { kind: 's', rendition: 'audio-0', part: 17 }],
  ])('%s', (path, what) => {
    expect(parseMediaPath(path)).toEqual({ assetId: 'x', what })
  })

  it('takes nothing that could lead out of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '',
      '/',
      '%2e%2e',
      '\\',
      '\0',
      'v',
      'source',
      '1.m4s',
      'a',
      'media',
      '__proto__',
      'A',
      '-',
      '1080p.mp4',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
        const found = parseMediaPath(`/media/a/${pieces.join('/')}`)
        if (!found) return
        expect(found.assetId).toMatch(/^[0-9a-zA-Z_-]+$/)
        if ('rendition' in found.what) expect(found.what.rendition).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      }),
    )
  })
})

describe('byte ranges', () => {
  it.each<[string | undefined, number, unknown]>([
    [undefined, 10, null],
    ['bytes=0-0', 10, { start: 0, end: 0 }],
    ['bytes=3-', 10, { start: 3, end: 9 }],
    ['bytes=-4', 10, { start: 6, end: 9 }],
    ['bytes=-40', 10, { start: 0, end: 9 }],
    ['bytes=2-400', 10, { start: 2, end: 9 }],
    ['BYTES= 2 - 4', 10, { start: 2, end: 4 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=5-2', 10, null],
    ['bytes=-', 10, null],
    ['bytes=0-1,3-4', 10, null],
    ['items=0-1', 10, null],
  ])('%s of %i bytes', (header, size, range) => {
    expect(parseRange(header, size)).toEqual(range)
  })
})
