/**
 * The true labels of the demo recording, by frame, taken from the story that draws it. Label and track ids are those of
 * the template Procedure.
 */
import { RADIUS } from './scene/field.ts'
import {
  BLEEDING,
  CLIPS,
  CUT,
  cameraAt,
  FRAMES,
  isOutside,
  OUTSIDE,
  poseAt,
  SUCTION,
  TOOLS,
  type ToolPath,
  WASHING,
} from './story.ts'

export interface TrueLabel {
  readonly track: string
  readonly label: string
  /** First and last frame, both inside; equal for a moment. */
  readonly first: number
  readonly last: number
  readonly attributes?: Readonly<Record<string, string | boolean>>
  readonly note?: string
}

const span = (
  track: string,
  label: string,
  first: number,
  end: number,
  attributes?: TrueLabel['attributes'],
): TrueLabel => ({
  track,
  label,
  first,
  last: end - 1,
  attributes,
})

const PHASES: readonly [string, number][] = [
  ['preparation', 0],
  ['calot-triangle-dissection', 240],
  ['clipping-and-cutting', 850],
  ['gallbladder-dissection', 1260],
  ['cleaning-and-coagulation', 1650],
]

const STEPS: readonly [string, number, number][] = [
  ['fundus-retraction', 150, 240],
  ['peritoneum-incision', 300, 470],
  ['cystic-duct-dissection', 470, OUTSIDE[0]],
  ['cystic-duct-dissection', OUTSIDE[1], 840],
  ['cystic-duct-clipping', 920, 1100],
  ['cystic-duct-cutting', 1165, 1215],
  ['liver-bed-dissection', 1325, 1560],
  ['hemostasis', 1795, 1870],
  ['irrigation', WASHING[0], 2030],
]

const act = (
  label: string,
  first: number,
  end: number,
  instrument: string,
  target: string,
  hand: string,
): TrueLabel => span('action', label, first, end, { instrument, target, hand })

export function trueLabels(): TrueLabel[] {
  return [
    ...PHASES.map(([label, first], i) => span('phase', label, first, PHASES[i + 1]?.[1] ?? FRAMES)),
    ...STEPS.map(([label, first, end]) => span('step', label, first, end)),
    act('grasp', 160, 176, 'grasper', 'gallbladder', 'left'),
    act('retract', 176, OUTSIDE[0], 'grasper', 'gallbladder', 'left'),
    act('retract', OUTSIDE[1], 2070, 'grasper', 'gallbladder', 'left'),
    act('dissect', 380, 532, 'hook', 'cystic pedicle', 'right'),
    act('dissect', 722, 800, 'hook', 'cystic duct', 'right'),
    act('clip', 940, CLIPS[0].frame + 16, 'clipper', 'cystic duct', 'right'),
    act('clip', 1064, CLIPS[1].frame + 14, 'clipper', 'cystic duct', 'right'),
    act('cut', CUT.frame - 6, CUT.frame + 8, 'scissors', 'cystic duct', 'right'),
    act('dissect', 1340, 1556, 'hook', 'cystic plate', 'right'),
    act('aspirate', SUCTION[0], SUCTION[1], 'irrigator', 'fluid', 'right'),
    act('coagulate', 1818, 1862, 'bipolar', 'liver', 'right'),
    act('irrigate', WASHING[0], WASHING[1], 'irrigator', 'abdominal wall or cavity', 'right'),
    ...instrumentsInView(),
    {
      ...span('anomaly', 'bleeding', BLEEDING.starts, BLEEDING.stops, {
        severity: 'minor',
        source: 'liver bed',
      }),
      note: 'From the gallbladder bed; stopped with bipolar current.',
    },
    span('critical-view', 'cvs-two-structures', 800, 862, { clarity: 'clear' }),
    span('critical-view', 'cvs-triangle-cleared', 790, 862, { clarity: 'clear' }),
    span('critical-view', 'cvs-cystic-plate', 806, 862, { clarity: 'doubtful' }),
    span('outside', 'out-of-body', OUTSIDE[0], OUTSIDE[1]),
    {
      track: 'moment',
      label: 'critical-moment',
      first: CUT.frame,
      last: CUT.frame,
      note: 'The duct is divided.',
    },
    {
      track: 'moment',
      label: 'teaching-point',
      first: 815,
      last: 815,
      note: 'Pause here and count the structures.',
    },
    {
      track: 'moment',
      label: 'critical-moment',
      first: BLEEDING.starts,
      last: BLEEDING.starts,
      note: 'Bleeding begins.',
    },
  ]
}

/** Runs of frames in which the tip of each instrument lies inside the round picture. */
function instrumentsInView(): TrueLabel[] {
  return TOOLS.flatMap((tool) => {
    const runs: TrueLabel[] = []
    let first = -1
    for (let frame = 0; frame <= FRAMES; frame++) {
      const seen = frame < FRAMES && tipInView(tool, frame)
      if (seen && first < 0) first = frame
      if (!seen && first >= 0) {
        runs.push(span('instrument', tool.kind, first, frame))
        first = -1
      }
    }
    return runs
  })
}

function tipInView(tool: ToolPath, frame: number): boolean {
  if (isOutside(frame)) return false
  const pose = poseAt(tool, frame)
  if (!pose) return false
  const camera = cameraAt(frame)
  return Math.hypot(pose.x - camera.x, pose.y - camera.y) / camera.zoom < RADIUS
}
