/** One attempt at one backend, in a process that may crash: `node probe-child.ts ID OPTIONS`. Answers by one message. */
import os from 'node:os'
import type { BackendOptions } from './backend.ts'
import { isBackendId } from './backend.ts'
import { startBackend } from './start.ts'

try {
  os.setPriority(10)
} catch {
  // Where priorities cannot be lowered the attempt is short anyway.
}
const [id = '', options = '{}'] = process.argv.slice(2)
const began = performance.now()
try {
  if (!isBackendId(id)) throw new Error(`there is no backend ${id}`)
  const { title, facts, stop } = await startBackend(id, JSON.parse(options) as BackendOptions)
  answer({ ok: true, title, facts, ms: performance.now() - began }, stop)
} catch (error) {
  answer({ ok: false, reason: (error as Error).message })
}

function answer(message: object, stop?: () => void): void {
  process.send?.(message, () => {
    stop?.()
    process.exit(0)
  })
}
