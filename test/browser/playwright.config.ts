/**
 * Browser tests: Chromium from the system over a really started product (test/kit/server.ts), one for the whole run.
 * Specs take `test` and `expect` from '#test/kit/browser.ts', which knows the address and is signed in as the owner.
 */
import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '../kit/chromium.mjs'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../.out/browser',
  globalSetup: './global-setup.ts',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  reporter: process.env.SCRUBLINE_TEST_REPORT
    ? [['line'], ['json', { outputFile: process.env.SCRUBLINE_TEST_REPORT }]]
    : 'line',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_ARGS },
  },
})
