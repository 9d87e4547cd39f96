/** Commands for rating by hand: begin and end, value up and down while held, erase what lies in the loop. */
import { eraseTrace } from '#media/core/commands/index.ts'
import type { Text } from '../../_text/text.ts'
import type { KeyCommand } from '../keys/keys.ts'
import type { Session } from '../session/session.ts'
import type { RateInput } from './rate-input.ts'
import type { TraceRecorder } from './trace-recorder.ts'

export interface TraceKeysOptions {
  readonly session: Session
  readonly recorder: TraceRecorder
  readonly input: RateInput
  readonly text: Text
}

export function traceCommands({ session, recorder, input, text }: TraceKeysOptions): KeyCommand[] {
  const t = text.signals.commands
  const group = text.signals.rating
  const activeTrace = () => {
    const id = session.activeTrackId.peek()
    const track = id ? session.store.track(id) : undefined
    return track?.kind === 'trace' ? track : null
  }
  const armed = () => recorder.trackId.peek() !== null
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
        else if (track) recorder.arm(track.id)
      },
    },
    {
      id: 'trace.up',
      title: t.up,
      group,
      keys: ['PageUp'],
      repeat: false,
      enabled: armed,
      run: () => input.hold(1),
      release: () => input.hold(0),
    },
    {
      id: 'trace.down',
      title: t.down,
      group,
      keys: ['PageDown'],
      repeat: false,
      enabled: armed,
      run: () => input.hold(-1),
      release: () => input.hold(0),
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
