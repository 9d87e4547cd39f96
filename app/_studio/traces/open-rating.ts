/** Puts rating together: recorder, keys and stick, what is painted, and the pointer in the rows that are rated. */
import { effect, type Signal, signal, untracked } from '@preact/signals-core'
import type { Text } from '../../_text/text.ts'
import type { DeviceHub } from '../devices/device-hub.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { Timeline } from '../timeline/timeline.ts'
import { scaleOfTrack, valueOfY } from '../tracks/trace/trace-shape.ts'
import { type GridPair, gridPair } from './grid-pair.ts'
import { paintRating } from './paint-rating.ts'
import { Punch } from './punch.ts'
import { type Level, RateInput } from './rate-input.ts'
import { RatingSetup } from './rating-setup.ts'
import { traceCommands } from './trace-keys.ts'
import { type Axis, TraceRecorder } from './trace-recorder.ts'

export interface Rating extends Disposable {
  readonly recorder: TraceRecorder
  readonly input: RateInput
  readonly punch: Punch
  readonly setup: RatingSetup
  /** Whether settings and practice are open. */
  readonly settingUp: Signal<boolean>
  /** Where sticks stand, for what is practised on. */
  readonly levels: readonly [Level, Level]
  /** The two tracks that a track would be rated on; null for alone. */
  pairOf(trackId: string): GridPair | null
  /** Begins to rate a track, with its partner where it has one. */
  arm(trackId: string): boolean
}

export interface RatingOptions {
  readonly timeline: Timeline
  readonly keys: KeyRegistry
  readonly scheduler: FrameScheduler
  readonly devices: DeviceHub
  readonly text: Text
  /** What the person's settings keep, and how to keep it. */
  readonly kept: unknown
  readonly keep: (value: unknown) => void
}

export function openRating({ timeline, keys, scheduler, devices, text, kept, keep }: RatingOptions): Rating {
  const stack = new DisposableStack()
  const { session } = timeline
  const setup = stack.use(new RatingSetup(kept, keep))
  const recorder = stack.use(new TraceRecorder({ session }))
  const punch = stack.use(new Punch(session, recorder))
  const levels: [Level, Level] = [() => devices.rate.peek(), () => devices.rateAcross.peek()]
  const input = new RateInput(recorder, ...levels)
  const settingUp = signal(false)
  const pairOf = (trackId: string) => gridPair(session.store.tracks, trackId, setup.partners.peek()[trackId])
  const arm = (trackId: string) => {
    const pair = pairOf(trackId)
    return pair ? recorder.arm(pair.up.id, pair.across.id) : recorder.arm(trackId)
  }
  const open = () => {
    settingUp.value = true
  }
  const toggleBand = () => {
    timeline.raterBand.value = !timeline.raterBand.peek()
  }
  stack.use(keys.register(...traceCommands({ session, recorder, input, punch, arm, open, toggleBand, text })))
  stack.use(paintRating(timeline, recorder))
  const task = stack.use(
    scheduler.add('derived', (time) => {
      input.turn(time)
      recorder.turn()
      punch.turn()
    }),
  )
  stack.defer(
    effect(() => {
      recorder.lag.value = setup.lag.value
    }),
  )
  stack.defer(
    effect(() => {
      const axes = recorder.axes.value
      task.setContinuous(axes.length > 0)
      timeline.rating.value = axes.length
        ? {
            trackIds: axes.map((axis) => axis.trackId),
            set: (trackId, value) => {
              const axis = axes.findIndex((one) => one.trackId === trackId)
              if (axis >= 0) recorder.set(value, axis as Axis)
            },
          }
        : null
    }),
  )
  stack.defer(
    effect(() => {
      for (const axis of recorder.axes.value) {
        axis.value.value
        axis.pending.value
      }
      untracked(() => timeline.overlayVersion.value++)
    }),
  )
  // While it plays the pointer need not be pressed: where it stands in the row is the value.
  stack.defer(
    effect(() => {
      const hover = timeline.hover.value
      if (!session.clock.playing.value || hover?.zone.kind !== 'row') return
      const { row } = hover.zone
      untracked(() => {
        const axis = recorder.axes.peek().findIndex((one) => one.trackId === row.id)
        const track = session.store.track(row.id)
        if (axis >= 0 && track)
          recorder.set(valueOfY(hover.y - row.y, scaleOfTrack(track), row.height), axis as Axis)
      })
    }),
  )
  // Another track chosen, or a track gone: rating ends.
  stack.defer(
    effect(() => {
      const active = session.activeTrackId.value
      session.store.structureVersion.value
      const rated = recorder.axes.peek().map((axis) => axis.trackId)
      if (rated.length && (!rated.includes(active ?? '') || rated.some((id) => !session.store.track(id))))
        untracked(() => recorder.disarm())
    }),
  )
  return {
    ...{ recorder, input, punch, setup, settingUp, levels, pairOf, arm },
    [Symbol.dispose]: () => stack.dispose(),
  }
}
