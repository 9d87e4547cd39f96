/** Rods, jaws and shafts: tapered tubes drawn with soft edges and the light of a round body. */
import { clamp01 } from './noise.ts'

/** Red, green and blue, 0…1 and above for glare, three floats a pixel. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Float32Array
}

export interface Material {
  readonly dark: readonly [number, number, number]
  readonly light: readonly [number, number, number]
  /** Strength and width of the streak of light along the tube. */
  readonly streak: number
  readonly tight: number
}

export const BLACK: Material = {
  dark: [0.018, 0.018, 0.022],
  light: [0.14, 0.14, 0.155],
  streak: 0.5,
  tight: 9,
}
export const STEEL: Material = { dark: [0.2, 0.19, 0.195], light: [0.74, 0.75, 0.78], streak: 0.75, tight: 7 }
export const DULL: Material = { dark: [0.12, 0.115, 0.12], light: [0.5, 0.5, 0.52], streak: 0.35, tight: 6 }
export const CERAMIC: Material = {
  dark: [0.42, 0.38, 0.32],
  light: [0.94, 0.91, 0.84],
  streak: 0.3,
  tight: 5,
}
export const BLUE: Material = { dark: [0.03, 0.06, 0.16], light: [0.16, 0.3, 0.58], streak: 0.45, tight: 8 }
export const TITANIUM: Material = { dark: [0.3, 0.31, 0.34], light: [0.95, 0.96, 1], streak: 0.9, tight: 5 }

/** @param r0,r1 radius at the ends @param light brightness by place */
export function tube(
  canvas: Canvas,
  x0: number,
  y0: number,
  r0: number,
  x1: number,
  y1: number,
  r1: number,
  material: Material,
  light: (x: number, y: number) => number,
  round = true,
): void {
  const { width, height, pixels } = canvas
  const reach = Math.max(r0, r1) + 2
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach))
  const right = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach))
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach))
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach))
  const dx = x1 - x0
  const dy = y1 - y0
  const length = Math.hypot(dx, dy) || 1
  const ux = dx / length
  const uy = dy / length
  const [d0, d1, d2] = material.dark
  const [l0, l1, l2] = material.light
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const px = x - x0
      const py = y - y0
      const along = px * ux + py * uy
      if (!round && (along < 0 || along > length)) continue
      const s = clamp01(along / length)
      const across = px * -uy + py * ux
      const beyond = along < 0 ? along : along > length ? along - length : 0
      const radius = r0 + (r1 - r0) * s
      const distance = beyond === 0 ? Math.abs(across) : Math.sqrt(across * across + beyond * beyond)
      const cover = clamp01(radius - distance + 0.6)
      if (cover <= 0) continue
      const n = Math.max(-1, Math.min(1, across / radius))
      const body = Math.sqrt(1 - Math.min(1, n * n))
      const glint = n + 0.32
      const streak = material.streak * Math.exp(-glint * glint * material.tight * 2)
      const rim = material.streak * 0.28 * Math.exp(-((n - 0.72) ** 2) * 40)
      const bright = light(x, y)
      const shade = 0.25 + 0.75 * body
      const i = (y * width + x) * 3
      // The wall's red light comes back from the shadowed side.
      const warm = rim * 0.9
      const r = (d0 + (l0 - d0) * shade * 0.62 + streak + warm) * bright
      const g = (d1 + (l1 - d1) * shade * 0.62 + streak + warm * 0.5) * bright
      const b = (d2 + (l2 - d2) * shade * 0.62 + streak + warm * 0.45) * bright
      pixels[i] = pixels[i]! + (r - pixels[i]!) * cover
      pixels[i + 1] = pixels[i + 1]! + (g - pixels[i + 1]!) * cover
      pixels[i + 2] = pixels[i + 2]! + (b - pixels[i + 2]!) * cover
    }
}

/** Darkens what lies under a tube. */
export function shadow(
  canvas: Canvas,
  x0: number,
  y0: number,
  r0: number,
  x1: number,
  y1: number,
  r1: number,
  strength: number,
): void {
  const { width, height, pixels } = canvas
  const soft = 1.9
  const reach = Math.max(r0, r1) * soft + 2
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach))
  const right = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach))
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach))
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach))
  const dx = x1 - x0
  const dy = y1 - y0
  const square = dx * dx + dy * dy || 1
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const t = clamp01(((x - x0) * dx + (y - y0) * dy) / square)
      const ex = x - x0 - dx * t
      const ey = y - y0 - dy * t
      const d = Math.sqrt(ex * ex + ey * ey) / (r0 + (r1 - r0) * t)
      if (d >= soft) continue
      const k = 1 - strength * (1 - (d / soft) ** 2) ** 2
      const i = (y * width + x) * 3
      pixels[i] = pixels[i]! * k
      pixels[i + 1] = pixels[i + 1]! * k
      pixels[i + 2] = pixels[i + 2]! * k
    }
}
