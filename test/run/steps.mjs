/** The steps of a test run, in order, and how each one's outcome is counted. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { productEnv, productNode } from '../../server/entry/setup/node-version.mjs'

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Outcome */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {string[][]} commands run with the product's Node, one after the other; the first failure ends the step
 * @property {'once' | 'vitest' | 'playwright'} count as one check, or by the report that the tool writes
 */

const modules = (/** @type {string} */ file) => `node_modules/${file}`
const VITEST = [
  modules('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=./test/run/vitest-reporter.ts',
]

/** @type {Step[]} */
export const STEPS = [
  {
    name: 'lint',
    title: 'Biome over everything',
    commands: [[modules('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
    count: 'once',
  },
  {
    name: 'typecheck',
    title: 'TypeScript, with the pages’ own types; media/core without DOM and Node',
    commands: [
      [modules('next/dist/bin/next'), 'typegen'],
      [modules('typescript/bin/tsc'), '--noEmit'],
      [modules('typescript/bin/tsc'), '--noEmit', '-p', 'media/core'],
    ],
    count: 'once',
  },
  {
    name: 'drift',
    title: 'the migrations make exactly the schema',
    commands: [['test/run/drift.ts']],
    count: 'once',
  },
  { name: 'unit', title: 'pure functions', commands: [[...VITEST, '--project', 'unit']], count: 'vitest' },
  {
    name: 'arch',
    title: 'the rules of the house',
    commands: [[...VITEST, '--project', 'arch']],
    count: 'vitest',
  },
  {
    name: 'medium',
    title: 'with a real Postgres and a real ffmpeg',
    commands: [[...VITEST, '--project', 'medium']],
    count: 'vitest',
  },
  {
    name: 'product',
    title: 'the started product: starts, refusals, kills',
    commands: [[...VITEST, '--project', 'product']],
    count: 'vitest',
  },
  {
    name: 'browser',
    title: 'Chromium over the started product',
    commands: [[modules('@playwright/test/cli.js'), 'test', '-c', 'test/browser/playwright.config.ts']],
    count: 'playwright',
  },
]

/**
 * @param {string} root
 * @param {Step} step
 * @returns {Promise<Outcome>}
 */
export async function runStep(root, step) {
  const report = path.join(root, 'test/.out', `${step.name}.json`)
  fs.rmSync(report, { force: true })
  const env = { ...productEnv(root), SCRUBLINE_TEST_REPORT: report, CI: '1' }
  let ok = true
  for (const args of step.commands) {
    ok = await run(root, args, env)
    if (!ok) break
  }
  if (step.count === 'once') return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] }
  const counted = step.count === 'vitest' ? readVitest(report) : readPlaywright(report)
  // No report, or a failure that no test owns (an error outside any test, a file that does not load).
  if (!counted) return { passed: 0, failed: 1, skipped: [] }
  if (!ok && counted.failed === 0) counted.failed = 1
  return counted
}

/**
 * @param {string} root
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<boolean>}
 */
function run(root, args, env) {
  return new Promise((done) => {
    const child = spawn(productNode(root), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', () => done(false))
    child.once('close', (code) => done(code === 0))
  })
}

/**
 * Reads what test/run/vitest-reporter.ts wrote.
 * @param {string} file
 * @returns {Outcome | null}
 */
export function readVitest(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null
}

/**
 * Reads Playwright's JSON report. A flaky test did not pass at once and counts as failed.
 * @param {string} file
 * @returns {Outcome | null}
 */
export function readPlaywright(file) {
  if (!fs.existsSync(file)) return null
  const report = JSON.parse(fs.readFileSync(file, 'utf8'))
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: [] }
  const visit = (/** @type {any} suite: Playwright's own nested shape */ suite) => {
    for (const inner of suite.suites ?? []) visit(inner)
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') outcome.passed++
        else if (test.status === 'skipped') {
          const note = test.annotations.find((/** @type {{ type: string }} */ one) => one.type === 'skip')
          outcome.skipped.push({ name: spec.title, reason: note?.description ?? '' })
        } else outcome.failed++
      }
    }
  }
  visit(report)
  if (report.errors?.length > 0 && outcome.failed === 0) outcome.failed = 1
  return outcome
}
