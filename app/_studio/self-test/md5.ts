/** MD5 (RFC 1321) of bytes, as ffmpeg's `framemd5` prints it; browsers' own cryptography leaves MD5 out. */
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const SINES = Uint32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32))

export function md5(bytes: Uint8Array): string {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, (bytes.length << 3) >>> 0, true)
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true)
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  const words = new Uint32Array(16)
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + i * 4, true)
    turn(state, words)
  }
  return [...new Uint8Array(state.buffer)].map((b) => b.toString(16).padStart(2, '0')).join('')
}

function turn(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const round = i >> 4
    let mixed: number
    let word: number
    if (round === 0) {
      mixed = (b & c) | (~b & d)
      word = i
    } else if (round === 1) {
      mixed = (d & b) | (~d & c)
      word = (5 * i + 1) & 15
    } else if (round === 2) {
      mixed = b ^ c ^ d
      word = (3 * i + 5) & 15
    } else {
      mixed = c ^ (b | ~d)
      word = (7 * i) & 15
    }
    const sum = (a + mixed + SINES[i]! + words[word]!) | 0
    const shift = SHIFTS[round * 4 + (i & 3)]!
    a = d
    d = c
    c = b
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
}
