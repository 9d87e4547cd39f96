/** Watches a page for what must never happen: script errors, failed requests of ours, and things that jump. */
import { expect, type Page } from '@playwright/test'

export interface PageHealth {
  /** Fails when something was wrong until now. */
  expectWell(): Promise<void>
  /** Sum of layout shifts of the page that is open, without those that follow a person's action at once. */
  shift(): Promise<number>
}

/** Smaller than anybody sees: a tenth of what is called good. */
const MOST_SHIFT = 0.01

/** @param ignore console errors that the test brings about itself */
export async function watchPage(page: Page, ignore: readonly RegExp[] = []): Promise<PageHealth> {
  const problems: string[] = []
  const tell = (text: string): void => {
    if (!ignore.some((pattern) => pattern.test(text))) problems.push(text)
  }
  page.on('pageerror', (error) => tell(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') tell(`${message.text()} (${message.location().url})`)
  })
  await page.addInitScript(() => {
    const held = window as unknown as { layoutShift: number }
    held.layoutShift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[])
        if (!entry.hadRecentInput) held.layoutShift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const shift = (): Promise<number> =>
    page.evaluate(() => (window as unknown as { layoutShift?: number }).layoutShift ?? 0)
  return {
    shift,
    async expectWell() {
      expect(problems).toEqual([])
      expect(await shift()).toBeLessThan(MOST_SHIFT)
    },
  }
}
