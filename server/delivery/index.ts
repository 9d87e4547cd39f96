/** Media bytes over HTTP: playlists, segments, indexes, originals, for those who may see the recording. */
export { handleMedia } from './handle-media.ts'
export { signMediaUrl } from './media-url.ts'
export { forgetAll as closeDelivery, forgetAsset } from './packages.ts'
export { handleSelfTest } from './self-test/handle.ts'
