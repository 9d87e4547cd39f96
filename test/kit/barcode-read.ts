/**
 * Reads the frame number out of a picture of a barcode clip, at any size the picture was scaled to. Works in the
 * browser as in Node.
 *
 * The code lies in the top left: 16 cells in a row for the bits (lowest bit left), under it the same bits inverted.
 * A cell is 1/32 of the width and 1/18 of the height.
 */
export const BARCODE_BITS = 16
export const CELLS_ACROSS = 32
export const CELLS_DOWN = 18

/**
 * @param pixels rows of `channels` bytes a pixel: RGBA by default, 1 for grey
 * @returns the frame's number, or null when any cell cannot be told for sure
 */
export function readBarcode(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: 1 | 3 | 4 = 4,
): number | null {
  let value = 0
  for (let bit = 0; bit < BARCODE_BITS; bit++) {
    const upper = cellLevel(pixels, width, height, channels, bit, 0)
    const lower = cellLevel(pixels, width, height, channels, bit, 1)
    if (Math.abs(upper - lower) < 80) return null
    if (upper > lower) value += 2 ** bit
  }
  return value
}

/** Mean of the middle of a cell, 0…255. */
function cellLevel(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: number,
  column: number,
  row: number,
): number {
  const cellWidth = width / CELLS_ACROSS
  const cellHeight = height / CELLS_DOWN
  const x0 = Math.floor((column + 0.3) * cellWidth)
  const x1 = Math.max(x0 + 1, Math.floor((column + 0.7) * cellWidth))
  const y0 = Math.floor((row + 0.3) * cellHeight)
  const y1 = Math.max(y0 + 1, Math.floor((row + 0.7) * cellHeight))
  let sum = 0
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const at = (y * width + x) * channels
      for (let c = 0; c < Math.min(3, channels); c++) sum += pixels[at + c]!
    }
  return sum / ((x1 - x0) * (y1 - y0) * Math.min(3, channels))
}
