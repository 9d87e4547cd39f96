/** One picture of the operating field: tissue under a headlight, bent where it is held, with what lies and drifts on it. */
import {
  BLEEDING,
  bloodAt,
  type Camera,
  CLIPS,
  cameraAt,
  dirtAt,
  ENERGY,
  inSpan,
  posesAt,
  smokeAt,
  type ToolPose,
  WASHING,
} from '../story.ts'
import { clamp01, Noise, smooth } from './noise.ts'
import { MAP_HEIGHT, MAP_WIDTH, STRIDE, type TissueMap } from './tissue.ts'
import { drawTool } from './tools.ts'
import { type Canvas, shadow, TITANIUM, tube } from './tubes.ts'

export const WIDTH = 960
export const HEIGHT = 540
export const RADIUS = 298
const CX = WIDTH / 2
const CY = HEIGHT / 2
const CELL = 12

/** Glare by cosine of the angle between slope and eye. */
const GLARE = Float32Array.from({ length: 1025 }, (_, i) => {
  const c = i / 1024
  return 0.95 * c ** 110 + 0.1 * c ** 16
})

interface Bend {
  x: number
  y: number
  dx: number
  dy: number
  reach: number
}

export class Field {
  private readonly drift = new Noise(99)
  private readonly grid = { x: new Float32Array(0), y: new Float32Array(0) }

  constructor() {
    const nodes = (Math.ceil(WIDTH / CELL) + 2) * (Math.ceil(HEIGHT / CELL) + 2)
    this.grid.x = new Float32Array(nodes)
    this.grid.y = new Float32Array(nodes)
  }

  draw(canvas: Canvas, map: TissueMap, frame: number): void {
    const camera = cameraAt(frame)
    const poses = posesAt(frame)
    const bends = bendsOf(poses, frame)
    this.fillGrid(camera, bends, frame)
    this.tissue(canvas, map, frame)
    const toScreen = screenOf(camera)
    const light = (x: number, y: number): number => lightAt(x, y) * 1.05
    for (const clip of CLIPS)
      if (frame >= clip.frame) drawClip(canvas, clip.x, clip.y, bends, toScreen, camera, light)
    for (const pose of poses) {
      const [x, y] = toScreen(pose.x, pose.y)
      const [fromX, fromY] = toScreen(pose.pivot[0], pose.pivot[1])
      const loaded = !CLIPS.some((clip) => Math.abs(clip.frame - frame) < 60 && frame >= clip.frame)
      drawTool(
        canvas,
        { kind: pose.kind, x, y, fromX, fromY, open: pose.open, scale: 0.98 / camera.zoom, loaded },
        light,
      )
      if ((pose.kind === 'hook' || pose.kind === 'bipolar') && inSpan(ENERGY, frame))
        this.spark(canvas, x, y, frame)
    }
    this.haze(canvas, frame, poses, toScreen)
  }

  /** Where each corner of the picture's cells lies on the map. */
  private fillGrid(camera: Camera, bends: readonly Bend[], frame: number): void {
    const columns = Math.ceil(WIDTH / CELL) + 1
    const rows = Math.ceil(HEIGHT / CELL) + 1
    const cos = Math.cos(camera.roll) * camera.zoom
    const sin = Math.sin(camera.roll) * camera.zoom
    const beat = Math.sin((frame / 30) * 2 * Math.PI * 1.2) * 0.7
    for (let j = 0; j <= rows; j++)
      for (let i = 0; i <= columns; i++) {
        const sx = i * CELL - CX
        const sy = j * CELL - CY
        // A wide-angle lens: what is far from the middle lies further out.
        const barrel = 1 + (sx * sx + sy * sy) * 6e-7
        let x = camera.x + (sx * cos - sy * sin) * barrel
        let y = camera.y + (sx * sin + sy * cos) * barrel
        y += beat * Math.sin(x / 90)
        for (const b of bends) {
          const d = ((x - b.x) ** 2 + (y - b.y) ** 2) / (b.reach * b.reach)
          if (d > 6) continue
          const pull = Math.exp(-d)
          x -= b.dx * pull
          y -= b.dy * pull
        }
        const at = j * (columns + 1) + i
        this.grid.x[at] = x
        this.grid.y[at] = y
      }
  }

  private tissue(canvas: Canvas, map: TissueMap, frame: number): void {
    const { pixels } = canvas
    const { texels } = map
    const columns = Math.ceil(WIDTH / CELL) + 1
    const blood = bloodAt(frame)
    const wash = inSpan([WASHING], frame) ? 1 : 0
    pixels.fill(0)
    for (let y = 0; y < HEIGHT; y++) {
      const half = Math.sqrt(Math.max(0, (RADIUS + 2) ** 2 - (y - CY) ** 2))
      const from = Math.max(0, Math.floor(CX - half))
      const to = Math.min(WIDTH - 1, Math.ceil(CX + half))
      const j = Math.floor(y / CELL)
      const fy = y / CELL - j
      for (let x = from; x <= to; x++) {
        const i = Math.floor(x / CELL)
        const fx = x / CELL - i
        const at = j * (columns + 1) + i
        const low = at + columns + 1
        const gx = this.grid.x
        const gy = this.grid.y
        const ax = gx[at]! + (gx[at + 1]! - gx[at]!) * fx
        const bx = gx[low]! + (gx[low + 1]! - gx[low]!) * fx
        const ay = gy[at]! + (gy[at + 1]! - gy[at]!) * fx
        const by = gy[low]! + (gy[low + 1]! - gy[low]!) * fx
        let mx = ax + (bx - ax) * fy
        let my = ay + (by - ay) * fy
        mx = mx < 0 ? 0 : mx > MAP_WIDTH - 2 ? MAP_WIDTH - 2 : mx
        my = my < 0 ? 0 : my > MAP_HEIGHT - 2 ? MAP_HEIGHT - 2 : my
        const tx = mx | 0
        const ty = my | 0
        const u = mx - tx
        const v = my - ty
        const w00 = (1 - u) * (1 - v)
        const w10 = u * (1 - v)
        const w01 = (1 - u) * v
        const w11 = u * v
        const t00 = (ty * MAP_WIDTH + tx) * STRIDE
        const t01 = t00 + MAP_WIDTH * STRIDE
        let r = texels[t00]! * w00 + texels[t00 + 6]! * w10 + texels[t01]! * w01 + texels[t01 + 6]! * w11
        let g =
          texels[t00 + 1]! * w00 + texels[t00 + 7]! * w10 + texels[t01 + 1]! * w01 + texels[t01 + 7]! * w11
        let b =
          texels[t00 + 2]! * w00 + texels[t00 + 8]! * w10 + texels[t01 + 2]! * w01 + texels[t01 + 8]! * w11
        let nx =
          texels[t00 + 3]! * w00 + texels[t00 + 9]! * w10 + texels[t01 + 3]! * w01 + texels[t01 + 9]! * w11
        let ny =
          texels[t00 + 4]! * w00 + texels[t00 + 10]! * w10 + texels[t01 + 4]! * w01 + texels[t01 + 10]! * w11
        let wet =
          texels[t00 + 5]! * w00 + texels[t00 + 11]! * w10 + texels[t01 + 5]! * w01 + texels[t01 + 11]! * w11
        if (blood > 0) {
          const dx = mx - BLEEDING.x
          const dy = my - BLEEDING.y
          // It runs down.
          const dyy = dy > 0 ? dy * 0.62 : dy * 1.5
          const square = dx * dx + dyy * dyy
          if (square < blood * blood * 2.9) {
            const d = Math.sqrt(square)
            const ragged = blood * (0.78 + 0.5 * this.drift.cloud(mx / 46, my / 46, 2))
            const depth = smooth(ragged + 5, ragged - 16, d)
            if (depth > 0) {
              const thick = smooth(0, 40, ragged - d)
              r += (0.56 - thick * 0.2 - r) * depth
              g += (0.028 - g) * depth
              b += (0.03 - b) * depth
              const ripple = this.drift.at(mx / 16, my / 22 - frame * 0.05) * 0.16
              nx += (nx * 0.45 + ripple - nx) * depth
              ny += (ny * 0.45 + ripple + 0.06 - ny) * depth
              wet += (0.55 - wet) * depth
            }
          }
        }
        if (wash > 0) {
          const ripple = this.drift.at(mx / 14 + frame * 0.05, my / 11 + frame * 0.11) * 0.16
          nx += ripple
          ny += ripple * 0.7
          wet = Math.max(wet, 1)
        }
        const sx = x - CX
        const sy = y - CY
        const light = lightAt(x, y)
        // Eye and light are in one place: glare where the slope looks back.
        const lx = -sx / 640
        const ly = -sy / 640
        const nz = Math.sqrt(Math.max(0.05, 1 - nx * nx - ny * ny))
        const cosine = clamp01((nx * lx + ny * ly + nz) / Math.sqrt(1 + lx * lx + ly * ly))
        const diffuse = light * (0.22 + 0.86 * cosine)
        const glare = GLARE[(cosine * 1024) | 0]! * wet * light * light
        const p = (y * WIDTH + x) * 3
        pixels[p] = r * diffuse + glare * 0.8
        pixels[p + 1] = g * diffuse + glare * 0.78
        pixels[p + 2] = b * diffuse + glare * 0.77
      }
    }
  }

  /** Smoke and a dirty lens lie over everything. */
  private haze(
    canvas: Canvas,
    frame: number,
    poses: readonly ToolPose[],
    toScreen: (x: number, y: number) => readonly [number, number],
  ): void {
    const smoke = smokeAt(frame)
    const dirt = dirtAt(frame)
    if (smoke < 0.01 && dirt < 0.01) return
    const source = poses.find((pose) => pose.kind === 'hook' || pose.kind === 'bipolar')
    const [ox, oy] = source ? toScreen(source.x, source.y) : [CX, CY]
    const step = 6
    const columns = Math.ceil(WIDTH / step) + 2
    const rows = Math.ceil(HEIGHT / step) + 2
    const veil = new Float32Array(columns * rows)
    const t = frame / 30
    const active = inSpan(ENERGY, frame)
    for (let j = 0; j < rows; j++)
      for (let i = 0; i < columns; i++) {
        const x = i * step
        const y = j * step
        const swirl = this.drift.cloud(x / 210 + t * 0.16, y / 190 + t * 0.42, 4)
        const curl = this.drift.cloud(x / 90 + swirl * 0.8 - t * 0.1, y / 80 + t * 0.6, 3)
        const near = active ? Math.exp(-((x - ox - swirl * 70) ** 2 + (y - oy + 60) ** 2 * 0.5) / 16_000) : 0
        let v = smoke * clamp01(0.3 + swirl * 0.6 + curl * 0.42 + near * 0.75)
        if (dirt > 0) {
          const smear = smooth(0.16, 0.62, this.drift.cloud(x / 120 + 60, y / 100 + 20, 3)) * 0.55
          const fog = smooth(90, 320, Math.hypot(x - CX - 60, y - CY + 30)) * 0.5 + 0.18
          v += dirt * (smear + fog) * 0.7
        }
        veil[j * columns + i] = Math.min(0.9, v)
      }
    const { pixels } = canvas
    for (let y = 0; y < HEIGHT; y++) {
      const j = Math.floor(y / step)
      const fy = y / step - j
      const half = Math.sqrt(Math.max(0, RADIUS * RADIUS - (y - CY) ** 2))
      const to = Math.ceil(CX + half)
      for (let x = Math.floor(CX - half); x <= to; x++) {
        const i = Math.floor(x / step)
        const fx = x / step - i
        const at = j * columns + i
        const top = veil[at]! + (veil[at + 1]! - veil[at]!) * fx
        const low = veil[at + columns]! + (veil[at + columns + 1]! - veil[at + columns]!) * fx
        const v = (top + (low - top) * fy) * 0.86
        const p = (y * WIDTH + x) * 3
        const l = lightAt(x, y)
        pixels[p] = pixels[p]! + (0.66 * l - pixels[p]!) * v
        pixels[p + 1] = pixels[p + 1]! + (0.63 * l - pixels[p + 1]!) * v
        pixels[p + 2] = pixels[p + 2]! + (0.62 * l - pixels[p + 2]!) * v
      }
    }
  }

  private spark(canvas: Canvas, x: number, y: number, frame: number): void {
    const flicker = 0.55 + 0.45 * this.drift.at(frame * 3.7, 0.5)
    for (let dy = -26; dy <= 26; dy++)
      for (let dx = -26; dx <= 26; dx++) {
        const px = Math.round(x) + dx
        const py = Math.round(y) + dy
        if (px < 0 || py < 0 || px >= WIDTH || py >= HEIGHT) continue
        const d = Math.hypot(dx, dy)
        const glow = (Math.exp(-d * d * 0.09) * 0.9 + Math.exp(-d * 0.16) * 0.16) * flicker
        const p = (py * WIDTH + px) * 3
        canvas.pixels[p] = canvas.pixels[p]! + glow
        canvas.pixels[p + 1] = canvas.pixels[p + 1]! + glow * 0.72
        canvas.pixels[p + 2] = canvas.pixels[p + 2]! + glow * 0.5
      }
  }
}

/** The light falls off to the edge, as a scope's does. */
export function lightAt(x: number, y: number): number {
  const dx = (x - CX - 8) / RADIUS
  const dy = (y - CY + 6) / RADIUS
  const d = dx * dx + dy * dy
  return 1.2 - 0.62 * d - 0.14 * d * d
}

function screenOf(camera: Camera): (x: number, y: number) => readonly [number, number] {
  const cos = Math.cos(-camera.roll) / camera.zoom
  const sin = Math.sin(-camera.roll) / camera.zoom
  return (x, y) => {
    const dx = x - camera.x
    const dy = y - camera.y
    return [CX + dx * cos - dy * sin, CY + dx * sin + dy * cos]
  }
}

/** The grasper pulls what it holds; other tips push a little where they touch. */
function bendsOf(poses: readonly ToolPose[], frame: number): Bend[] {
  const bends: Bend[] = []
  for (const pose of poses) {
    if (pose.kind === 'grasper' && frame >= 168 && frame < 2070) {
      bends.push({ x: pose.x, y: pose.y, dx: (pose.x - 788) * 1.5, dy: (pose.y - 430) * 1.5, reach: 150 })
      bends.push({ x: pose.x, y: pose.y, dx: 7, dy: -9, reach: 26 })
    } else if (pose.kind !== 'grasper' && pose.kind !== 'irrigator') {
      const length = Math.hypot(pose.x - pose.pivot[0], pose.y - pose.pivot[1])
      bends.push({
        x: pose.x,
        y: pose.y,
        dx: ((pose.x - pose.pivot[0]) / length) * 7,
        dy: ((pose.y - pose.pivot[1]) / length) * 7,
        reach: 34,
      })
    }
  }
  return bends
}

function drawClip(
  canvas: Canvas,
  x: number,
  y: number,
  bends: readonly Bend[],
  toScreen: (x: number, y: number) => readonly [number, number],
  camera: Camera,
  light: (x: number, y: number) => number,
): void {
  let mx = x
  let my = y
  for (const b of bends) {
    const pull = Math.exp(-((x - b.x) ** 2 + (y - b.y) ** 2) / (b.reach * b.reach))
    mx += b.dx * pull
    my += b.dy * pull
  }
  const [sx, sy] = toScreen(mx, my)
  const s = 1 / camera.zoom
  // Across the duct, which runs down to the left.
  const ax = 0.55 * 21 * s
  const ay = 0.83 * 21 * s
  shadow(canvas, sx - ax + 4, sy - ay + 5, 5 * s, sx + ax + 4, sy + ay + 5, 5 * s, 0.6)
  tube(canvas, sx - ax, sy - ay, 4.2 * s, sx + ax, sy + ay, 4.2 * s, TITANIUM, light)
}
