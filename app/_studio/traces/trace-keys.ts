/** Commands for rating by hand: begin and end, values moved while keys are held, a passage again, erase in the loop. */
import { eraseTrace } from '#media/core/commands/index.ts'
import type { TrackRecord } from '#media/core/document/records.ts'
import type { Text } from '../../_text/text.ts'
import type { KeyCommand } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import type { Punch } from './punch.ts'
import type { RateInput } from './rate-input.ts'
import type { Axis, TraceRecorder } from './trace-recorder.ts'

export interface TraceKeysOptions {
  readonly session: Session
  readonly recorder: TraceRecorder
  readonly input: RateInput
  readonly punch: Punch
  /** Begins to rate a track, with its partner where it has one. */
  readonly arm: (trackId: string) => boolean
  /** Opens what is set and practised. */
  readonly open: () => void
  /** Shows or hides mean and spread of several raters. */
  readonly toggleBand: () => void
  readonly text: Text
}

export function traceCommands(options: TraceKeysOptions): KeyCommand[] {
  const { session, recorder, input, punch, arm, open, toggleBand, text } = options
  const t = text.signals.commands
  const group = text.signals.rating
  const activeTrace = (): TrackRecord | null => {
    const id = session.activeTrackId.peek()
    const track = id ? session.store.track(id) : undefined
    return track?.kind === 'trace' ? track : null
  }
  const armed = () => recorder.trackId.peek() !== null
  const onGrid = () => recorder.axes.peek().length > 1
  const held = (
    id: string,
    title: string,
    keys: string[],
    enabled: () => boolean,
    direction: -1 | 1,
    axis: Axis,
  ): KeyCommand => ({
    ...{ id, title, group, keys, repeat: false, mode: true, enabled },
    run: () => input.hold(direction, axis),
    release: () => input.hold(0, axis),
  })
  return [
    {
      id: 'trace.rate',
      title: t.rate,
      group,
      keys: ['Alt+R'],
      repeat: false,
      enabled: () => armed() || (session.editable && activeTrace() !== null),
      run: () => {
        const track = activeTrace()
        if (armed()) recorder.disarm()
        else if (track) arm(track.id)
      },
    },
    held('trace.up', t.up, ['PageUp'], armed, 1, 0),
    held('trace.down', t.down, ['PageDown'], armed, -1, 0),
    // On a grid the four arrows lie as the grid does; rating ends before they step frames again.
    held('trace.grid-up', t.gridUp, ['ArrowUp'], onGrid, 1, 0),
    held('trace.grid-down', t.gridDown, ['ArrowDown'], onGrid, -1, 0),
    held('trace.grid-right', t.gridRight, ['ArrowRight'], onGrid, 1, 1),
    held('trace.grid-left', t.gridLeft, ['ArrowLeft'], onGrid, -1, 1),
    {
      id: 'trace.again',
      title: t.again,
      group,
      keys: ['Alt+Shift+R'],
      repeat: false,
      enabled: () =>
        session.editable && (armed() || activeTrace() !== null) && session.clock.loop.peek() !== null,
      run: () => {
        const passage = session.clock.loop.peek()
        const track = activeTrace()
        if (!passage || (!armed() && !(track && arm(track.id)))) return
        punch.begin(passage)
      },
    },
    {
      id: 'trace.setup',
      title: t.setup,
      group,
      keys: [],
      enabled: () => activeTrace() !== null,
      run: open,
    },
    {
      id: 'trace.band',
      title: t.band,
      group,
      keys: [],
      enabled: () => session.store.tracks.some((track) => track.kind === 'trace'),
      run: toggleBand,
    },
    {
      id: 'trace.erase-loop',
      title: t.eraseLoop,
      group,
      keys: [],
      enabled: () => session.editable && activeTrace() !== null && session.clock.loop.peek() !== null,
      run: () => {
        const track = activeTrace()
        const loop = session.clock.loop.peek()
        if (track && loop)
          session.run(eraseTrace, {
            trackId: track.id,
            layerId: session.activeLayerId.peek(),
            start: loop.start,
            end: loop.end,
          })
      },
    },
  ]
}
