import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { Yamnet, yamnetWindows } from '#media/infer/models/yamnet/yamnet.ts'
import { readLiteWeights } from '#media/infer/shelf/tflite.ts'
import { sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'
import { readWav } from '#test/kit/wav.ts'

const file = sharedData('models/yamnet/yamnet.tflite')
const missing = file ? '' : ` (${WITHOUT_SAMPLES})`

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(`${path.join(path.dirname(wasm), 'dist')}/`)
  expect(await tf.setBackend('wasm')).toBe(true)
})

describe('weights of TensorFlow Lite', () => {
  it('say when a file is none', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lite-'))
    const text = path.join(folder, 'a.tflite')
    fs.writeFileSync(text, 'nothing of the sort')
    await expect(readLiteWeights(text)).rejects.toThrow(/not a TensorFlow Lite file/)
    fs.rmSync(folder, { recursive: true })
  })

  it.skipIf(!file)(`say when a file is cut off${missing}`, async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lite-'))
    const cut = path.join(folder, 'cut.tflite')
    fs.writeFileSync(cut, fs.readFileSync(file!).subarray(0, 2_000_000))
    await expect(readLiteWeights(cut)).rejects.toThrow(/damaged/)
    fs.rmSync(folder, { recursive: true })
  })
})

it('leaves no part of a sound unheard', () => {
  expect([0, 1, 15_600, 15_601, 23_280, 23_281].map(yamnetWindows)).toEqual([0, 1, 1, 2, 2, 3])
})

describe.skipIf(!file)(`YAMNet${missing}`, () => {
  it('hears what the reference hears', async () => {
    const model = new Yamnet(await readLiteWeights(file!))
    const samples = readWav(sharedData('audio/pyannote_sample.wav')!).samples
    const reference = JSON.parse(
      fs.readFileSync(sharedData('reference/model-vectors/yamnet_pyannote_sample.json')!, 'utf8'),
    ) as { start_s: number; top: [number, string, number][] }[]
    const { windows, scores, classes } = await model.listen(samples)
    expect(windows).toBeGreaterThanOrEqual(reference.length)
    const differences: number[] = []
    let same = 0
    let clear = 0
    for (const [w, { top }] of reference.entries()) {
      const row = scores.subarray(w * classes, (w + 1) * classes)
      for (const [index, , score] of top) differences.push(Math.abs(row[index]! - score))
      if (top[0]![2] - top[1]![2] < 0.2) continue
      clear++
      if (row.indexOf(Math.max(...row)) === top[0]![0]) same++
    }
    differences.sort((a, b) => a - b)
    const at = (share: number) => differences[Math.floor((differences.length - 1) * share)]!
    console.info(
      `YAMNet: differences of probabilities median ${at(0.5).toFixed(3)}, 90 % ${at(0.9).toFixed(3)}, largest ${at(1).toFixed(3)}; ${same} of ${clear} clear windows agree`,
    )
    expect(clear).toBeGreaterThan(10)
    expect(same).toBe(clear)
    // The reference rounds activations to 8 bits, which moves the few probabilities that are neither high nor low.
    expect(at(0.5)).toBeLessThan(0.01)
    expect(at(0.9)).toBeLessThan(0.06)
    model.dispose()
  })

  it('keeps no tensors', async () => {
    const before = tf.memory().numTensors
    const model = new Yamnet(await readLiteWeights(file!))
    const held = tf.memory().numTensors
    for (let i = 0; i < 3; i++) await model.listen(new Float32Array(16_000))
    expect(tf.memory().numTensors).toBe(held)
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
