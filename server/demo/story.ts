/**
 * What happens in the demo recording, frame by frame: the one source of its pictures, its sound and its true labels.
 * Places are in map pixels of `scene/tissue.ts`.
 */
import { mix, smooth } from './scene/noise.ts'

export const RATE = 30
export const FRAMES = 2250

export type ToolKind = 'grasper' | 'hook' | 'clipper' | 'scissors' | 'irrigator' | 'bipolar'

/** [frame, x, y, opening 0…1] */
type Key = readonly [frame: number, x: number, y: number, open: number]

export interface ToolPath {
  readonly kind: ToolKind
  /** Where the shaft comes from. */
  readonly pivot: readonly [number, number]
  /** First and last frame with the tool inside the body; `keys` lie between. */
  readonly enters: number
  readonly leaves: number
  readonly keys: readonly Key[]
}

const LEFT = [-170, 1010] as const
const RIGHT_TOP = [1330, -60] as const
const RIGHT_LOW = [1390, 1150] as const

export const TOOLS: readonly ToolPath[] = [
  {
    kind: 'grasper',
    pivot: RIGHT_TOP,
    enters: 45,
    leaves: 2150,
    keys: [
      [100, 860, 330, 0.9],
      [150, 792, 425, 1],
      [168, 788, 430, 0.12],
      [235, 806, 392, 0.1],
      [700, 800, 398, 0.1],
      [1260, 806, 390, 0.1],
      [1400, 818, 372, 0.1],
      [2050, 815, 380, 0.1],
      [2085, 800, 410, 0.9],
    ],
  },
  {
    kind: 'hook',
    pivot: LEFT,
    enters: 250,
    leaves: 835,
    keys: [
      [300, 420, 740, 0],
      [350, 500, 690, 0],
      [380, 520, 684, 0],
      [405, 548, 668, 0],
      [432, 572, 648, 0],
      [455, 505, 690, 0],
      [480, 478, 706, 0],
      [530, 530, 676, 0],
      [575, 520, 690, 0],
      [700, 470, 720, 0],
      [722, 456, 724, 0],
      [755, 500, 694, 0],
      [790, 540, 662, 0],
      [808, 500, 700, 0],
    ],
  },
  {
    kind: 'clipper',
    pivot: LEFT,
    enters: 862,
    leaves: 1000,
    keys: [
      [900, 440, 740, 0.9],
      [930, 516, 692, 1],
      [948, 518, 690, 0.95],
      [956, 518, 690, 0.05],
      [970, 518, 690, 0.8],
    ],
  },
  {
    kind: 'clipper',
    pivot: LEFT,
    enters: 1012,
    leaves: 1118,
    keys: [
      [1040, 410, 770, 0.9],
      [1060, 468, 726, 1],
      [1072, 468, 726, 0.95],
      [1080, 468, 726, 0.05],
      [1092, 466, 728, 0.8],
    ],
  },
  {
    kind: 'scissors',
    pivot: LEFT,
    enters: 1128,
    leaves: 1248,
    keys: [
      [1160, 430, 752, 0.3],
      [1178, 492, 708, 0.9],
      [1186, 496, 706, 0.9],
      [1194, 497, 705, 0.05],
      [1206, 488, 712, 0.5],
    ],
  },
  {
    kind: 'hook',
    pivot: LEFT,
    enters: 1285,
    leaves: 1640,
    keys: [
      [1325, 600, 590, 0],
      [1340, 640, 540, 0],
      [1380, 690, 480, 0],
      [1405, 640, 555, 0],
      [1420, 652, 530, 0],
      [1470, 716, 452, 0],
      [1495, 660, 530, 0],
      [1510, 664, 524, 0],
      [1550, 700, 470, 0],
      [1575, 640, 570, 0],
      [1600, 560, 660, 0],
    ],
  },
  {
    kind: 'irrigator',
    pivot: RIGHT_LOW,
    enters: 1690,
    leaves: 2085,
    keys: [
      [1735, 790, 690, 0],
      [1760, 712, 600, 0],
      [1800, 684, 575, 0],
      [1850, 704, 588, 0],
      [1900, 680, 565, 0],
      [1950, 640, 600, 0],
      [2000, 690, 590, 0],
      [2030, 720, 640, 0],
    ],
  },
  {
    kind: 'bipolar',
    pivot: LEFT,
    enters: 1768,
    leaves: 1935,
    keys: [
      [1795, 610, 580, 0.7],
      [1808, 656, 532, 0.6],
      [1816, 662, 526, 0.1],
      [1862, 664, 524, 0.1],
      [1875, 655, 535, 0.5],
    ],
  },
]

/** The camera is outside the body in these frames, to have its lens wiped. */
export const OUTSIDE = [575, 695] as const
/** Current flows through hook or bipolar in these frames. */
export const ENERGY = [
  [382, 432],
  [472, 530],
  [724, 790],
  [1342, 1382],
  [1422, 1472],
  [1512, 1552],
  [1818, 1860],
] as const
export const CLIPS = [
  { frame: 954, x: 521, y: 686 },
  { frame: 1078, x: 472, y: 722 },
] as const
export const CUT = { frame: 1192, x: 497, y: 704 } as const
export const BLEEDING = { x: 668, y: 520, starts: 1552, peak: 1760, stops: 1866 } as const
export const SUCTION = [1762, 1905] as const
export const WASHING = [1912, 2005] as const

export interface Camera {
  readonly x: number
  readonly y: number
  /** Map pixels a picture pixel. */
  readonly zoom: number
  readonly roll: number
}

const CAMERA: readonly (readonly [frame: number, x: number, y: number, zoom: number, roll: number])[] = [
  [0, 650, 505, 1.3, 0.06],
  [120, 668, 498, 1.16, 0.02],
  [240, 610, 570, 1.0, -0.02],
  [400, 560, 620, 0.9, -0.03],
  [570, 556, 622, 0.9, -0.03],
  [700, 560, 600, 1.02, 0.03],
  [840, 540, 634, 0.88, 0],
  [1100, 530, 640, 0.84, 0.02],
  [1250, 560, 620, 0.95, 0],
  [1340, 680, 520, 0.96, -0.04],
  [1540, 690, 505, 0.94, -0.03],
  [1640, 670, 540, 0.96, 0],
  [1900, 680, 548, 0.92, 0.02],
  [2040, 660, 560, 1.05, 0],
  [2170, 650, 505, 1.28, 0.05],
  [2250, 650, 505, 1.3, 0.06],
]

export function cameraAt(frame: number): Camera {
  const [x, y, zoom, roll] = between(CAMERA, frame) as [number, number, number, number]
  // A hand holds it, and the patient breathes.
  const t = frame / RATE
  return {
    x: x + Math.sin(t * 1.9) * 1.6 + Math.sin(t * 0.73 + 2) * 3.2,
    y: y + Math.sin(t * 1.37 + 1) * 2.1 + Math.sin((t * 2 * Math.PI) / 4.2) * 4.5,
    zoom,
    roll: roll + Math.sin(t * 0.61) * 0.006,
  }
}

/** Values at a frame, eased from key to key. */
function between(keys: readonly (readonly number[])[], frame: number): number[] {
  const after = keys.findIndex((key) => key[0]! > frame)
  if (after === 0) return keys[0]!.slice(1)
  if (after < 0) return keys.at(-1)!.slice(1)
  const a = keys[after - 1]!
  const b = keys[after]!
  const t = smooth(a[0]!, b[0]!, frame)
  return a.slice(1).map((v, i) => mix(v, b[i + 1]!, t))
}

export interface ToolPose {
  readonly kind: ToolKind
  readonly pivot: readonly [number, number]
  readonly x: number
  readonly y: number
  readonly open: number
}

/** Where a tool is, or null when it is not in the body. */
export function poseAt(tool: ToolPath, frame: number): ToolPose | null {
  if (frame < tool.enters || frame > tool.leaves) return null
  const first = tool.keys[0]!
  const last = tool.keys.at(-1)!
  // It comes in and goes out along its shaft.
  const away = (x: number, y: number): [number, number] => [
    mix(x, tool.pivot[0], 0.62),
    mix(y, tool.pivot[1], 0.62),
  ]
  const keys: Key[] = [
    [tool.enters, ...away(first[1], first[2]), 0],
    ...tool.keys,
    [tool.leaves, ...away(last[1], last[2]), 0],
  ]
  const [x, y, open] = between(keys, frame) as [number, number, number]
  const t = frame / RATE
  const shake = tool.kind === 'grasper' ? 0.5 : 1.1
  return {
    kind: tool.kind,
    pivot: tool.pivot,
    x: x + Math.sin(t * 7.3 + tool.enters) * shake,
    y: y + Math.sin(t * 8.9 + tool.enters * 2) * shake,
    open,
  }
}

export const posesAt = (frame: number): ToolPose[] => TOOLS.flatMap((tool) => poseAt(tool, frame) ?? [])

export const isOutside = (frame: number): boolean => frame >= OUTSIDE[0] && frame < OUTSIDE[1]

export const inSpan = (spans: readonly (readonly [number, number])[], frame: number): boolean =>
  spans.some(([from, to]) => frame >= from && frame < to)

/** Smoke in the field, 0…1: rises while current flows, drifts away slowly, and is gone after the camera was outside. */
export function smokeAt(frame: number): number {
  let smoke = 0
  for (const [from, to] of ENERGY) {
    if (from < OUTSIDE[0] && frame >= OUTSIDE[0]) continue
    if (frame < from) continue
    const risen = smooth(from, from + 45, Math.min(frame, to))
    smoke += risen * Math.exp(-Math.max(0, frame - to) / 55)
  }
  return Math.min(1, smoke)
}

/** How dirty the lens is, 0…1: the reason why it is wiped. */
export const dirtAt = (frame: number): number =>
  frame < OUTSIDE[0] ? smooth(440, 565, frame) : smooth(1830, 2100, frame) * 0.18

/** Radius of the blood in map pixels. */
export function bloodAt(frame: number): number {
  const { starts, peak, stops } = BLEEDING
  if (frame < starts) return 0
  const grown = 92 * Math.sqrt(smooth(starts, peak + 40, frame)) + 10
  return frame < stops - 100 ? grown : mix(grown, 17, smooth(stops - 100, SUCTION[1] + 60, frame))
}
