import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectionErrorRate } from '#media/core/metrics/der.ts'
import { speechRegions } from '#media/core/sound/speech-regions.ts'
import {
  CHUNK,
  freshState,
  SileroVad,
  VAD_RATE,
  type Weight,
} from '#media/infer/models/silero-vad/silero-vad.ts'
import { readSafetensors } from '#media/infer/shelf/safetensors.ts'
import { readRttm, readUem } from '#test/kit/rttm.ts'
import { sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'
import { readWav } from '#test/kit/wav.ts'

const weightsFile = sharedData('models/silero-vad/silero_vad_16k_from_op15.safetensors')
const missing = weightsFile ? '' : ` (${WITHOUT_SAMPLES})`

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(`${path.join(path.dirname(wasm), 'dist')}/`)
  expect(await tf.setBackend('wasm')).toBe(true)
})

const load = async (): Promise<SileroVad> =>
  new SileroVad((await readSafetensors(weightsFile!)) as ReadonlyMap<string, Weight>)

describe.skipIf(!weightsFile)(`Silero VAD${missing}`, () => {
  it('gives the reference probabilities', async () => {
    const table = fs
      .readFileSync(sharedData('reference/model-vectors/silero_pyannote_sample.csv')!, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]))
    const vad = await load()
    const { samples } = readWav(sharedData('audio/pyannote_sample.wav')!)
    const got = await vad.probabilities(samples, freshState())
    expect(table.length).toBe(937)
    const apart = Math.max(...table.map((p, i) => Math.abs(p - got[i]!)))
    console.log(`Silero VAD: ${apart.toExponential(1)} from the reference at most`)
    expect(apart).toBeLessThan(1e-4)
    vad.dispose()
  })

  it('carries its state, so that parts give the same as the whole, and leaves no tensors behind', async () => {
    const before = tf.memory().numTensors
    const vad = await load()
    const loaded = tf.memory().numTensors
    const { samples } = readWav(sharedData('audio/pyannote_sample.wav')!)
    const whole = await vad.probabilities(samples.subarray(0, 20 * VAD_RATE), freshState())
    const state = freshState()
    const parts: number[] = []
    for (let at = 0; at < 20 * VAD_RATE; at += 37 * CHUNK)
      parts.push(
        ...(await vad.probabilities(samples.subarray(at, Math.min(20 * VAD_RATE, at + 37 * CHUNK)), state)),
      )
    expect(parts.length).toBe(whole.length)
    expect(Math.max(...parts.map((p, i) => Math.abs(p - whole[i]!)))).toBeLessThan(1e-5)
    for (let job = 0; job < 20; job++) await vad.probabilities(samples.subarray(0, VAD_RATE), freshState())
    expect(tf.memory().numTensors).toBe(loaded)
    vad.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('finds the speech of two recordings', async () => {
    const vad = await load()
    const bounds = { sample: [0.01, 0.04], dev00: [0.32, 0.02] } as const
    for (const [name, file, rttm] of [
      ['sample', 'pyannote_sample.wav', 'pyannote_sample.rttm'],
      ['dev00', 'pyannote_debug_dev00.wav', 'pyannote_debug.development.rttm'],
    ] as const) {
      const { samples, rate } = readWav(sharedData(`audio/${file}`)!)
      const found = speechRegions(
        await vad.probabilities(samples, freshState()),
        CHUNK / VAD_RATE,
        samples.length / rate,
      )
      const regions =
        name === 'dev00'
          ? readUem(sharedData('audio/pyannote_debug.development.uem')!, name)
          : [{ start: 0, end: 30 }]
      const { total, missed, falseAlarm } = detectionErrorRate(
        readRttm(sharedData(`audio/${rttm}`)!, name),
        found,
        { regions },
      )
      const percent = (part: number): string => `${((100 * part) / total).toFixed(1)} %`
      console.log(
        `${name}: speech missed ${percent(missed)}, false alarm ${percent(falseAlarm)} of ${total.toFixed(1)} s`,
      )
      // The reference of dev00 runs through pauses of half a second within a turn; those count as missed.
      expect(missed / total).toBeLessThan(bounds[name][0])
      expect(falseAlarm / total).toBeLessThan(bounds[name][1])
    }
    vad.dispose()
  })
})

describe('weights that are no Silero VAD', () => {
  it('are refused by name', () => {
    expect(() => new SileroVad(new Map())).toThrow(
      /stft_conv.weight of shape \[258,1,256\]; the file has none/,
    )
  })
})
