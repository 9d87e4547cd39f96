/** HLS playlists, written from the manifest and the packages that also build the segments, so they cannot drift apart. */
import type { AssetManifest, AudioRendition, VideoRendition } from '#media/core/asset/manifest.ts'

/** @param address what stands for "init.mp4" or "12.m4s"; signed where the playlist was */
export function mediaPlaylist(seconds: readonly number[], address: (name: string) => string): string {
  const longest = seconds.reduce((a, b) => Math.max(a, b), 1)
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${address('init.mp4')}"`,
  ]
  seconds.forEach((s, k) => {
    lines.push(`#EXTINF:${s.toFixed(9)},`, address(`${k}.m4s`))
  })
  lines.push('#EXT-X-ENDLIST', '')
  return lines.join('\n')
}

const quoted = (text: string): string => `"${text.replace(/["\r\n]/g, ' ')}"`

/**
 * What a player may choose from: each picture version with each sound. The scrub version is for stepping and is not
 * listed where there is another; just-in-time pictures only while nothing better is ready.
 */
export function masterPlaylist(manifest: AssetManifest, address: (path: string) => string): string {
  const ready = manifest.renditions.filter((r) => r.state === 'ready')
  const sounds = ready.filter((r): r is AudioRendition => r.kind === 'audio')
  const pictures = choosable(ready.filter((r): r is VideoRendition => r.kind === 'video'))
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  const soundRate = sounds.reduce((most, s) => Math.max(most, s.bitrate), 0)
  if (pictures.length === 0) {
    for (const s of sounds)
      lines.push(
        `#EXT-X-STREAM-INF:BANDWIDTH=${Math.max(1, Math.round(s.bitrate))},CODECS=${quoted(s.codec)}`,
        address(`s/${s.name}/playlist.m3u8`),
      )
    return `${lines.join('\n')}\n`
  }
  sounds.forEach((s, k) => {
    const first = k === 0 ? 'YES' : 'NO'
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME=${quoted(s.title || `Sound ${k + 1}`)},DEFAULT=${first},AUTOSELECT=${first},CHANNELS="${s.channels}",URI=${quoted(address(`s/${s.name}/playlist.m3u8`))}`,
    )
  })
  const rate = manifest.video?.constantRate
  for (const p of pictures) {
    const codecs = [p.codec, ...new Set(sounds.map((s) => s.codec))].join(',')
    lines.push(
      `#EXT-X-STREAM-INF:${[
        `BANDWIDTH=${Math.max(1, Math.round(p.bitrate + soundRate))}`,
        `CODECS=${quoted(codecs)}`,
        `RESOLUTION=${p.width}x${p.height}`,
        ...(rate ? [`FRAME-RATE=${(rate[0] / rate[1]).toFixed(3)}`] : []),
        `NAME=${quoted(p.name)}`,
        ...(sounds.length ? ['AUDIO="sound"'] : []),
      ].join(',')}`,
      address(`v/${p.name}/playlist.m3u8`),
    )
  }
  return `${lines.join('\n')}\n`
}

function choosable(all: VideoRendition[]): VideoRendition[] {
  const better = all.filter((p) => p.name !== 'scrub' && p.name !== 'jit')
  if (better.length) return better
  const made = all.filter((p) => p.name === 'jit')
  return made.length ? made : all
}
