/** The table twin of a track. */
export const table = {
  track: 'Track of the list',
  label: (track: string) => `Annotations of ${track}`,
  rows: (n: number) => n.toLocaleString('en'),
  noTracks: 'This document has no tracks.',
  help: 'Enter goes there · F2 edits; a time as a frame, an end’s is the last inside · Enter on a heading sorts',
  words: {
    label: 'Label',
    start: 'Start',
    end: 'End',
    length: 'Length',
    note: 'Note',
    layer: 'Layer',
    author: 'Author',
    value: 'Value',
    yes: 'yes',
    no: 'no',
    none: 'None',
    noTime: (typed: string) => `“${typed}” is no frame or time of this recording.`,
    noNumber: (typed: string) => `“${typed}” is no number.`,
    noChoice: (typed: string, choices: string) => `“${typed}” is none of the choices: ${choices}.`,
  },
}
