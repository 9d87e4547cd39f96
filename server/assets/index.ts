/** Media files of recordings: adopting them, where their bytes are, what a browser needs to play them. */
export { type Adopted, type AdoptRequest, adoptFile } from './adopt.ts'
export { manifestOf, manifestOrNull } from './manifest.ts'
export { displayName } from './names.ts'
export { retryAsset } from './retry.ts'
export { openSource } from './source.ts'
