import { describe, expect, it } from 'vitest'
import { speechRegions } from '#media/core/sound/speech-regions.ts'

/** Probabilities of 0.1 s each: a digit is tenths. */
const row = (text: string): number[] => [...text].map((c) => Number(c) / 10)
const found = (text: string, rules = {}, length = text.length / 10) =>
  speechRegions(row(text), 0.1, length, { pad: 0, minSpeech: 0.1, minSilence: 0.2, ...rules }).map(
    ({ start, end }) => [Number(start.toFixed(3)), Number(end.toFixed(3))],
  )

describe('speech regions', () => {
  it('begin at the threshold and end under the lower one', () => {
    expect(found('0014600000')).toEqual([[0.4, 0.5]])
    // 0.4 is under the threshold and above the end.
    expect(found('0064400000')).toEqual([[0.2, 0.5]])
    expect(found('0064400000', { endThreshold: 0.45 })).toEqual([[0.2, 0.3]])
  })

  it('bridge silence that is too short', () => {
    expect(found('0990990000')).toEqual([[0.1, 0.6]])
    expect(found('0990009900')).toEqual([
      [0.1, 0.3],
      [0.6, 0.8],
    ])
  })

  it('leave out speech that is too short', () => {
    expect(found('0900000999', { minSpeech: 0.2 })).toEqual([[0.7, 1]])
  })

  it('are widened, share short silences and stay inside the sound', () => {
    expect(found('9900099000', { pad: 0.2 })).toEqual([
      [0, 0.35],
      [0.35, 0.9],
    ])
    expect(found('0000099', { pad: 0.2 }, 0.68)).toEqual([[0.3, 0.68]])
  })

  it('cut what is too long where it was quiet, else where it must', () => {
    expect(found('999009999999', { maxSpeech: 0.85, minSilence: 0.5 })).toEqual([
      [0, 0.3],
      [0.5, 1.2],
    ])
    expect(found('999999999999', { maxSpeech: 0.65 })).toEqual([
      [0, 0.6],
      [0.6, 1.2],
    ])
  })

  it('say how sure they are', () => {
    const [region] = speechRegions(row('0068000'), 0.1, 0.7, { pad: 0, minSpeech: 0.1 })
    expect(region!.confidence).toBeCloseTo(0.7, 12)
    expect(speechRegions([], 0.1, 0)).toEqual([])
  })
})
