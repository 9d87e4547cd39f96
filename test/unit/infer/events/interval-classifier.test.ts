import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { classify, trainClassifier } from '#media/infer/models/interval-classifier/train.ts'
import {
  crossValidate,
  type GroupedExample,
  tooLittle,
} from '#media/infer/models/interval-classifier/validate.ts'
import { seededRandom } from '#test/kit/random.ts'

beforeAll(async () => {
  expect(await tf.setBackend('cpu')).toBe(true)
})

/** Clouds around two centres `apart` from each other, in recordings that each have a shift of their own. */
function clouds(apart: number, n = 60): GroupedExample[] {
  const random = seededRandom(11)
  return Array.from({ length: n }, (_, i) => {
    const label = i % 2
    const group = `r${i % 5}`
    const shift = (i % 5) * 0.3
    const noise = () => random() + random() + random() - 1.5
    return { label, group, features: Float32Array.of(noise() + label * apart + shift, noise() * 3, 7) }
  })
}

describe('a classifier of stretches', () => {
  it('tells apart what can be told apart, and says so of recordings it has not heard', async () => {
    const validation = await crossValidate(clouds(4), 2, seededRandom(1))
    expect(validation.folds).toBe(5)
    expect(validation.report.macroF1).toBeGreaterThan(0.95)
    expect(validation.baseline).toBeCloseTo(1 / 3, 10)
    expect(validation.usable).toEqual([true, true])
    expect(validation.interval!.low).toBeGreaterThan(0.8)
  })

  it('claims nothing where there is nothing to learn', async () => {
    const random = seededRandom(2)
    const noise = clouds(0).map((e) => ({ ...e, label: random() < 0.5 ? 0 : 1 }))
    const { report, interval } = await crossValidate(noise, 2, seededRandom(1))
    expect(report.macroF1).toBeLessThan(0.7)
    expect(interval!.low).toBeLessThan(0.55)
  })

  it('gives probabilities, hears rare classes, and keeps no tensors', async () => {
    const before = tf.memory().numTensors
    const rare = clouds(4).filter((e, i) => e.label === 0 || i % 10 === 1)
    const weights = await trainClassifier(rare, 2)
    expect(tf.memory().numTensors).toBe(before)
    const probabilities = classify(weights, Float32Array.of(4.5, 0, 7))
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 10)
    expect(probabilities[1]!).toBeGreaterThan(0.5)
    await expect(trainClassifier(rare, 3)).rejects.toThrow(/class 2/)
  })

  it('says what is missing before it is trained', () => {
    const names = ['Joy', 'Anger']
    expect(tooLittle(clouds(1), names)).toBeNull()
    expect(tooLittle(clouds(1, 6), names)).toMatch(/“Joy” is tagged 3 times/)
    const alone = clouds(1).map((e) => (e.label === 1 ? { ...e, group: 'one' } : e))
    expect(tooLittle(alone, names)).toMatch(/All of “Anger” lies in one recording/)
    expect(tooLittle(clouds(1), ['Joy'])).toMatch(/two labels/)
  })
})
