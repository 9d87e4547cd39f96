/** Recordings: listed for the library, opened, named, staged, removed and brought back; their files and jobs. */
export {
  type AssetView,
  assetOf,
  cancelAsset,
  type JobView,
  readSignalAs,
  retryFile,
  showStream,
} from './assets.ts'
export { getRecording, type RecordingView } from './get-recording.ts'
export { type JobRow, jobsOf } from './jobs.ts'
export { listRecordings, type RecordingRow } from './list-recordings.ts'
export { beginSoundMatch, type SoundMatchView, soundMatch } from './match-sound.ts'
export { chooseMain, type FilePlace, filePlaces, filesTopic, placeFile } from './placement.ts'
export {
  createRecording,
  removeRecording,
  renameRecording,
  restoreRecording,
  STAGES,
  type Stage,
  setStage,
} from './recordings.ts'
export { removeForever } from './remove-forever.ts'
export { type TrackRibbon, trackRibbons } from './track-ribbons.ts'
