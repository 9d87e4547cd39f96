/** Everything that may be used of media/ingest from outside, transcoding apart. */
export { MediaError, type MediaErrorCode } from './media-error.ts'
export type { AudioPackage, VideoPackage, VideoSegmentRow } from './package-types.ts'
export type {
  AudioStreamReport,
  ColourReport,
  OtherStreamReport,
  ProbeReport,
  SourceTimecode,
  VideoStreamReport,
} from './report.ts'
