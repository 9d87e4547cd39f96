/** The instruments, put together from tubes: shaft, joint and what each has at its tip. */
import type { ToolKind } from '../story.ts'
import {
  BLACK,
  BLUE,
  type Canvas,
  CERAMIC,
  DULL,
  type Material,
  STEEL,
  shadow,
  TITANIUM,
  tube,
} from './tubes.ts'

export interface ToolOnScreen {
  readonly kind: ToolKind
  /** Tip and where the shaft comes from, picture pixels. */
  readonly x: number
  readonly y: number
  readonly fromX: number
  readonly fromY: number
  readonly open: number
  /** Size of things: 1 at a zoom of 1. */
  readonly scale: number
  /** Whether the clip applier still holds its clip. */
  readonly loaded: boolean
}

type Light = (x: number, y: number) => number

const REACH: Record<ToolKind, number> = {
  grasper: 62,
  hook: 40,
  clipper: 58,
  scissors: 54,
  irrigator: 0,
  bipolar: 60,
}

export function drawTool(canvas: Canvas, tool: ToolOnScreen, light: Light): void {
  const dx = tool.fromX - tool.x
  const dy = tool.fromY - tool.y
  const length = Math.hypot(dx, dy)
  const ux = dx / length
  const uy = dy / length
  const s = tool.scale
  /** Place at a distance up the shaft and to its side. */
  const at = (up: number, side = 0): [number, number] => [
    tool.x + (ux * up - uy * side) * s,
    tool.y + (uy * up + ux * side) * s,
  ]
  const joint = REACH[tool.kind]
  const far = length / s
  const [tipX, tipY] = at(0)
  const [farX, farY] = at(far)
  // Shaft and tip throw a shadow down and to the right, stronger where they come near the tissue.
  shadow(canvas, tipX + 12 * s, tipY + 14 * s, 9 * s, farX + 46, farY + 52, 30 * s, 0.55)
  const part = (
    a: [number, number],
    ra: number,
    b: [number, number],
    rb: number,
    m: Material,
    round = true,
  ): void => tube(canvas, a[0], a[1], ra * s, b[0], b[1], rb * s, m, light, round)

  const sheath = tool.kind === 'bipolar' ? BLUE : tool.kind === 'irrigator' ? STEEL : BLACK
  if (tool.kind === 'irrigator') {
    part(at(0), 10.5, at(far), 21, STEEL, false)
    part(at(1), 7.5, at(2.5), 7.5, { ...BLACK, streak: 0 })
    for (const up of [14, 24, 34]) part(at(up, -3), 2.3, at(up + 0.5, -3), 2.3, { ...BLACK, streak: 0 })
    return
  }
  part(at(joint + 26), 14, at(far), 27, sheath, false)
  part(at(joint + 20), 13.4, at(joint + 27), 14.4, DULL, false)
  part(at(joint + 4), 10.5, at(joint + 21), 13, STEEL)
  TIPS[tool.kind](tool, at, part)
}

type At = (up: number, side?: number) => [number, number]
type Part = (
  a: [number, number],
  ra: number,
  b: [number, number],
  rb: number,
  m: Material,
  round?: boolean,
) => void

const TIPS: Record<Exclude<ToolKind, 'irrigator'>, (tool: ToolOnScreen, at: At, part: Part) => void> = {
  grasper({ open }, at, part) {
    const j = REACH.grasper
    for (const side of [-1, 1]) {
      const spread = 2.6 + open * 19
      part(at(j + 6), 7, at(j - 20, side * (3 + spread * 0.62)), 6.4, STEEL)
      part(at(j - 20, side * (3 + spread * 0.62)), 6.4, at(2, side * spread), 3.6, STEEL)
      for (let k = 0; k < 7; k++) {
        const t = k / 7
        const up = j - 22 - t * (j - 28)
        const inner = side * ((3 + spread * 0.62) * (1 - t) + spread * t - 4.2)
        part(at(up, inner), 1.5, at(up - 1.5, inner), 1.5, DULL)
      }
    }
    part(at(j + 3), 4.4, at(j + 3.5), 4.4, DULL)
  },
  hook(_tool, at, part) {
    const j = REACH.hook
    part(at(j + 8), 9, at(j - 6), 7.4, CERAMIC)
    part(at(j - 6), 3.4, at(4), 3, STEEL)
    part(at(4), 3.1, at(0, 0), 3.1, STEEL)
    part(at(1), 3.1, at(0, 15), 2.3, STEEL)
    part(at(0, 15), 2.3, at(5, 18), 1.5, STEEL)
  },
  clipper({ open, loaded }, at, part) {
    const j = REACH.clipper
    for (const side of [-1, 1]) {
      const spread = 3 + open * 12
      part(at(j + 4), 8.5, at(j - 16, side * (4 + spread * 0.8)), 6, DULL)
      part(at(j - 16, side * (4 + spread * 0.8)), 6, at(6, side * spread), 4.8, STEEL)
      if (loaded) part(at(j - 22, side * (spread * 0.75)), 2.2, at(4, side * (spread - 3)), 2.2, TITANIUM)
    }
    part(at(j + 2), 4.6, at(j + 2.5), 4.6, STEEL)
  },
  scissors({ open }, at, part) {
    const j = REACH.scissors
    for (const side of [-1, 1]) {
      const spread = open * 17
      part(at(j + 4, -side * 2), 6, at(j - 18, side * (2 + spread * 0.3)), 5.6, STEEL)
      part(at(j - 18, side * (2 + spread * 0.3)), 5.6, at(0, side * spread), 1.6, STEEL)
    }
    part(at(j - 4), 3.6, at(j - 3.5), 3.6, DULL)
  },
  bipolar({ open }, at, part) {
    const j = REACH.bipolar
    for (const side of [-1, 1]) {
      const spread = 1.8 + open * 14
      part(at(j + 6), 6, at(j - 24, side * (4 + spread * 0.9)), 4.2, STEEL)
      part(at(j - 24, side * (4 + spread * 0.9)), 4.2, at(12, side * spread), 3.4, STEEL)
      part(at(12, side * spread), 3.5, at(0, side * spread), 3, DULL)
    }
  },
}
