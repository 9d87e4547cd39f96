/** Drives the product's own self-test page over any asset and gives back what it measured. */
import type { Page } from '@playwright/test'
import type { Fingerprint } from '#app/_studio/self-test/fingerprints.ts'
import type { Outcome } from '#app/_studio/self-test/movements.ts'
import type { Movement, SelfTestPlan } from '#app/_studio/self-test/run-self-test.ts'

export interface PageReport {
  readonly frames: number
  readonly exactShare: number
  readonly outcomes: Partial<Record<Movement, Outcome>>
  readonly fingerprints?: readonly Fingerprint[]
}

/** @param assetId null runs it over the self-test's own clip */
export async function measure(
  page: Page,
  assetId: string | null,
  plan: Partial<SelfTestPlan>,
  firstCode = 0,
  timeout = 170_000,
): Promise<PageReport> {
  const query = new URLSearchParams({ plan: JSON.stringify(plan), first: String(firstCode) })
  if (assetId) query.set('asset', assetId)
  await page.goto(`/self-test?${query}`)
  await page.getByRole('button', { name: 'Run the test' }).click()
  const report = page.locator('#self-test-report')
  const problem = page.getByRole('main').getByRole('alert')
  await Promise.race([
    report.waitFor({ state: 'attached', timeout }),
    problem.waitFor({ state: 'visible', timeout }).then(async () => {
      throw new Error((await problem.textContent()) ?? 'the self-test failed')
    }),
  ])
  return JSON.parse((await report.textContent()) ?? '') as PageReport
}

/** Every check of the product's own movements that went wrong, in words; empty when all frames were exact. */
export function mistakes(report: PageReport): string[] {
  return Object.entries(report.outcomes)
    .filter(([movement]) => !movement.startsWith('plain'))
    .flatMap(([movement, o]) =>
      o.tried > 0 && o.exact === o.tried
        ? []
        : [`${movement}: ${o.exact} of ${o.tried}; ${o.wrong.map((w) => `${w.wanted}→${w.seen}`).join(' ')}`],
    )
}
