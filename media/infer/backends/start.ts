/** Starts a backend in this process and has it prove itself. */
import type { BackendFacts, BackendId, BackendOptions } from './backend.ts'
import { backends } from './index.ts'
import { prove } from './prove.ts'

export interface Started {
  readonly id: BackendId
  readonly title: string
  readonly facts: BackendFacts
  stop(): void
}

/** @throws Error with a plain reason */
export async function startBackend(id: BackendId, options: BackendOptions): Promise<Started> {
  const backend = await backends[id]()
  const facts = await backend.start(options)
  await prove()
  return { id, title: backend.title, facts, stop: () => backend.stop?.() }
}
