/**
 * Keys that the studio's own commands have, so that the editor can say what a label's key means there. A test compares
 * them with the commands themselves.
 */
import type { Text } from '#app/_text/text.ts'

export const STUDIO_KEYS: Readonly<Record<string, (t: Text) => string>> = {
  S: (t) => t.editing.commands.split,
  M: (t) => t.editing.commands.merge,
  N: (t) => t.timeline.commands.snap,
  J: (t) => t.player.commands.shuttleBack,
  K: (t) => t.player.pause,
  L: (t) => t.player.commands.shuttleForward,
  I: (t) => t.player.commands.loopStart,
  O: (t) => t.player.commands.loopEnd,
  F: (t) => t.player.commands.fullScreen,
  '?': (t) => t.keys.listCommand,
  '.': (t) => t.editing.commands.endLabels,
  ';': (t) => t.editing.commands.activeEdge,
  '[': (t) => t.timeline.commands.previousEdge,
  ']': (t) => t.timeline.commands.nextEdge,
  '=': (t) => t.timeline.commands.zoomIn,
  '+': (t) => t.timeline.commands.zoomIn,
  '-': (t) => t.timeline.commands.zoomOut,
  '\\': (t) => t.timeline.commands.zoomAll,
  '/': (t) => t.timeline.commands.zoomSelection,
  '<': (t) => t.player.commands.slower,
  '>': (t) => t.player.commands.faster,
  'Shift+B': (t) => t.labels.openCodebook,
  'Shift+E': (t) => t.labels.makeExample,
  'Shift+I': (t) => t.editing.commands.startHere,
  'Shift+O': (t) => t.editing.commands.endHere,
  'Shift+L': (t) => t.player.commands.loopToggle,
  'Shift+X': (t) => t.player.commands.loopClear,
  'Shift+M': (t) => t.player.commands.mute,
  'Alt+=': (t) => t.timeline.higher,
  'Alt+-': (t) => t.timeline.lower,
  'Alt+P': (t) => t.timeline.settings,
  'Alt+N': (t) => t.timeline.addTrack,
  'Alt+Y': (t) => t.timeline.foldTrack,
  'Alt+G': (t) => t.timeline.foldGroup,
  'Alt+S': (t) => t.timeline.solo,
  'Alt+Q': (t) => t.timeline.hide,
  'Alt+K': (t) => t.timeline.lock,
  'Alt+T': (t) => t.editing.commands.stretch,
  'Alt+I': (t) => t.editing.commands.stretchStart,
  'Alt+O': (t) => t.editing.commands.stretchEnd,
  'Alt+M': (t) => t.editing.commands.retime,
  'Alt+A': (t) => t.editing.commands.selectWhere,
  'Alt+U': (t) => t.editing.commands.changeSelected,
  'Alt+W': (t) => t.editing.commands.inTheWay,
  'Alt+X': (t) => t.editing.commands.relabelNext,
  'Alt+J': (t) => t.editing.commands.adjudicate,
  'Alt+H': (t) => t.editing.commands.labelMode,
}

export interface StudioUse {
  readonly command: string
  /** What the label answers to instead; null when every form of the key is taken. */
  readonly chord: string | null
}

/** What the studio does with a label's key; null when it is free. */
export function studioUse(key: string | null, t: Text): StudioUse | null {
  const plain = key?.toUpperCase() ?? ''
  const command = STUDIO_KEYS[plain]
  if (!command) return null
  const chord = [`Shift+${plain}`, `Alt+${plain}`].find((one) => !STUDIO_KEYS[one]) ?? null
  return { command: command(t), chord }
}
