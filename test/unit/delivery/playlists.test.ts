import { describe, expect, it } from 'vitest'
import type { AssetManifest, AudioRendition, VideoRendition } from '#media/core/asset/manifest.ts'
import { masterPlaylist, mediaPlaylist } from '#server/delivery/playlists.ts'

const video = (name: string, state: VideoRendition['state'] = 'ready'): VideoRendition => ({
  ...{ name, kind: 'video', state, codec: 'avc1.640028', width: 1280, height: 720, bitrate: 2_000_000.4 },
  segments: [[0, 0, 60]],
})
const sound = (k: number, title = ''): AudioRendition => ({
  ...{
    name: `audio-${k}`,
    kind: 'audio',
    state: 'ready',
    codec: 'mp4a.40.2',
    channels: 2,
    sampleRate: 48_000,
  },
  ...{ bitrate: 96_000, title, segments: [4] },
})
const manifest = (...renditions: AssetManifest['renditions']): AssetManifest => ({
  ...{ version: 1, assetId: 'x', duration: 1, video: null, audio: null, renditions },
  ...{ thumbnails: null, peaks: false, sounds: [], signal: null, cuts: [], warnings: [] },
})
const listed = (m: AssetManifest): string[] =>
  masterPlaylist(m, (path) => path)
    .split('\n')
    .filter((l) => l.endsWith('playlist.m3u8'))

describe('the master playlist', () => {
  it('lists what is ready, and the scrub version only when there is nothing else', () => {
    expect(listed(manifest(video('source'), video('scrub'), video('720p', 'preparing')))).toEqual([
      'v/source/playlist.m3u8',
    ])
    expect(listed(manifest(video('scrub')))).toEqual(['v/scrub/playlist.m3u8'])
  })

  it('leaves just-in-time pictures as soon as there are better ones', () => {
    expect(listed(manifest(video('jit'), video('scrub')))).toEqual(['v/jit/playlist.m3u8'])
    expect(listed(manifest(video('jit'), video('720p')))).toEqual(['v/720p/playlist.m3u8'])
  })

  it('offers every sound, and cannot be broken by a title', () => {
    const text = masterPlaylist(
      manifest(video('source'), sound(0), sound(1, 'Dr. "X"\n#EXT-X-ENDLIST')),
      (p) => p,
    )
    expect(text).toContain(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound 1",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="s/audio-0/playlist.m3u8"',
    )
    expect(text).toContain('NAME="Dr.  X  #EXT-X-ENDLIST"')
    expect(text.split('\n').filter((l) => l.startsWith('#EXT-X-ENDLIST'))).toEqual([])
    expect(text).toContain('BANDWIDTH=2096000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1280x720')
  })

  it('makes sound alone playable', () => {
    expect(listed(manifest(sound(0)))).toEqual(['s/audio-0/playlist.m3u8'])
  })
})

describe('a media playlist', () => {
  it('states lengths that add up, and a target no segment exceeds', () => {
    expect(mediaPlaylist([2.002, 10 / 3], (name) => `${name}?v=1`)).toBe(
      [
        ...[
          '#EXTM3U',
          '#EXT-X-VERSION:7',
          '#EXT-X-TARGETDURATION:4',
          '#EXT-X-MEDIA-SEQUENCE:0',
          '#EXT-X-PLAYLIST-TYPE:VOD',
        ],
        ...['#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-MAP:URI="init.mp4?v=1"'],
        ...['#EXTINF:2.002000000,', '0.m4s?v=1', '#EXTINF:3.333333333,', '1.m4s?v=1', '#EXT-X-ENDLIST', ''],
      ].join('\n'),
    )
  })
})
