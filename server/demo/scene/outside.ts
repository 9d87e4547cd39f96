/** The moment outside the body: out through the trocar, a bright theatre, gauze over the lens, and in again. */
import { OUTSIDE } from '../story.ts'
import { HEIGHT, lightAt, RADIUS, WIDTH } from './field.ts'
import { clamp01, mix, Noise, smooth } from './noise.ts'
import type { Canvas } from './tubes.ts'

const drape = new Noise(5)
const CX = WIDTH / 2
const CY = HEIGHT / 2
const THROUGH = 26

export function drawOutside(canvas: Canvas, frame: number): void {
  const [from, to] = OUTSIDE
  // How much of the trocar's tube is around the picture: 1 inside it, 0 outside.
  const tube = Math.max(smooth(from + THROUGH, from, frame), smooth(to - THROUGH, to, frame))
  const t = frame / 30
  const wipe = (frame - from) / (to - from)
  const { pixels } = canvas
  const opening = mix(RADIUS * 1.3, 34, tube ** 0.6)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const p = (y * WIDTH + x) * 3
      const dx = x - CX
      const dy = y - CY
      const d = Math.hypot(dx, dy)
      if (d > RADIUS + 2) {
        pixels[p] = pixels[p + 1] = pixels[p + 2] = 0
        continue
      }
      if (d > opening) {
        // Steel rings that come nearer.
        const depth = Math.log(d / opening) * 9 + t * 14
        const ring = 0.5 + 0.5 * Math.sin(depth * 2.2)
        const gleam =
          Math.exp(-((Math.atan2(dy, dx) + 1.9) ** 2) * 3) +
          0.5 * Math.exp(-((Math.atan2(dy, dx) - 0.9) ** 2) * 5)
        const v = (0.06 + ring * 0.1 + gleam * 0.4 * (0.4 + ring * 0.6)) * clamp01(1.3 - d / 420)
        pixels[p] = v * 1.02
        pixels[p + 1] = v
        pixels[p + 2] = v * 1.06
        continue
      }
      outdoors(pixels, p, x, y, t, wipe)
    }
}

function outdoors(pixels: Float32Array, p: number, x: number, y: number, t: number, wipe: number): void {
  const pan = Math.sin(t * 1.1) * 60
  const folds = drape.cloud((x + pan) / 260, (y - pan * 0.4) / 420 + t * 0.05, 3)
  const crease = 0.55 + folds * 0.75
  let r = 0.1 + crease * 0.16
  let g = 0.34 + crease * 0.3
  let b = 0.38 + crease * 0.32
  // The theatre light, out of focus.
  const glow = Math.exp(-((x - 660 - pan) ** 2 + (y - 120) ** 2) / 26_000)
  r += glow * 1.1
  g += glow * 1.05
  b += glow
  // Gauze comes over the lens, moves to and fro, and goes.
  const cover = smooth(0.24, 0.36, wipe) * smooth(0.8, 0.68, wipe)
  if (cover > 0) {
    const slide = Math.sin(wipe * 38) * 90
    const gx = x + slide
    const gy = y + slide * 0.3 - (1 - cover) * 560
    const edge = smooth(-330, -250, 300 - Math.abs(gy - 270) * 1.0 + drape.cloud(gx / 150, gy / 150, 2) * 40)
    const weave = 0.5 + 0.25 * Math.sin(gx * 0.42) + 0.25 * Math.sin(gy * 0.46)
    const shade = 0.66 + drape.cloud(gx / 130, gy / 130, 3) * 0.22 + weave * 0.1
    r = mix(r, shade * 1.02, edge * cover)
    g = mix(g, shade, edge * cover)
    b = mix(b, shade * 0.96, edge * cover)
  }
  const light = 0.55 + 0.45 * lightAt(x, y)
  pixels[p] = r * light
  pixels[p + 1] = g * light
  pixels[p + 2] = b * light
}
