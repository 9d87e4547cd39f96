import { describe, expect, it } from 'vitest'
import { LOUD_CHUNK, loudSpeech, voiceBandLevels } from '#media/core/sound/loud-speech.ts'
import { speechRegions } from '#media/core/sound/speech-regions.ts'
import { seededRandom } from '#test/kit/random.ts'

const RATE = 16_000
const tone = (seconds: number, hertz: number, level: number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / RATE))

describe('speech by loudness', () => {
  it('measures the level in the band of the voice', () => {
    expect(voiceBandLevels(tone(0.32, 1000, 0.1), RATE)[4]!).toBeCloseTo(10 * Math.log10(0.005), 0)
    expect(voiceBandLevels(tone(0.32, 7000, 0.1), RATE)[4]!).toBeLessThan(-60)
  })

  it('finds what stands out over a room, and nothing in an even or silent one', () => {
    const random = seededRandom(3)
    const sound = Float32Array.from({ length: 20 * RATE }, () => 0.004 * (random() - 0.5))
    sound.set(tone(2, 700, 0.1), 5 * RATE)
    sound.set(tone(3, 900, 0.05), 12 * RATE)
    const found = speechRegions(loudSpeech(voiceBandLevels(sound, RATE)), LOUD_CHUNK / RATE, 20)
    expect(found.length).toBe(2)
    for (const [i, [start, end]] of [[5, 7] as const, [12, 15] as const].entries()) {
      expect(Math.abs(found[i]!.start - start)).toBeLessThan(0.1)
      expect(Math.abs(found[i]!.end - end)).toBeLessThan(0.1)
    }
    const room = Float32Array.from({ length: 5 * RATE }, () => 0.1 * (random() - 0.5))
    expect(Math.max(...loudSpeech(voiceBandLevels(room, RATE)))).toBe(0)
    expect(Math.max(...loudSpeech(voiceBandLevels(new Float32Array(5 * RATE), RATE)))).toBe(0)
  })
})
