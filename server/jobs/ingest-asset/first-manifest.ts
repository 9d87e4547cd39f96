/** The manifest with which an asset becomes playable; sound, thumbnails, peaks and further renditions are added later. */
import type { AssetManifest, VideoRendition } from '#media/core/asset/manifest.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { tickFromSeconds } from '#media/core/time/tick.ts'
import type { ProbeReport, VideoPackage } from '#media/ingest/index.ts'

export interface FirstManifest {
  assetId: string
  report: ProbeReport
  /** Place of the shown stream in `report.video`. */
  shown: number
  index: FrameIndex | null
  /** The source itself or, where browsers cannot play it, its just-in-time stand-in; null without picture. */
  picture: { name: 'source' | 'jit'; pack: VideoPackage } | null
}

export function firstManifest({ assetId, report, shown, index, picture }: FirstManifest): AssetManifest {
  const stream = report.video[shown]
  const rate = index?.data.constantRate
  return {
    version: 1,
    assetId,
    duration: index ? index.duration : tickFromSeconds(report.duration ?? 0),
    video:
      index && stream
        ? {
            frames: index.length,
            displayWidth: stream.displayWidth,
            displayHeight: stream.displayHeight,
            rotation: stream.rotation,
            sampleAspect: [...stream.sampleAspect],
            codec: stream.codec,
            interlaced: stream.interlaced,
            constantRate: rate ? [rate.num, rate.den] : null,
            timecode: report.timecode,
            direct: picture?.name === 'source',
          }
        : null,
    audio: report.audio.length > 0 ? { streams: report.audio.length } : null,
    renditions: picture ? [videoRendition(picture.name, picture.pack)] : [],
    thumbnails: null,
    peaks: false,
    sounds: [],
    signal: null,
    cuts: [],
    warnings: [...new Set([...report.warnings, ...(index?.data.notes ?? []).map((note) => note.text)])],
  }
}

export function videoRendition(name: string, pack: VideoPackage): VideoRendition {
  return {
    name,
    kind: 'video',
    state: 'ready',
    codec: pack.codec,
    width: pack.width,
    height: pack.height,
    bitrate: pack.bitrate,
    segments: pack.segments.map((row) => [...row]),
  }
}
