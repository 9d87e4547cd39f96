/**
 * Reads the number that a barcode clip carries in its pixels: 16 cells in the top left, lowest bit left, under them the
 * same bits inverted; a cell is 1/32 of the width and 1/18 of the height.
 */
const BITS = 16
const CELL = 10
const ACROSS = 32
const DOWN = 18
/** Levels of a bit and its inverse must differ by this much of 255, else the picture is not clear. */
const CLEAR = 80

export type CodeReader = (source: HTMLCanvasElement | HTMLVideoElement) => number | null

export function createCodeReader(): CodeReader {
  const canvas = document.createElement('canvas')
  canvas.width = BITS * CELL
  canvas.height = 2 * CELL
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  return (source) => {
    const width = 'videoWidth' in source ? source.videoWidth : source.width
    const height = 'videoHeight' in source ? source.videoHeight : source.height
    if (!context || width === 0) return null
    context.drawImage(
      source,
      0,
      0,
      (width * BITS) / ACROSS,
      (height * 2) / DOWN,
      0,
      0,
      canvas.width,
      canvas.height,
    )
    return codeOf(context.getImageData(0, 0, canvas.width, canvas.height).data)
  }
}

/** @param rgba 160 × 20 pixels: the code scaled to cells of ten pixels */
export function codeOf(rgba: Uint8ClampedArray): number | null {
  let value = 0
  for (let bit = 0; bit < BITS; bit++) {
    const upper = level(rgba, bit, 0)
    const lower = level(rgba, bit, 1)
    if (Math.abs(upper - lower) < CLEAR) return null
    if (upper > lower) value += 2 ** bit
  }
  return value
}

function level(rgba: Uint8ClampedArray, column: number, row: number): number {
  let sum = 0
  for (let y = 3; y < 7; y++)
    for (let x = 3; x < 7; x++) sum += rgba[((row * CELL + y) * BITS * CELL + column * CELL + x) * 4]!
  return sum / 16
}
