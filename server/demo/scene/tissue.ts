/**
 * The operating field as it lies there: liver, gallbladder, duct, artery, fat and peritoneum as a map of colour, slope
 * and wetness. Two maps are made: with the tissue that covers the duct, and with it dissected away; the hook uncovers
 * the one under the other.
 */
import { clamp01, mix, Noise, seeded, smooth } from './noise.ts'

export const MAP_WIDTH = 1280
export const MAP_HEIGHT = 1024
/** Floats a texel: red, green, blue (0…1), slope x, slope y, wetness. */
export const STRIDE = 6

export interface TissueMap {
  readonly texels: Float32Array
}

type Point = readonly [x: number, y: number]

/** Anatomy, in map pixels. */
export const FUNDUS: Point = [828, 384]
export const NECK: Point = [622, 598]
export const DUCT: readonly Point[] = [
  [640, 586],
  [606, 622],
  [566, 656],
  [500, 700],
  [405, 772],
]
export const ARTERY: readonly Point[] = [
  [640, 560],
  [560, 566],
  [470, 600],
  [372, 622],
  [250, 690],
  [150, 700],
]

type Rgb = readonly [number, number, number]
const rgb = (r: number, g: number, b: number): Rgb => [r / 255, g / 255, b / 255]
const PERITONEUM = [rgb(206, 112, 98), rgb(150, 54, 50)] as const
const FAT = [rgb(238, 196, 112), rgb(206, 132, 66)] as const
const LIVER = [rgb(122, 44, 40), rgb(82, 24, 26)] as const
const BLADDER = [rgb(150, 150, 116), rgb(194, 112, 100)] as const
const TUBE = rgb(222, 176, 132)
const RED = rgb(192, 70, 62)
const VESSEL = rgb(128, 18, 28)

export function makeTissue(covered: boolean, seed = 7): TissueMap {
  const noise = new Noise(seed)
  const fine = new Noise(seed + 1)
  const vessels = drawVessels(seed + 2)
  const count = MAP_WIDTH * MAP_HEIGHT
  const height = new Float32Array(count)
  const texels = new Float32Array(count * STRIDE)
  for (let y = 0; y < MAP_HEIGHT; y++)
    for (let x = 0; x < MAP_WIDTH; x++) {
      const i = y * MAP_WIDTH + x
      height[i] = texel(x, y, noise, fine, vessels[i]!, covered, texels, i * STRIDE)
    }
  shade(height, texels)
  return { texels }
}

/** Writes colour and wetness of one place. @returns its height */
function texel(
  x: number,
  y: number,
  noise: Noise,
  fine: Noise,
  vessel: number,
  covered: boolean,
  out: Float32Array,
  at: number,
): number {
  const broad = noise.cloud(x / 170, y / 170, 4)
  const mid = noise.cloud(x / 46 + 31, y / 46 + 7, 3)
  const grain = fine.at(x / 2.6, y / 2.6)
  const wx = x + broad * 34
  const wy = y + mid * 12

  // Peritoneum with pale strands.
  const strands = 1 - Math.abs(noise.cloud(wx / 90 + 5, wy / 26 + 3, 3)) * 2.4
  let h = broad * 20 + mid * 5 + grain * 0.28
  let tone = clamp01(0.45 + broad * 0.6 + mid * 0.3)
  let r = mix(PERITONEUM[0][0], PERITONEUM[1][0], tone)
  let g = mix(PERITONEUM[0][1], PERITONEUM[1][1], tone)
  let b = mix(PERITONEUM[0][2], PERITONEUM[1][2], tone)
  const pale = clamp01(strands) * 0.28
  r = mix(r, 0.93, pale)
  g = mix(g, 0.74, pale)
  b = mix(b, 0.66, pale)
  let wet = 0.5

  // Fat: lobules with red between them; thick over the duct until it is dissected.
  const [near, second] = noise.cells(wx / 40, wy / 36)
  const lobule = Math.max(0, 1 - near * near * 1.25)
  const cover = covered ? smooth(190, 70, Math.hypot((x - 535) * 0.95, (y - 648) * 1.3) + broad * 50) : 0
  const fat = Math.max(
    smooth(0.05, 0.35, noise.cloud(x / 230 + 40, y / 230 + 11, 3) + (y - 640) / 700 - (x - 520) / 1500),
    cover,
  )
  if (fat > 0) {
    const crease = smooth(0.02, 0.22, second - near)
    tone = clamp01(0.35 + mid * 0.5 - lobule * 0.2)
    const fr = mix(0.68, mix(FAT[0][0], FAT[1][0], tone), crease)
    const fg = mix(0.28, mix(FAT[0][1], FAT[1][1], tone), crease)
    const fb = mix(0.2, mix(FAT[0][2], FAT[1][2], tone), crease)
    const veil = clamp01(broad * 0.5 + 0.15) * 0.4
    r = mix(r, mix(fr, 0.8, veil), fat)
    g = mix(g, mix(fg, 0.42, veil), fat)
    b = mix(b, mix(fb, 0.34, veil), fat)
    h += fat * (lobule * 15 + 8)
    wet = mix(wet, 0.75, fat)
  }

  // The duct and the artery, where nothing covers them.
  if (cover < 1) {
    for (const tube of TUBES) {
      const d = distanceTo(tube.path, x + mid * 5, y + broad * 8)
      const body = clamp01(1 - (d / tube.radius) ** 2)
      if (body <= 0) continue
      const amount = smooth(0, 0.25, body) * (1 - cover)
      r = mix(r, tube.color[0] * (0.92 + mid * 0.15), amount)
      g = mix(g, tube.color[1] * (0.92 + mid * 0.2), amount)
      b = mix(b, tube.color[2] * (0.92 + mid * 0.2), amount)
      h = mix(h, Math.max(h, 10 + Math.sqrt(body) * tube.radius), amount)
      wet = mix(wet, 0.95, amount)
    }
  }

  // Gallbladder: a taut sac from the fundus to the neck.
  const { distance, radius } = taper(x + mid * 3, y + mid * 3)
  const sac = clamp01(1 - (distance / radius) ** 2) * (1 - smooth(0.35, 0.85, cover))
  if (sac > 0) {
    const amount = smooth(0, 0.06, sac)
    tone = clamp01(0.46 + broad * 1.2 + mid * 0.4 + (1 - sac) * 0.55)
    r = mix(r, mix(BLADDER[0][0], BLADDER[1][0], tone), amount)
    g = mix(g, mix(BLADDER[0][1], BLADDER[1][1], tone), amount)
    b = mix(b, mix(BLADDER[0][2], BLADDER[1][2], tone), amount)
    h = mix(h, Math.max(h, 34 + radius * 0.86 * Math.sqrt(sac) + mid * 3), amount)
    wet = mix(wet, 1, amount)
  }

  // Liver: a smooth dark lobe with a round edge, from above.
  const edge = 318 + 62 * Math.sin(x * 0.0046 + 0.5) + noise.cloud(x / 150, 3.7, 2) * 34 - y
  const lobe = smooth(-2, 5, edge)
  if (lobe > 0) {
    tone = clamp01(0.4 + broad * 0.5 + fine.cloud(x / 7, y / 7, 2) * 0.35)
    r = mix(r, mix(LIVER[0][0], LIVER[1][0], tone), lobe)
    g = mix(g, mix(LIVER[0][1], LIVER[1][1], tone), lobe)
    b = mix(b, mix(LIVER[0][2], LIVER[1][2], tone), lobe)
    const dome = 96 + 40 * Math.sqrt(clamp01(edge / 120)) + broad * 9 + fine.cloud(x / 14, y / 14, 2) * 0.7
    h = mix(h, Math.max(h, dome), lobe)
    wet = mix(wet, 0.8, lobe)
  }

  if (vessel > 0 && lobe < 0.5) {
    const v = vessel * (fat > 0.5 ? 0.4 : sac > 0 ? 0.42 : 0.7)
    r = mix(r, VESSEL[0], v)
    g = mix(g, VESSEL[1], v)
    b = mix(b, VESSEL[2], v)
    h += vessel * 0.8
  }
  // The cavity falls away to the lower right and the far left.
  const far = smooth(260, 560, Math.hypot((x - 640) * 0.9, y - 520) + broad * 60) * 0.55
  out[at] = (r + grain * 0.012) * (1 - far)
  out[at + 1] = (g + grain * 0.012) * (1 - far)
  out[at + 2] = (b + grain * 0.012) * (1 - far)
  out[at + 5] = wet * (0.75 + 0.5 * clamp01(0.5 + fine.cloud(x / 16, y / 16, 3)))
  return h
}

const TUBES = [
  { path: DUCT, radius: 19, color: TUBE },
  { path: ARTERY, radius: 8, color: RED },
] as const

/** Slopes from heights, and darkness in hollows. */
function shade(height: Float32Array, texels: Float32Array): void {
  const wide = blurred(height, 20)
  for (let y = 0; y < MAP_HEIGHT; y++)
    for (let x = 0; x < MAP_WIDTH; x++) {
      const i = y * MAP_WIDTH + x
      const left = height[x > 0 ? i - 1 : i]!
      const right = height[x < MAP_WIDTH - 1 ? i + 1 : i]!
      const up = height[y > 0 ? i - MAP_WIDTH : i]!
      const down = height[y < MAP_HEIGHT - 1 ? i + MAP_WIDTH : i]!
      const sx = (left - right) * 0.42
      const sy = (up - down) * 0.42
      const length = Math.sqrt(1 + sx * sx + sy * sy)
      const at = i * STRIDE
      const hollow = 1 - clamp01((wide[i]! - height[i]! - 1) * 0.024) * 0.5
      texels[at] = texels[at]! * hollow
      texels[at + 1] = texels[at + 1]! * hollow * (0.92 + 0.08 * hollow)
      texels[at + 2] = texels[at + 2]! * hollow * (0.9 + 0.1 * hollow)
      texels[at + 3] = sx / length
      texels[at + 4] = sy / length
      texels[at + 5] = texels[at + 5]! * hollow
    }
}

/** Mean over a square, in two passes. */
function blurred(source: Float32Array, radius: number): Float32Array {
  const pass = (
    from: Float32Array,
    lines: number,
    length: number,
    lineStep: number,
    step: number,
  ): Float32Array => {
    const to = new Float32Array(from.length)
    for (let l = 0; l < lines; l++) {
      let sum = 0
      const base = l * lineStep
      const value = (k: number): number => from[base + Math.min(length - 1, Math.max(0, k)) * step]!
      for (let k = -radius; k <= radius; k++) sum += value(k)
      for (let k = 0; k < length; k++) {
        to[base + k * step] = sum / (2 * radius + 1)
        sum += value(k + radius + 1) - value(k - radius)
      }
    }
    return to
  }
  const rows = pass(source, MAP_HEIGHT, MAP_WIDTH, MAP_WIDTH, 1)
  return pass(rows, MAP_WIDTH, MAP_HEIGHT, 1, MAP_WIDTH)
}

/** Distance to the gallbladder's axis, and its radius there. */
function taper(x: number, y: number): { distance: number; radius: number } {
  const dx = FUNDUS[0] - NECK[0]
  const dy = FUNDUS[1] - NECK[1]
  const t = clamp01(((x - NECK[0]) * dx + (y - NECK[1]) * dy) / (dx * dx + dy * dy))
  const bend = Math.sin(t * Math.PI) * 26 - smooth(0.4, 0, t) * 10
  const px = NECK[0] + dx * t + bend * 0.7
  const py = NECK[1] + dy * t + bend * 0.7
  return {
    distance: Math.hypot(x - px, y - py),
    radius: mix(15, 66, smooth(-0.02, 0.42, t)) + 50 * smooth(0.2, 0.95, t),
  }
}

export function distanceTo(path: readonly Point[], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 1; i < path.length; i++) {
    const [ax, ay] = path[i - 1]!
    const [bx, by] = path[i]!
    const dx = bx - ax
    const dy = by - ay
    const t = clamp01(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))
    best = Math.min(best, Math.hypot(x - ax - dx * t, y - ay - dy * t))
  }
  return best
}

/** Branching vessels as a mask. */
function drawVessels(seed: number): Float32Array {
  const random = seeded(seed)
  const mask = new Float32Array(MAP_WIDTH * MAP_HEIGHT)
  const dot = (cx: number, cy: number, radius: number): void => {
    const reach = Math.ceil(radius + 1)
    for (let y = Math.floor(cy - reach); y <= cy + reach; y++)
      for (let x = Math.floor(cx - reach); x <= cx + reach; x++) {
        if (x < 0 || y < 0 || x >= MAP_WIDTH || y >= MAP_HEIGHT) continue
        const v = clamp01(radius + 0.7 - Math.hypot(x - cx, y - cy)) * clamp01(0.35 + radius * 0.35)
        const i = y * MAP_WIDTH + x
        if (v > mask[i]!) mask[i] = v
      }
  }
  const grow = (x: number, y: number, angle: number, radius: number, steps: number): void => {
    for (let s = 0; s < steps && radius > 0.35; s++) {
      dot(x, y, radius)
      x += Math.cos(angle) * 1.3
      y += Math.sin(angle) * 1.3
      angle += (random() - 0.5) * 0.28
      radius *= 0.9965
      if (random() < 0.012)
        grow(x, y, angle + (random() < 0.5 ? -1 : 1) * (0.4 + random() * 0.5), radius * 0.7, steps - s)
    }
  }
  // On the sac, along its length; elsewhere at random.
  for (let k = 0; k < 6; k++)
    grow(
      NECK[0] + 40 + random() * 90,
      NECK[1] - 60 - random() * 90,
      -0.8 + (random() - 0.5) * 1.1,
      0.9 + random() * 0.6,
      230,
    )
  for (let k = 0; k < 26; k++)
    grow(random() * MAP_WIDTH, 380 + random() * (MAP_HEIGHT - 380), random() * 6.28, 1 + random() * 1.3, 240)
  return mask
}
