/** A small raster face for the counter in the corner: seven rows of five. */
const FACE: Record<string, string> = {
  '0': '01110 10001 10011 10101 11001 10001 01110',
  '1': '00100 01100 00100 00100 00100 00100 01110',
  '2': '01110 10001 00001 00110 01000 10000 11111',
  '3': '11110 00001 00001 01110 00001 00001 11110',
  '4': '00010 00110 01010 10010 11111 00010 00010',
  '5': '11111 10000 11110 00001 00001 10001 01110',
  '6': '00110 01000 10000 11110 10001 10001 01110',
  '7': '11111 00001 00010 00100 01000 01000 01000',
  '8': '01110 10001 10001 01110 10001 10001 01110',
  '9': '01110 10001 10001 01111 00001 00010 01100',
  ':': '00000 00100 00100 00000 00100 00100 00000',
  A: '01110 10001 10001 11111 10001 10001 10001',
  D: '11110 10001 10001 10001 10001 10001 11110',
  E: '11111 10000 10000 11110 10000 10000 11111',
  F: '11111 10000 10000 11110 10000 10000 10000',
  M: '10001 11011 10101 10101 10001 10001 10001',
  O: '01110 10001 10001 10001 10001 10001 01110',
  R: '11110 10001 10001 11110 10100 10010 10001',
}

/** @param size pixels a dot; the text is written into bytes of red, green and blue */
export function write(
  bytes: Uint8Array,
  width: number,
  text: string,
  left: number,
  top: number,
  size: number,
  grey: number,
): void {
  let x0 = left
  for (const letter of text) {
    const rows = FACE[letter]?.split(' ')
    rows?.forEach((row, j) => {
      for (let i = 0; i < 5; i++) {
        if (row[i] !== '1') continue
        for (let y = 0; y < size; y++)
          for (let x = 0; x < size; x++) {
            const p = ((top + j * size + y) * width + x0 + i * size + x) * 3
            bytes[p] = bytes[p + 1] = bytes[p + 2] = grey
          }
      }
    })
    x0 += 6 * size
  }
}
