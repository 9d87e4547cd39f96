/**
 * `test` for browser specs: knows the started product's address and is signed in as its owner. A spec about strangers
 * says `test.use({ storageState: { cookies: [], origins: [] } })`.
 */
import { test as base } from '@playwright/test'

export { expect } from '@playwright/test'

export const test = base.extend<object, { origin: string; dataDir: string }>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      await use(process.env.SCRUBLINE_TEST_ORIGIN as string)
    },
    { scope: 'worker' },
  ],
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      await use(process.env.SCRUBLINE_TEST_DATA as string)
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ origin }, use) => {
    await use(origin)
  },
  storageState: async ({ origin: _ }, use) => {
    await use(process.env.SCRUBLINE_TEST_STATE)
  },
})
