/** The label schemas a project can start from. */
import type { LabelSet } from '../document/records.ts'
import { gait } from './gait.ts'
import { procedure } from './procedure.ts'
import { session } from './session.ts'
import { triplets } from './triplets.ts'

export const templates = { procedure, gait, session } as const satisfies Record<string, LabelSet>

/** Parts that can be added to a schema. */
export const parts = { triplets } as const satisfies Record<string, LabelSet>
