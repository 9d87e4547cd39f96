/** Which tab of the side panel is shown, and who asks for one: a key, a pin on the ruler, a link. */
import { batch, type Signal, signal } from '@preact/signals-core'
import type { Tick } from '#media/core/time/tick.ts'

export const SIDE_TABS = [
  'inspector',
  'transcript',
  'list',
  'labels',
  'comments',
  'search',
  'history',
] as const
export type SideTab = (typeof SIDE_TABS)[number]

/** What a comment that is being written is pinned to. */
export interface CommentPlace {
  readonly start: Tick
  readonly end: Tick
  readonly annotationId: string | null
}

export class SidePanelState {
  readonly tab: Signal<SideTab> = signal('inspector')
  /** Counts, so that a panel that was closed opens each time. */
  readonly asked = signal(0)
  /** Counts requests for the search field to take the keys. */
  readonly searchAsked = signal(0)
  /** Counts requests for the codebook's search to take the keys. */
  readonly codebookAsked = signal(0)
  /** Where a new comment is being written; null while none is. */
  readonly commenting: Signal<CommentPlace | null> = signal(null)
  /** Thread to be brought into view, by any of its comments; the panel takes it back. */
  readonly thread: Signal<string | null> = signal(null)

  /** Opens the panel at a tab. */
  show(tab: SideTab): void {
    batch(() => {
      this.tab.value = tab
      this.asked.value++
    })
  }
}
