/** Writes what a Vitest run adds up to, with the reason of every skip, to the file that SCRUBLINE_TEST_REPORT names. */
import fs from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.SCRUBLINE_TEST_REPORT
    if (!file) return
    const outcome = { passed: 0, failed: 0, skipped: [] as { name: string; reason: string }[] }
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') outcome.passed++
        else if (result.state === 'failed') failedHere++
        else outcome.skipped.push({ name: test.fullName, reason: noteOf(result) })
      }
      // A file that does not load, or whose hooks fail, has no failed test of its own.
      outcome.failed += module.state() === 'failed' ? Math.max(1, failedHere) : failedHere
    }
    if (errors.length > 0 && outcome.failed === 0) outcome.failed = errors.length
    fs.writeFileSync(file, JSON.stringify(outcome))
  }
}

function noteOf(result: object): string {
  return 'note' in result && typeof result.note === 'string' ? result.note : ''
}
