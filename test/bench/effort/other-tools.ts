/**
 * What the same five results take elsewhere: our estimate of each tool's documented way of working and shortcuts, as we
 * know it. None of the tools was run and nobody was timed; versions differ, and a practised person may know something
 * shorter. Whoever finds a count wrong should correct it here. The
 * same rules as for our own count hold: a chord is as many keys as it has, a modifier held over several presses is one,
 * playing past a moment and stepping back onto it is counted with the tool's own keys. Thinking, looking and finding are
 * not counted anywhere; nor is zooming in, which drawing and dragging to a single frame would need first.
 */
import { DIFFERENT, EDGES, EVENTS, OFF, PHASES, RELABELLED } from './jobs.ts'

export interface Counted {
  readonly keys: number
  /** Presses of the pointer, a drag being one. */
  readonly presses: number
  readonly how: string
}

export interface OtherTool {
  readonly name: string
  /** Keys to play to a moment, stop after it, and step back onto its frame. */
  readonly reach: { readonly keys: number; readonly how: string }
  /** In the order of JOBS; null where the tool has no way to do it. */
  readonly jobs: readonly (Counted | null)[]
}

/** Frames that playback runs on after the moment: as in hands.ts, 0.32 s at 25 frames a second. */
const LATE = 8
const MOMENTS = PHASES - 1
/** Half of the differences: where the second annotator is right. */
const FROM_SECOND = DIFFERENT / 2

export const OTHER_TOOLS: readonly OtherTool[] = [
  {
    name: 'ELAN',
    reach: {
      keys: 2 * 2 + (1 + LATE),
      how: 'Ctrl Space plays and stops, Ctrl ← steps one frame; there is no step of ten frames.',
    },
    jobs: [
      {
        keys: MOMENTS * (2 * 2 + 1 + LATE) + (PHASES + 1) + PHASES * (2 + 2 + 1 + 2),
        presses: 0,
        how: 'Segmentation mode with adjacent annotations: Enter at each boundary. Then each gets its value: Alt → to the next, Alt M opens it, one key of the controlled vocabulary, Ctrl Enter.',
      },
      {
        keys: EVENTS * (2 * 2 + 1 + LATE + 1),
        presses: 0,
        how: 'Segmentation mode with a fixed duration, one tier for each kind of event: Enter at each.',
      },
      {
        keys: EDGES * (2 + 2 + (1 + OFF) + 2),
        presses: 0,
        how: 'Selection mode: Alt → to the annotation, Ctrl / to the end of its selection, Ctrl → a frame at a time, Ctrl Enter sets the annotation’s time.',
      },
      {
        keys: 2 + 8 + 8,
        presses: 3,
        how: 'Find and Replace on the tier: the old and the new value typed (8 letters each), three buttons.',
      },
      {
        keys: FROM_SECOND * (2 + 3),
        presses: 6 + FROM_SECOND * 2,
        how: 'No tool for it. Copy Tier for the first annotator (6 presses); where the second is right, choose that annotation, copy, choose the tier, paste here. Differences are found by eye.',
      },
    ],
  },
  {
    name: 'BORIS',
    reach: {
      keys: 2 + LATE,
      how: 'Space plays and stops, / steps one frame back.',
    },
    jobs: [
      {
        keys: MOMENTS * (2 + LATE) + PHASES + 1,
        presses: 0,
        how: 'State events that exclude each other: a key each, and one to stop the last.',
      },
      { keys: EVENTS * (2 + LATE + 1), presses: 0, how: 'Point events: a key each.' },
      {
        keys: EDGES * 8,
        presses: EDGES * 3,
        how: 'A double click on the event opens it, the time is typed (8 characters), OK.',
      },
      {
        keys: 8 + 8,
        presses: 4,
        how: 'Find and replace events: the old and the new behaviour typed, the column chosen, two buttons.',
      },
      {
        keys: FROM_SECOND * 8,
        presses: FROM_SECOND * 3,
        how: 'No tool for it (agreement is computed, not settled). The first observation is kept and corrected event by event, as above. Differences are found by eye.',
      },
    ],
  },
  {
    name: 'CVAT',
    reach: {
      keys: 2 + 1 + 2,
      how: 'Space plays and stops, C goes ten frames back, F one forward.',
    },
    jobs: [
      {
        keys: 1 + MOMENTS * 5 + PHASES,
        presses: 2,
        how: 'No intervals: a box track drawn over the picture carries a changing attribute; in attribute mode a digit sets it at each transition. The result is key frames of a box.',
      },
      {
        keys: EVENTS * (5 + 1),
        presses: 1,
        how: 'Tags on frames: Setup tag once, then a digit on each frame.',
      },
      {
        keys: EDGES * (1 + 1 + OFF + 1),
        presses: EDGES,
        how: 'On the box track of the first job: go to the key frame, give it the former value, step on, set the value there.',
      },
      {
        keys: RELABELLED * 2,
        presses: RELABELLED,
        how: 'One object after the other: the pointer on it, Ctrl and a digit. Labels of many at once cannot be changed in the editor.',
      },
      null,
    ],
  },
  {
    name: 'Label Studio',
    reach: {
      keys: 2 * 2 + 3 + (1 + 2),
      how: 'Alt Space plays and stops, Shift Alt ← hops back ten, Alt → steps one.',
    },
    jobs: [
      {
        keys: MOMENTS * 10 + PHASES,
        presses: PHASES,
        how: 'Timeline labels: the label’s key, then a drag on the timeline from start to end.',
      },
      {
        keys: EVENTS * (10 + 1),
        presses: EVENTS,
        how: 'The label’s key, then a press on the timeline; an event is an interval of one frame.',
      },
      { keys: 0, presses: EDGES, how: 'Every edge dragged; there is no key for it.' },
      {
        keys: RELABELLED,
        presses: RELABELLED,
        how: 'Every region chosen by the pointer, then the label’s key.',
      },
      {
        keys: FROM_SECOND * 2,
        presses: 2 + FROM_SECOND * 2,
        how: 'Two annotations are compared side by side; whole ones are accepted. The first is copied, and where the second is right a region is chosen and labelled or dragged anew. Differences are found by eye.',
      },
    ],
  },
]
