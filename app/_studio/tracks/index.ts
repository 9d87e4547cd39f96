/** The kinds of rows the timeline can show. A new kind is a folder here and one line in this list. */
import type { TrackKind } from '#media/core/document/records.ts'
import { EventsView } from './events/events-view.ts'
import { FilmstripView } from './filmstrip/filmstrip-view.ts'
import { GroupView } from './group/group-view.ts'
import type { LaneSource } from './lane-source.ts'
import { SignalView } from './signal/signal-view.ts'
import { SpansView } from './spans/spans-view.ts'
import { type TraceSource, TraceView } from './trace/trace-view.ts'
import type { TrackView } from './track-view.ts'
import { WaveformView } from './waveform/waveform-view.ts'

/** By folder. */
export const ROW_VIEWS = {
  events: EventsView,
  filmstrip: FilmstripView,
  group: GroupView,
  signal: SignalView,
  spans: SpansView,
  trace: TraceView,
  waveform: WaveformView,
} as const

/** Which of them shows a track of the document. */
export const TRACK_VIEWS: Readonly<
  Record<TrackKind, (source: LaneSource, traces: () => TraceSource) => TrackView>
> = {
  intervals: (source) => new ROW_VIEWS.spans(source),
  events: (source) => new ROW_VIEWS.events(source),
  trace: (_source, traces) => new ROW_VIEWS.trace(traces()),
  transcript: (source) => new ROW_VIEWS.spans(source),
  regions: (source) => new ROW_VIEWS.spans(source),
}
