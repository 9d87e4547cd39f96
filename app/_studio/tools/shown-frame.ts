/** The frame on the screen: the one that keys label. Before the first picture, the one under the playhead. */
import type { FrameBounds } from '#media/core/commands/index.ts'
import type { Session } from '../session/session.ts'

export function shownFrame({ clock }: Session): FrameBounds {
  return clock.shown.peek() ?? clock.boundsOf(clock.frameAt(clock.now()))
}
