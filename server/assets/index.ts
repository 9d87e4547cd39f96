/** Media files of recordings: adopting them, where their bytes are, what a browser needs to play them. */
export { type Adopted, type AdoptRequest, adoptFile } from './adopt.ts'
export { manifestOf, manifestOrNull } from './manifest.ts'
export { displayName } from './names.ts'
export {
  extendManifest,
  forgetPreparation,
  markFailed,
  markReady,
  saveManifest,
  saveProbe,
  saveRendition,
  shownVideo,
  withRendition,
  withWarning,
} from './preparation.ts'
export { prepareSignalAgain, retryAsset, showVideoStream } from './retry.ts'
export { type KeptSignal, signalOf } from './signal.ts'
export { openSource } from './source.ts'
