import { describe, expect, test } from 'vitest'
import {
  colourTags,
  deinterlace,
  ladderArgs,
  rungsFor,
  toStandardRange,
} from '#media/ingest/transcode/plan.ts'
import { alignedSound, soundArgs } from '#media/ingest/transcode/sound.ts'

const plain = { space: 'bt709', transfer: 'bt709', primaries: 'bt709', range: 'tv' }
const stream = {
  streamIndex: 0,
  interlaced: false,
  fieldOrder: null,
  colour: plain,
  sampleAspect: [1, 1] as const,
}
const names = (w: number, h: number, direct: boolean): string[] =>
  rungsFor(w, h, direct).map((r) => `${r.name} ${r.width}x${r.height}`)

describe('rungs', () => {
  test('the source is the top rung where browsers play it', () => {
    expect(names(1920, 1080, true)).toEqual(['scrub 960x540', '720p 1280x720', '360p 640x360'])
    expect(names(1280, 720, true)).toEqual(['scrub 960x540', '360p 640x360'])
    expect(names(3840, 2160, true)).toEqual([
      'scrub 960x540',
      '1080p 1920x1080',
      '720p 1280x720',
      '360p 640x360',
    ])
  })
  test('else a full one is made, of the size of the source up to 1080', () => {
    expect(names(1920, 1080, false)).toEqual([
      'scrub 960x540',
      '1080p 1920x1080',
      '720p 1280x720',
      '360p 640x360',
    ])
    expect(names(720, 576, false)).toEqual(['scrub 676x540', '576p 720x576', '360p 450x360'])
    expect(names(3840, 2160, false)[1]).toBe('1080p 1920x1080')
  })
  test('nothing is scaled up, and sides are even', () => {
    expect(names(321, 241, true)).toEqual(['scrub 320x240'])
    expect(names(320, 240, false)).toEqual(['scrub 320x240', '240p 320x240'])
  })
  test('a picture that stands upright is measured by its shorter side', () => {
    expect(names(1080, 1920, true)[1]).toBe('720p 720x1280')
  })
})

describe('the ladder', () => {
  const rungs = rungsFor(1920, 1080, true)
  const outputs = rungs.map((r) => `/out/${r.name}.mp4`)
  const args = ladderArgs({
    source: '/in.mp4',
    stream,
    rungs,
    outputs,
    timebase: { num: 1, den: 90_000 },
    rate: 29.97,
  })
  const text = args.join(' ')

  test('reads the source once and writes every rung', () => {
    expect(args.filter((a) => a === '-i')).toHaveLength(1)
    expect(args.slice(0, 3)).toEqual(['-noautorotate', '-i', '/in.mp4'])
    for (const output of outputs) expect(args).toContain(output)
    expect(text).toContain('[0:0]split=3[s0][s1][s2];[s0]scale=960:540')
  })
  test('lets every frame through at its own time', () => {
    expect(args.filter((a) => a === 'passthrough')).toHaveLength(3)
    expect(args.filter((a) => a === '1:90000')).toHaveLength(3)
    expect(text).not.toContain('setpts')
    expect(text).not.toMatch(/-r |fps=/)
  })
  test('scrub has a key frame every six and no B-frames; the others one every two seconds', () => {
    expect(text).toMatch(/\[v0\] .*?-crf 25 -g 6 -keyint_min 6 -bf 0 -tune fastdecode/)
    expect(args.filter((a) => a === '-g').length).toBe(3)
    expect(text.match(/-g 60 -keyint_min 60/g)).toHaveLength(2)
  })
  test('numbers frames where the source gives two the same time', () => {
    const numbered = ladderArgs({ source: '/in', stream, rungs, outputs, timebase: null, rate: 25 })
    expect(numbered.join(' ')).toContain('[0:0]settb=1/1000,setpts=N*40,split=3')
    expect(numbered).toContain('1:1000')
  })
})

test('interlaced pictures stay one to one', () => {
  expect(deinterlace({ interlaced: false, fieldOrder: 'tt' })).toEqual([])
  expect(deinterlace({ interlaced: true, fieldOrder: 'tt' })).toEqual([
    'bwdif=mode=send_frame:parity=tff:deint=all',
  ])
  expect(deinterlace({ interlaced: true, fieldOrder: 'bb' })).toEqual([
    'bwdif=mode=send_frame:parity=bff:deint=all',
  ])
  expect(deinterlace({ interlaced: true, fieldOrder: null })).toEqual([
    'bwdif=mode=send_frame:parity=auto:deint=all',
  ])
})

test('high dynamic range is brought down, plain colour is kept as it is', () => {
  const hdr = { space: 'bt2020nc', transfer: 'smpte2084', primaries: 'bt2020', range: 'tv' }
  expect(toStandardRange(plain)).toEqual([])
  expect(toStandardRange(hdr).join()).toContain('tonemap')
  expect(colourTags(hdr)).toContain('bt709')
  expect(colourTags({ space: null, transfer: null, primaries: null, range: null })).toEqual([])
  expect(colourTags({ space: 'smpte170m', transfer: null, primaries: null, range: null })).toEqual([
    '-colorspace',
    'smpte170m',
  ])
})

test('sound begins at frame 0, whenever it begins in the source', () => {
  expect(alignedSound(1.4, 48_000)).toBe(
    'asetpts=PTS-(1.400000000)/TB,aresample=48000:async=1:min_hard_comp=0.005:first_pts=0',
  )
  expect(alignedSound(null, 44_100)).toMatch(/^asetpts=PTS-STARTPTS,aresample=44100/)
  const args = soundArgs({
    source: '/in.avi',
    stream: { streamIndex: 2, channels: 6 },
    origin: 0,
    output: '/out.mp4',
  })
  expect(args.join(' ')).toContain('-copyts -vn -i /in.avi -map 0:2')
  expect(args.join(' ')).toContain('-ac 2 -c:a aac')
})
