/** Puts rating together: recorder, keys and stick, what is painted, and the pointer in the row that is rated. */
import { effect, untracked } from '@preact/signals-core'
import type { Text } from '../../_text/text.ts'
import type { DeviceHub } from '../devices/device-hub.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { scaleOfTrack, valueOfY } from '../tracks/trace/trace-shape.ts'
import { paintRating } from './paint-rating.ts'
import { RateInput } from './rate-input.ts'
import { traceCommands } from './trace-keys.ts'
import { TraceRecorder } from './trace-recorder.ts'

export interface Rating extends Disposable {
  readonly recorder: TraceRecorder
  readonly input: RateInput
}

export interface RatingOptions {
  readonly timeline: Timeline
  readonly keys: KeyRegistry
  readonly scheduler: FrameScheduler
  readonly devices: DeviceHub
  readonly text: Text
}

export function openRating({ timeline, keys, scheduler, devices, text }: RatingOptions): Rating {
  const stack = new DisposableStack()
  const { session } = timeline
  const recorder = stack.use(new TraceRecorder({ session }))
  const input = new RateInput(recorder, () => devices.rate.peek())
  stack.use(keys.register(...traceCommands({ session, recorder, input, text })))
  stack.use(paintRating(timeline, recorder))
  const task = stack.use(
    scheduler.add('derived', (time) => {
      input.turn(time)
      recorder.turn()
    }),
  )
  stack.defer(
    effect(() => {
      const trackId = recorder.trackId.value
      task.setContinuous(trackId !== null)
      timeline.rating.value = trackId === null ? null : { trackId, set: (value) => recorder.set(value) }
    }),
  )
  stack.defer(
    effect(() => {
      recorder.value.value
      recorder.pending.value
      recorder.former.value
      untracked(() => timeline.overlayVersion.value++)
    }),
  )
  // While it plays the pointer need not be pressed: where it stands in the row is the value.
  stack.defer(
    effect(() => {
      const hover = timeline.hover.value
      const { track } = recorder
      if (!track || !session.clock.playing.value || hover?.zone.kind !== 'row') return
      const { row } = hover.zone
      if (row.id === track.id)
        untracked(() => recorder.set(valueOfY(hover.y - row.y, scaleOfTrack(track), row.height)))
    }),
  )
  // Another track chosen, or the track gone: rating ends.
  stack.defer(
    effect(() => {
      const active = session.activeTrackId.value
      session.store.structureVersion.value
      const rated = recorder.trackId.peek()
      if (rated && (active !== rated || !session.store.track(rated))) untracked(() => recorder.disarm())
    }),
  )
  return { recorder, input, [Symbol.dispose]: () => stack.dispose() }
}
