/**
 * Which control of which device does what, as it is kept for a person. A button runs a command while it is down, a wheel
 * runs one command a step either way, a ring or stick sets the speed of playback or the value that is being rated.
 */
import { z } from 'zod'
import type { ControlEvent } from './control.ts'

const commandId = z.string().min(1).max(200)
export const actionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('command'), id: commandId }),
  z.object({ do: z.literal('steps'), forward: commandId, back: commandId }),
  /** Playback speed: the middle pauses, the ends play at 16x. */
  z.object({ do: z.literal('speed') }),
  /** The value of the trace that is being rated. */
  z.object({ do: z.literal('rate') }),
  /** The value across, where two traces are rated on a grid. */
  z.object({ do: z.literal('rate-across') }),
])
export type Action = z.infer<typeof actionSchema>

/** By device key, then by control. */
export const mappingSchema = z.record(z.string().max(300), z.record(z.string().max(100), actionSchema))
export type Mapping = z.infer<typeof mappingSchema>

/** Which actions suit what a control says. */
export function suits(action: Action, kind: ControlEvent['kind']): boolean {
  if (kind === 'turn') return action.do === 'steps'
  if (kind === 'level') return action.do === 'speed' || action.do === 'rate' || action.do === 'rate-across'
  return action.do === 'command'
}

const PEDALS: Readonly<Record<string, Action>> = {
  'button-0': { do: 'command', id: 'typing.rewind' },
  'button-1': { do: 'command', id: 'typing.play' },
  'button-2': { do: 'command', id: 'typing.forward' },
}
const WHEEL: Readonly<Record<string, Action>> = {
  jog: { do: 'steps', forward: 'player.forward', back: 'player.back' },
  ring: { do: 'speed' },
}
const GAMEPAD: Readonly<Record<string, Action>> = {
  // Standard layout (W3C Gamepad, section 5.1): the four right-hand buttons, shoulders, and the cross.
  'button-0': { do: 'command', id: 'player.toggle' },
  'button-4': { do: 'command', id: 'player.back-second' },
  'button-5': { do: 'command', id: 'player.forward-second' },
  'button-12': { do: 'command', id: 'timeline.previous-track' },
  'button-13': { do: 'command', id: 'timeline.next-track' },
  'button-14': { do: 'command', id: 'player.back' },
  'button-15': { do: 'command', id: 'player.forward' },
  'axis-0': { do: 'speed' },
  'axis-1': { do: 'rate' },
  'axis-2': { do: 'rate-across' },
  'axis-3': { do: 'rate' },
}

/** What a device does before anybody maps it: models that are known, and what nearly all of a kind agree on. */
export function defaultsFor(deviceKey: string): Readonly<Record<string, Action>> {
  if (/^hid:0b33:00(20|30)$|^hid:05f3:0240$/.test(deviceKey)) return WHEEL
  if (/^hid:05f3:00ff$/.test(deviceKey)) return PEDALS
  return deviceKey.startsWith('gamepad:') ? GAMEPAD : {}
}

export function actionFor(mapping: Mapping, deviceKey: string, control: string): Action | null {
  const own = mapping[deviceKey]
  return (own ?? defaultsFor(deviceKey))[control] ?? null
}

/** The mapping with a control's action set, or taken away with null; defaults become the person's own at the first change. */
export function withAction(
  mapping: Mapping,
  deviceKey: string,
  control: string,
  action: Action | null,
): Mapping {
  const { [control]: _old, ...rest } = mapping[deviceKey] ?? defaultsFor(deviceKey)
  return { ...mapping, [deviceKey]: action ? { ...rest, [control]: action } : rest }
}

/** Back to what the device did before. */
export function withoutDevice(mapping: Mapping, deviceKey: string): Mapping {
  const { [deviceKey]: _gone, ...rest } = mapping
  return rest
}
