/** What is selected, and the first lesson when nothing is. */
export const inspector = {
  track: 'Track',
  layer: 'Layer',
  locked: 'locked',
  at: 'At',
  start: 'Start',
  end: 'End',
  madeBy: 'Made by',
  formerMember: 'a former member',
  origin: 'Origin',
  confidence: 'Confidence',
  code: 'Code',
  delete: 'Delete',
  merge: 'Merge',
  note: 'Note',
  notePlaceholder: 'What should others know about this?',
  length: (seconds: string, frames: number) =>
    `${seconds} s · ${frames.toLocaleString('en')} ${frames === 1 ? 'frame' : 'frames'}`,
  annotations: (n: number) => `${n.toLocaleString('en')} annotations`,
  tracks: (n: number) => `${n} tracks`,
  together: (seconds: string) => `${seconds} s together`,
  label: 'Label',
  notOfTrack: '(not of this track)',
  severalLabels: 'Several labels',
  goThere: 'Go there',
  /** Names above the cells of a time. */
  times: { frame: 'Frame', smpte: 'Timecode', clock: 'Clock', seconds: 'Seconds' },
  /** What a cell is called by a screen reader. */
  cell: (edge: string, way: string) => `${edge}, ${way.toLowerCase()}`,
  noTime: (typed: string) => `“${typed}” is no time in this recording. Write a frame, 4:12.5, or seconds.`,
  makers: { model: 'a model', demo: 'Scrubline, with the demo', file: 'a file' },
  suggestedBy: (model: string) => `Suggested by ${model}`,
  importedFrom: (format: string) => `Imported from ${format}`,
  lesson: {
    onlyLook: 'You can look at everything here',
    onlyLookMore:
      'Play, step and select to read. To label, ask the project’s owner to make you an annotator.',
    nothing: 'Nothing selected',
    play: 'Play and pause; J, K and L go backwards, stop and go forwards. ← and → step one frame.',
    event: (label: string) => `Marks “${label}” on the frame you see.`,
    gapless: (label: string) => `Starts “${label}” on the frame you see; the next label’s key ends it.`,
    interval: (label: string) =>
      `Starts “${label}” on the frame you see; the same key ends it. It works while playing.`,
    cut: 'Cut what is under the playhead in two; join neighbours.',
    edges: 'Go from edge to edge.',
    /** The name of the tab stands between the two. */
    draw: [
      'To draw with the pointer, choose a label under',
      'and drag on its track. Drag an edge to trim it: the picture follows.',
    ],
    allKeys: 'shows every key,',
    finds: 'finds labels, commands and times.',
  },
}
