/** The pictures of the demo recording, one after the other, as bytes of red, green and blue. */

import { applyChanges } from './scene/changes.ts'
import { Field, HEIGHT, RADIUS, WIDTH } from './scene/field.ts'
import { write } from './scene/letters.ts'
import { drawOutside } from './scene/outside.ts'
import { makeTissue } from './scene/tissue.ts'
import { FRAMES, isOutside, RATE } from './story.ts'

export { HEIGHT, WIDTH }

/** A film's shoulder: glare does not cut off. */
const TONE = Uint8Array.from({ length: 2049 }, (_, i) => {
  const v = (i / 2048) * 2
  const bent = v < 0.72 ? v : 0.72 + 0.28 * (1 - Math.exp(-(v - 0.72) / 0.34))
  return Math.round(255 * Math.min(1, bent) ** 0.94)
})

/** @param only frames to give out; all others are only lived through, so that what is done to the tissue is done */
export function* film(only: (frame: number) => boolean = () => true): Generator<Uint8Array> {
  const map = makeTissue(true)
  const under = makeTissue(false)
  const field = new Field()
  const canvas = { width: WIDTH, height: HEIGHT, pixels: new Float32Array(WIDTH * HEIGHT * 3) }
  const mask = edgeMask()
  for (let frame = 0; frame < FRAMES; frame++) {
    applyChanges(map, under, frame)
    if (!only(frame)) continue
    if (isOutside(frame)) drawOutside(canvas, frame)
    else field.draw(canvas, map, frame)
    yield develop(canvas.pixels, mask, frame)
  }
}

function develop(pixels: Float32Array, mask: Float32Array, frame: number): Uint8Array {
  const bytes = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let i = 0; i < mask.length; i++) {
    const m = mask[i]!
    if (m === 0) continue
    const p = i * 3
    for (let c = 0; c < 3; c++) {
      const v = pixels[p + c]! * m * 1024
      bytes[p + c] = TONE[v > 2048 ? 2048 : v < 0 ? 0 : v | 0]!
    }
  }
  const seconds = Math.floor(frame / RATE)
  const two = (n: number): string => String(n).padStart(2, '0')
  write(bytes, WIDTH, `FRAME ${String(frame).padStart(5, '0')}`, 24, HEIGHT - 52, 2, 205)
  write(
    bytes,
    WIDTH,
    `00:${two(Math.floor(seconds / 60))}:${two(seconds % 60)}:${two(frame % RATE)}`,
    24,
    HEIGHT - 30,
    2,
    130,
  )
  return bytes
}

/** The round picture with its soft edge, and the mark at its rim that shows which way is up. */
function edgeMask(): Float32Array {
  const mask = new Float32Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const dx = x - WIDTH / 2
      const dy = y - HEIGHT / 2
      const d = Math.hypot(dx, dy)
      let m = Math.min(1, Math.max(0, (RADIUS - d) / 3))
      m *= 1 - 0.5 * Math.min(1, Math.max(0, (d - RADIUS * 0.82) / (RADIUS * 0.18))) ** 2
      // A small notch at the right.
      if (d > RADIUS - 13 && Math.abs(Math.atan2(dy, dx)) < (d - RADIUS + 13) * 0.0022) m = 0
      mask[y * WIDTH + x] = m
    }
  return mask
}
