import { describe, expect, it } from 'vitest'
import { detectionErrorRate, diarizationErrorRate, jaccardErrorRate } from '#media/core/metrics/der.ts'
import { LOUD_CHUNK, loudSpeech, voiceBandLevels } from '#media/core/sound/loud-speech.ts'
import { type SpeechRegion, speechRegions } from '#media/core/sound/speech-regions.ts'
import { type Diarization, diarize } from '#media/core/sound/voices/diarize.ts'
import { VOICE_RATE, voiceFrames } from '#media/core/sound/voices/voice-frames.ts'
import { unlikeness, type VoicePrint, voicePrint } from '#media/core/sound/voices/voice-print.ts'
import { seededRandom } from '#test/kit/random.ts'
import { readRttm, readUem } from '#test/kit/rttm.ts'
import { sharedData, WITHOUT_SAMPLES } from '#test/kit/shared-data.ts'
import { readWav } from '#test/kit/wav.ts'

const reader =
  (samples: Float32Array) =>
  (start: number, seconds: number): Float32Array =>
    samples.subarray(Math.round(start * VOICE_RATE), Math.round((start + seconds) * VOICE_RATE))

const regionsOf = (samples: Float32Array): SpeechRegion[] =>
  speechRegions(
    loudSpeech(voiceBandLevels(samples, VOICE_RATE)),
    LOUD_CHUNK / VOICE_RATE,
    samples.length / VOICE_RATE,
    { pad: 0.1, minSilence: 0.5 },
  )

/** Pulses of a voice's pitch through two resonances, with a syllable's rise and fall every 0.25 s. */
function vowel(seconds: number, pitch: number, formants: readonly number[], seed: number): Float32Array {
  const out = new Float32Array(Math.round(seconds * VOICE_RATE))
  const random = seededRandom(seed)
  const past = formants.map(() => [0, 0])
  let phase = 0
  for (let i = 0; i < out.length; i++) {
    phase += (pitch * (1 + 0.1 * Math.sin((2 * Math.PI * i) / (0.9 * VOICE_RATE)))) / VOICE_RATE
    const pulse = phase >= 1 ? 1 : 0
    if (pulse) phase -= 1
    let value = pulse + 0.02 * (random() - 0.5)
    formants.forEach((hertz, k) => {
      const r = 0.97
      const state = past[k]!
      value += 2 * r * Math.cos((2 * Math.PI * hertz) / VOICE_RATE) * state[0]! - r * r * state[1]!
      past[k] = [value, state[0]!]
    })
    out[i] = value * (0.15 + Math.abs(Math.sin((Math.PI * i) / (0.25 * VOICE_RATE)))) * 0.02
  }
  return out
}

const joinedSound = (parts: readonly Float32Array[]): Float32Array => {
  const out = new Float32Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

describe('made voices', () => {
  const low = (seconds: number, seed: number) => vowel(seconds, 110, [500, 1100], seed)
  const high = (seconds: number, seed: number) => vowel(seconds, 210, [750, 2100], seed)
  const sound = joinedSound([low(6, 1), high(4, 2), low(4, 3), high(8, 4)])
  const reference = [
    { start: 0, end: 6, speaker: 'low' },
    { start: 6, end: 10, speaker: 'high' },
    { start: 10, end: 14, speaker: 'low' },
    { start: 14, end: 22, speaker: 'high' },
  ]

  it.each([2, null])('are told apart, with %s speakers asked for', async (speakers) => {
    const found = await diarize(reader(sound), [{ start: 0, end: 22 }], { speakers })
    const answer = found.turns.map((t) => ({ ...t, speaker: String(t.speaker) }))
    expect(found.prints.length).toBe(2)
    expect(diarizationErrorRate(reference, answer).rate).toBeLessThan(0.05)
    expect(found.turns[0]).toMatchObject({ speaker: 0, start: 0 })
    for (const t of found.turns) expect(t.confidence).toBeGreaterThan(0.5)
  })

  it('are one where one speaks, and none where nobody does', async () => {
    const one = await diarize(reader(low(8, 5)), [{ start: 0.5, end: 7.5 }], { speakers: null })
    expect(one.turns.map(({ speaker, start, end }) => ({ speaker, start, end }))).toEqual([
      { speaker: 0, start: 0.5, end: 7.5 },
    ])
    expect(await diarize(reader(low(1, 5)), [], { speakers: 2 })).toEqual({ turns: [], prints: [] })
  })

  it('leave prints by which each is found again', () => {
    const print = (samples: Float32Array): VoicePrint => {
      const frames = voiceFrames(samples, 0)
      return voicePrint(frames, [...Array(frames.count).keys()])!
    }
    const [a, b, other] = [print(low(3, 6)), print(low(3, 7)), print(high(3, 8))]
    expect(unlikeness(a, b)).toBeLessThan(unlikeness(a, other) / 4)
    expect(unlikeness(a, a)).toBe(0)
    expect(unlikeness(a, other)).toBeCloseTo(unlikeness(other, a), 9)
    const short = voiceFrames(low(1, 9), 0)
    expect(voicePrint(short, [...Array(short.count).keys()])).toBeNull()
  })
})

const audio = sharedData('audio')
describe.skipIf(!audio)(`real recordings${audio ? '' : ` (${WITHOUT_SAMPLES})`}`, () => {
  const load = (file: string): Float32Array => readWav(sharedData(`audio/${file}`)!).samples
  const percent = (part: number): string => `${(100 * part).toFixed(1)} %`

  it.each([
    ['sample', 'pyannote_sample.wav', 'pyannote_sample.rttm', null, 0.22],
    [
      'dev00',
      'pyannote_debug_dev00.wav',
      'pyannote_debug.development.rttm',
      'pyannote_debug.development.uem',
      0.36,
    ],
  ] as const)('%s: who speaks when, without a model', async (name, wav, rttm, uem, bound) => {
    const samples = load(wav)
    const reference = readRttm(sharedData(`audio/${rttm}`)!, name)
    const regions = uem ? readUem(sharedData(`audio/${uem}`)!, name) : [{ start: 0, end: 30 }]
    const spoken = regionsOf(samples)
    const speech = detectionErrorRate(reference, spoken, { regions })
    const report: string[] = [`${name}: speech error ${percent(speech.rate!)}`]
    for (const overlap of [false, true]) {
      const found: Diarization = await diarize(reader(samples), spoken, { speakers: null, overlap })
      const answer = found.turns.map((t) => ({ ...t, speaker: String(t.speaker) }))
      const result = diarizationErrorRate(reference, answer, { regions })
      const kind = (part: number): string => percent(part / result.total)
      const wide = diarizationErrorRate(reference, answer, { regions, nistCollar: 0.25 })
      report.push(
        `overlap ${overlap ? 'marked' : 'not marked'}: ${found.prints.length} speakers, DER ${percent(result.rate!)} (missed ${kind(result.missed)}, false alarm ${kind(result.falseAlarm)}, confusion ${kind(result.confusion)}), with NIST's collar ${percent(wide.rate!)}, JER ${percent(jaccardErrorRate(reference, answer, { regions })!)}`,
      )
      expect(found.prints.length).toBe(2)
      expect(result.rate!).toBeLessThan(bound)
      expect(result.confusion / result.total).toBeLessThan(0.1)
    }
    console.log(report.join('\n  '))
  })

  it('does not find more speakers because it lasts longer', async () => {
    const talk = load('pyannote_sample.wav').subarray(6 * VOICE_RATE)
    const samples = joinedSound([talk, talk, talk, talk, talk])
    const seconds = samples.length / VOICE_RATE
    const found = await diarize(reader(samples), [{ start: 0, end: seconds }], { speakers: null })
    expect(found.prints.length).toBe(2)
  })

  it('hears one reader as one', async () => {
    const samples = joinedSound(
      ['0870', '0880', '0890', '0920', '0930'].map((n) => load(`librivox/austen_${n}.wav`)),
    )
    const found = await diarize(reader(samples), regionsOf(samples), { speakers: null })
    expect(found.prints.length).toBe(1)
  })
})
