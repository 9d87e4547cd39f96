/** What is done to the tissue and stays: dissecting, burning, dividing the duct. Applied frame after frame, in order. */
import { BLEEDING, CUT, ENERGY, inSpan, posesAt, SUCTION } from '../story.ts'
import { clamp01, Noise, smooth } from './noise.ts'
import { DUCT, distanceTo, MAP_HEIGHT, MAP_WIDTH, STRIDE, type TissueMap } from './tissue.ts'

const rough = new Noise(41)
/** Colour and slope of the gap, and the colour of the cut ends. */
const HOLE = [0.34, 0.1, 0.09, 0, 0]
const RAW = [0.72, 0.2, 0.17]

/** @param under the tissue below the fat; shown where the hook has been */
export function applyChanges(map: TissueMap, under: TissueMap, frame: number): void {
  for (const pose of posesAt(frame)) {
    if (pose.kind === 'hook') {
      brush(pose.x + 4, pose.y - 4, 34, (at, amount) => reveal(map, under, at, amount * 0.09))
      if (inSpan(ENERGY, frame))
        brush(pose.x + 6, pose.y - 2, 9, (at, amount) => char(map, at, amount * 0.12))
    }
    if (pose.kind === 'bipolar' && inSpan(ENERGY, frame))
      brush(pose.x, pose.y, 15, (at, amount) => char(map, at, amount * 0.05))
  }
  if (frame === CUT.frame) divide(map)
  if (frame === SUCTION[1])
    brush(BLEEDING.x, BLEEDING.y + 12, 46, (at, amount) => stain(map, at, amount * 0.4))
}

function brush(cx: number, cy: number, radius: number, paint: (at: number, amount: number) => void): void {
  for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(MAP_HEIGHT, cy + radius); y++)
    for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(MAP_WIDTH, cx + radius); x++) {
      const d = Math.hypot(x - cx, y - cy) / radius
      const amount = clamp01((1 - d * d) * (0.75 + 0.7 * rough.cloud(x / 11, y / 11, 2)))
      if (d < 1 && amount > 0) paint((y * MAP_WIDTH + x) * STRIDE, amount)
    }
}

function reveal({ texels }: TissueMap, under: TissueMap, at: number, amount: number): void {
  for (let k = 0; k < STRIDE; k++)
    texels[at + k] = texels[at + k]! + (under.texels[at + k]! - texels[at + k]!) * amount
}

function char({ texels }: TissueMap, at: number, amount: number): void {
  texels[at] = texels[at]! + (0.3 - texels[at]!) * amount
  texels[at + 1] = texels[at + 1]! + (0.2 - texels[at + 1]!) * amount
  texels[at + 2] = texels[at + 2]! + (0.13 - texels[at + 2]!) * amount
  texels[at + 5] = texels[at + 5]! * (1 - amount * 0.6)
}

function stain({ texels }: TissueMap, at: number, amount: number): void {
  texels[at] = texels[at]! + (0.42 - texels[at]!) * amount
  texels[at + 1] = texels[at + 1]! + (0.07 - texels[at + 1]!) * amount
  texels[at + 2] = texels[at + 2]! + (0.06 - texels[at + 2]!) * amount
}

/** The duct parts between the clips: a gap with two red ends. */
function divide(map: TissueMap): void {
  for (let y = CUT.y - 34; y < CUT.y + 34; y++)
    for (let x = CUT.x - 34; x < CUT.x + 34; x++) {
      if (distanceTo(DUCT, x, y) > 27) continue
      // Distance along the duct from the cut.
      const along = Math.abs((x - CUT.x) * -0.83 + (y - CUT.y) * 0.55) + rough.cloud(x / 8, y / 8, 2) * 2
      const gap = smooth(9, 5, along)
      const end = smooth(13, 9, along) * (1 - gap)
      if (gap + end <= 0) continue
      const at = (y * MAP_WIDTH + x) * STRIDE
      const { texels } = map
      const to = (k: number, value: number, amount: number): void => {
        texels[at + k] = texels[at + k]! + (value - texels[at + k]!) * amount
      }
      HOLE.forEach((value, k) => {
        to(k, value, gap)
      })
      RAW.forEach((value, k) => {
        to(k, value, end)
      })
    }
}
