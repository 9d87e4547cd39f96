/**
 * What a probe says of a file: plain data, kept as JSON with the asset. A value that the file does not state is
 * null, never 0. Streams are named by their place in `video` and `audio`, from 0; `streamIndex` is ffmpeg's own
 * numbering over all streams, for `-map 0:<streamIndex>`.
 */
import type { Timebase } from '../core/time/timebase.ts'

/** SMPTE start of a timecode track: frames since 00:00:00:00 in the track's own counting. */
export interface SourceTimecode {
  readonly startFrame: number
  /** Frames a second that are counted: 30 for 29.97. */
  readonly nominalRate: number
  readonly dropFrame: boolean
}

export interface ColourReport {
  /** bt709, bt2020nc … as ffmpeg names them; null when the file does not say. */
  readonly space: string | null
  readonly transfer: string | null
  readonly primaries: string | null
  /** tv or pc */
  readonly range: string | null
}

export interface VideoStreamReport {
  readonly streamIndex: number
  /** Track id in MP4 and MOV; null elsewhere. */
  readonly trackId: number | null
  /** ffmpeg's name: h264, hevc, vp9, av1, mpeg4, mpeg2video … */
  readonly codec: string
  readonly profile: string | null
  /** RFC 6381 where the container tells it; null else. */
  readonly codecString: string | null
  /** Pixels as coded, before rotation and aspect. */
  readonly width: number
  readonly height: number
  /** Size for people, in square pixels after rotation. */
  readonly displayWidth: number
  readonly displayHeight: number
  /** Clockwise degrees the viewer turns the picture by: 0, 90, 180, 270. */
  readonly rotation: number
  readonly sampleAspect: readonly [number, number]
  readonly interlaced: boolean
  /** progressive, tt, bb, tb, bt; null when unknown. */
  readonly fieldOrder: string | null
  readonly pixelFormat: string | null
  readonly bitDepth: number | null
  /** 4:2:0, 4:2:2, 4:4:4, other; null when unknown. */
  readonly chroma: string | null
  readonly colour: ColourReport
  /** Rates the header claims; the truth is in the frame index. */
  readonly averageRate: Timebase | null
  readonly nominalRate: Timebase | null
  /** Seconds per unit of the container's timestamps. */
  readonly timebase: Timebase
  /**
   * Units of `timebase` by which the times of the frame index run ahead of the file's own clock, on which its sound
   * lies; 0 nearly always. `soundOrigin` takes it off.
   */
  readonly clockShift: number
  /** Frames the header claims. */
  readonly claimedFrames: number | null
  readonly bitrate: number | null
  readonly duration: number | null
  /** Pictures are coded out of order (B-frames). */
  readonly reordered: boolean
  readonly language: string
  readonly title: string
  /** Null when browsers can be given this stream's own pictures; else why not, in a plain sentence. */
  readonly directProblem: string | null
}

export interface AudioStreamReport {
  readonly streamIndex: number
  readonly trackId: number | null
  readonly codec: string
  readonly profile: string | null
  readonly codecString: string | null
  readonly channels: number
  /** As ffmpeg names the arrangement of the channels: "stereo", "5.1(side)"; left out where the file does not say. */
  readonly layout?: string
  readonly sampleRate: number
  readonly bitrate: number | null
  readonly duration: number | null
  /** When its first sample sounds, seconds on the file's clock. */
  readonly startTime: number | null
  readonly language: string
  readonly title: string
  /** Null when browsers can be given this stream's own sound; else why not. */
  readonly directProblem: string | null
}

export interface OtherStreamReport {
  readonly streamIndex: number
  /** subtitle, data, attachment, picture */
  readonly kind: string
  readonly codec: string | null
  readonly language: string
  readonly title: string
}

export interface ProbeReport {
  readonly version: 1
  /** mp4, mov, matroska, webm, mpegts, avi, asf, mpeg, ogg, wav, mp3, flac …: what lies in the file, whatever its name says. */
  readonly container: string
  readonly bytes: number
  /** Seconds the header claims; null when it does not. */
  readonly duration: number | null
  readonly bitrate: number | null
  /** ISO 8601; null when the file does not say. */
  readonly createdAt: string | null
  readonly video: readonly VideoStreamReport[]
  readonly audio: readonly AudioStreamReport[]
  readonly other: readonly OtherStreamReport[]
  readonly timecode: SourceTimecode | null
  /** Plain sentences for people. */
  readonly warnings: readonly string[]
}
