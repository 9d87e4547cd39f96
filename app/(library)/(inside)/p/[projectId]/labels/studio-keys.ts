/**
 * Keys that the studio's own commands have, so that the editor can say what a label's key means there. A test compares
 * them with the commands themselves.
 */
export const STUDIO_KEYS: Readonly<Record<string, string>> = {
  S: 'Split at the playhead',
  M: 'Merge with the next, or merge selected',
  N: 'Snapping on or off',
  J: 'Play backwards, again for faster',
  K: 'Pause',
  L: 'Play, again for faster',
  I: 'Loop begins here',
  O: 'Loop ends here',
  F: 'Full screen',
  '?': 'List of keys',
  '.': 'End every label that runs',
  ';': 'Active edge: end, start, or the whole',
  '[': 'To the previous edge',
  ']': 'To the next edge',
  '=': 'Zoom in',
  '+': 'Zoom in',
  '-': 'Zoom out',
  '\\': 'Show the whole recording',
  '/': 'Show the selected',
  '<': 'Slower',
  '>': 'Faster',
  'Shift+B': 'Codebook: find a label',
  'Shift+E': 'Make this an example of its label',
  'Shift+I': 'Start of the selected to the shown frame',
  'Shift+O': 'End of the selected to the shown frame',
  'Shift+L': 'Loop on or off',
  'Shift+X': 'Remove the loop',
  'Shift+M': 'Sound on or off',
  'Alt+=': 'Higher row',
  'Alt+-': 'Lower row',
  'Alt+P': 'Track settings',
  'Alt+N': 'Add a track',
  'Alt+Y': 'Fold to a thin row',
  'Alt+G': 'Close the group',
  'Alt+S': 'Show only this',
  'Alt+Q': 'Hide',
  'Alt+K': 'Lock or unlock',
  'Alt+T': 'Handles to stretch the selected',
  'Alt+I': 'Stretch the selected to start at the shown frame',
  'Alt+O': 'Stretch the selected to end at the shown frame',
  'Alt+M': 'Shift or stretch by numbers',
  'Alt+A': 'Select by label, author, length, text',
  'Alt+U': 'Change all selected',
  'Alt+W': 'Show the annotation in the way',
  'Alt+X': 'Next label key: give the selected that label',
  'Alt+J': 'Settle where two layers differ',
  'Alt+H': 'Label keys: press twice, or hold',
}

export interface StudioUse {
  readonly command: string
  /** What the label answers to instead; null when every form of the key is taken. */
  readonly chord: string | null
}

/** What the studio does with a label's key; null when it is free. */
export function studioUse(key: string | null): StudioUse | null {
  const plain = key?.toUpperCase() ?? ''
  const command = STUDIO_KEYS[plain]
  if (!command) return null
  const chord = [`Shift+${plain}`, `Alt+${plain}`].find((one) => !STUDIO_KEYS[one]) ?? null
  return { command, chord }
}
