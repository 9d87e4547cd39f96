/**
 * What a browser needs to know of an asset to play it, made at ingest and extended as renditions become ready.
 *
 * Delivered time starts at frame 0: in every rendition, media time 0 is the start of frame 0 of the source, and the
 * presentation times of the delivered samples are those of the frame index, whatever file they were cut from. Pictures
 * are delivered as stored; `rotation` and `sampleAspect` are applied by the viewer.
 */
import { z } from 'zod'

export const videoRenditionSchema = z.object({
  /** source, scrub, 1080p, 720p, 360p, jit */
  name: z.string(),
  kind: z.literal('video'),
  state: z.enum(['preparing', 'ready', 'failed']),
  /** RFC 6381, as WebCodecs and MediaSource take it: "avc1.640028". */
  codec: z.string(),
  /** Pixels as coded, before rotation and aspect. */
  width: z.number().int(),
  height: z.number().int(),
  /** Bits per second, average. */
  bitrate: z.number(),
  /**
   * One row a segment, in delivery order: [first frame in presentation order, key frame's number, frames in it].
   * first < key where leading frames need the segment before (open GOP).
   */
  segments: z.array(z.tuple([z.number().int(), z.number().int(), z.number().int()])),
})
export type VideoRendition = z.infer<typeof videoRenditionSchema>

export const audioRenditionSchema = z.object({
  /** audio-0, audio-1 … one per sound stream of the source. */
  name: z.string(),
  kind: z.literal('audio'),
  state: z.enum(['preparing', 'ready', 'failed']),
  codec: z.string(),
  channels: z.number().int(),
  sampleRate: z.number().int(),
  bitrate: z.number(),
  /** Language or title in the source, for people; "" when none. */
  title: z.string(),
  /** Seconds each segment lasts, in order; delivered time 0 is frame 0 of the picture (or the first sample without picture). */
  segments: z.array(z.number()),
})
export type AudioRendition = z.infer<typeof audioRenditionSchema>

/** A sound stream as it is looked at: core/signal/peaks.ts, core/sound. */
export const soundStreamSchema = z.object({
  /** Place among the source's sound streams: audio-<stream>. */
  stream: z.number().int(),
  /** Language or title in the source; "" when none. */
  title: z.string(),
  /** Short names, in the order of the peaks: L, R, C, LFE … or 1, 2, 3. */
  channels: z.array(z.string()).min(1),
  /** Samples a second in the source. */
  rate: z.number().int(),
  /** Other with each making: `?v=` of the addresses. */
  stamp: z.number().int(),
})
export type SoundStream = z.infer<typeof soundStreamSchema>

/** Sampled channels of a text file, delivered as tiles: core/signal/tile-layout.ts. */
export const signalManifestSchema = z.object({
  channels: z
    .array(
      z.object({
        name: z.string(),
        /** "" when unknown. */
        unit: z.string(),
        /** Least and greatest sample; null for a channel without any. */
        min: z.number().nullable(),
        max: z.number().nullable(),
      }),
    )
    .min(1),
  /** Samples a second: sample i stands at start + i / rate. */
  rate: z.number().positive(),
  samples: z.number().int().min(1),
  /** Ticks on the asset's clock. */
  start: z.number().int(),
  /** Other with each making of the tiles: `?v=` of their addresses. */
  stamp: z.number().int(),
})
export type SignalManifest = z.infer<typeof signalManifestSchema>

export const assetManifestSchema = z.object({
  version: z.literal(1),
  assetId: z.string(),
  /** Length on the asset's clock in ticks. */
  duration: z.number().int(),
  video: z
    .object({
      frames: z.number().int(),
      /** Size for people: after rotation and aspect, in square pixels. */
      displayWidth: z.number().int(),
      displayHeight: z.number().int(),
      /** Clockwise degrees the viewer turns the picture by: 0, 90, 180, 270. */
      rotation: z.number().int(),
      sampleAspect: z.tuple([z.number().int(), z.number().int()]),
      codec: z.string(),
      interlaced: z.boolean(),
      /** Frames per second when constant: [num, den]; null when variable. */
      constantRate: z.tuple([z.number().int(), z.number().int()]).nullable(),
      /** SMPTE start of the source's timecode track: frames since 00:00:00:00 and whether it drops; null without. */
      timecode: z
        .object({ startFrame: z.number().int(), nominalRate: z.number().int(), dropFrame: z.boolean() })
        .nullable(),
      /** Whether the browser can be given the source's own pictures (rendition `source`), else `jit` stands in. */
      direct: z.boolean(),
    })
    .nullable(),
  audio: z.object({ streams: z.number().int() }).nullable(),
  renditions: z.array(z.discriminatedUnion('kind', [videoRenditionSchema, audioRenditionSchema])),
  /** Thumbnail sheets once ready: sheet k holds columns*rows pictures, one every `every` ticks. */
  thumbnails: z
    .object({
      every: z.number().int(),
      width: z.number().int(),
      height: z.number().int(),
      columns: z.number().int(),
      rows: z.number().int(),
      count: z.number().int(),
    })
    .nullable(),
  /** Whether the waveform is ready: of the streams in `sounds`, or of files prepared before, peaks.bin of the first. */
  peaks: z.boolean(),
  /** Sound streams whose waveform, spectrogram and loudness can be asked for. */
  sounds: z.array(soundStreamSchema).default([]),
  /** Of a file of samples; null for films and sound. */
  signal: signalManifestSchema.nullable().default(null),
  /** Scene cuts: start of the first frame after each, ticks on the asset's clock, rising. */
  cuts: z.array(z.number().int()).default([]),
  /** Plain sentences for people: variable rate, header that lies, sound that starts early … */
  warnings: z.array(z.string()),
})
export type AssetManifest = z.infer<typeof assetManifestSchema>
