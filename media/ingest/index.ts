/** Everything that may be used of media/ingest from outside, transcoding apart. */
export { canDeliverDirectly, canDeliverSoundDirectly, soundOrigin } from './direct.ts'
export { buildFrameIndex, type IndexOptions } from './frame-index/build-frame-index.ts'
export { MediaError, type MediaErrorCode } from './media-error.ts'
export { type OpenAudioOptions, openAudio } from './package/open-audio.ts'
export { type OpenVideoOptions, openVideo } from './package/open-video.ts'
export type { AudioPackage, VideoPackage, VideoSegmentRow } from './package-types.ts'
export { probe } from './probe.ts'
export type {
  AudioStreamReport,
  ColourReport,
  OtherStreamReport,
  ProbeReport,
  SourceTimecode,
  VideoStreamReport,
} from './report.ts'
export { describeFile } from './signal/describe-file.ts'
export { type MadeSignal, makeTiles } from './signal/make-tiles.ts'
