import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
        },
      },
      { test: { name: 'arch', include: ['test/arch/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          name: 'medium',
          include: ['test/medium/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/kit/global-postgres.ts'],
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'product',
          include: ['test/product/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: ['test/kit/global-build.ts'],
          // Each test starts the whole product; two at once would measure each other.
          fileParallelism: false,
        },
      },
    ],
  },
})
