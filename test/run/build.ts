/** Builds the pages for the tests that start the product, when their sources have changed. */
import { buildPages } from '#server/entry/setup/build.mjs'
import { orRefuse } from '#server/entry/setup/say.mjs'
import { ROOT } from '#test/kit/server.ts'

await orRefuse(() => buildPages(ROOT))
