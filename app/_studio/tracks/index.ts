/** The kinds of rows the timeline can show. A new kind is a folder here and one line in this list. */
import type { TrackKind } from '#media/core/document/records.ts'
import { EventsView } from './events/events-view.ts'
import type { LaneSource } from './lane-source.ts'
import { SpansView } from './spans/spans-view.ts'
import type { TrackView } from './track-view.ts'

export const TRACK_VIEWS: Readonly<Record<TrackKind, (source: LaneSource) => TrackView>> = {
  intervals: (source) => new SpansView(source),
  events: (source) => new EventsView(source),
}
