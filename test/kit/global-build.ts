/** Builds the pages once for a run of tests that start the product, when their sources have changed. */
import { buildPages } from '#server/entry/setup/build.mjs'
import { ROOT } from './server.ts'

export default (): Promise<void> => buildPages(ROOT)
