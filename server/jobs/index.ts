/** The jobs there are. A new job is a folder here, one line in `definitions` and one in `handlers.ts`. */
import type { z } from 'zod'
import { alignWordsJob } from './align-words/definition.ts'
import type { JobDefinition } from './context.ts'
import { ingestAsset } from './ingest-asset/definition.ts'
import { makeDemo } from './make-demo/definition.ts'
import { matchSound } from './match-sound/definition.ts'
import { suggest } from './suggest/definition.ts'
import { transcodeAsset } from './transcode-asset/definition.ts'

export const definitions = {
  'ingest-asset': ingestAsset,
  'transcode-asset': transcodeAsset,
  'make-demo': makeDemo,
  'match-sound': matchSound,
  'align-words': alignWordsJob,
  suggest,
} as const satisfies Record<string, JobDefinition>

export type JobName = keyof typeof definitions
export type JobPayload<N extends JobName> = z.input<(typeof definitions)[N]['payload']>

/** Null for a name that an older or newer version has left in the database. */
export function definitionOf(name: string): JobDefinition | null {
  return Object.hasOwn(definitions, name) ? definitions[name as JobName] : null
}
