/**
 * `npm test`: on a fresh clone with nothing but Node 20 and npm it brings what is missing, then runs every check there
 * is, and ends with one line that adds them up. `npm test -- unit arch` runs only the named steps.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideFfmpeg } from '../server/entry/setup/ffmpeg.mjs'
import { requireNode } from '../server/entry/setup/node-version.mjs'
import { installPackages } from '../server/entry/setup/packages.mjs'
import { orRefuse, Refusal, say } from '../server/entry/setup/say.mjs'
import { provideSystemPackage } from '../server/entry/setup/system-package.mjs'
import { chromiumPath } from './kit/chromium.mjs'
import { runStep, STEPS } from './run/steps.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const wanted = process.argv.slice(2)

await orRefuse(async () => {
  requireNode()
  const unknown = wanted.find((name) => !STEPS.some((step) => step.name === name))
  if (unknown) {
    throw new Refusal(
      `There is no test step "${unknown}": there are ${STEPS.map((step) => step.name).join(', ')}.`,
    )
  }
  await installPackages(root)
  provideFfmpeg()
  provideSystemPackage({
    title: 'Chromium, which the browser tests drive,',
    isThere: () => chromiumPath() !== undefined,
    packages: { 'apt-get': 'chromium', dnf: 'chromium', apk: 'chromium', pacman: 'chromium' },
    otherwise: 'install it, or name it in CHROMIUM, then start again',
  })
})

mkdirSync(path.join(root, 'test/.out'), { recursive: true })
const total = { passed: 0, failed: 0, skipped: 0 }
for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue
  const began = Date.now()
  say(`\n── ${step.name}: ${step.title}`)
  const result = await runStep(root, step)
  total.passed += result.passed
  total.failed += result.failed
  total.skipped += result.skipped.length
  for (const { name, reason } of result.skipped) say(`   skipped: ${name}${reason ? ` (${reason})` : ''}`)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  say(`   ${result.passed} passed, ${result.failed} failed, ${result.skipped.length} skipped in ${seconds} s`)
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
