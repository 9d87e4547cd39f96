/** The label schemas a project can start from. */
import type { LabelSet } from '../document/records.ts'
import { clinicalText } from './clinical-text.ts'
import { ekman, goEmotions } from './emotions.ts'
import { gait } from './gait.ts'
import { annoMi, misc, miti } from './interviewing.ts'
import { procedure } from './procedure.ts'
import { session } from './session.ts'
import { triplets } from './triplets.ts'

export const templates = { procedure, gait, session } as const satisfies Record<string, LabelSet>

/** Parts that can be added to a schema. */
export const parts = {
  triplets,
  ekman,
  goEmotions,
  miti,
  misc,
  annoMi,
  clinicalText,
} as const satisfies Record<string, LabelSet>
