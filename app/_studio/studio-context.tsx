'use client'
/** What every panel of the studio stands on; made once when the studio opens, disposed when it closes. */
import type { ReadonlySignal } from '@preact/signals-core'
import { createContext, useContext } from 'react'
import type { TimeTravel } from './history/time-travel.ts'
import type { KeyRegistry } from './keys/keys.ts'
import type { Presence } from './people/presence.ts'
import type { FrameScheduler } from './scheduler/frame-scheduler.ts'
import type { StudioSearch } from './search/studio-search.ts'
import type { Session } from './session/session.ts'
import type { SidePanelState } from './shell/side-panel-state.ts'
import type { Tagger } from './tags/tagger.ts'
import type { TimeNames } from './timeline/time-names.ts'
import type { Timeline } from './timeline/timeline.ts'
import type { Editor } from './tools/editor.ts'
import type { LabelKeyer } from './tools/label-keys/label-keyer.ts'
import type { Rating } from './traces/open-rating.ts'
import type { SignalSource } from './tracks/signal/signal-source.ts'

export interface StudioParts {
  readonly session: Session
  readonly timeline: Timeline
  readonly keyer: LabelKeyer
  readonly editor: Editor
  /** Tags and marked words of the selected utterance. */
  readonly tagger: Tagger
  readonly keys: KeyRegistry
  readonly scheduler: FrameScheduler
  readonly names: TimeNames
  /** Rating traces by hand. */
  readonly rating: Rating
  /** Files of samples, by the id of their row. */
  readonly signals: ReadonlySignal<ReadonlyMap<string, SignalSource>>
  readonly timeTravel: TimeTravel
  readonly presence: Presence
  readonly panel: SidePanelState
  readonly search: StudioSearch
}

export const StudioContext = createContext<StudioParts | null>(null)

export function useStudio(): StudioParts {
  const parts = useContext(StudioContext)
  if (!parts) throw new Error('this part of the page needs an open studio around it')
  return parts
}
