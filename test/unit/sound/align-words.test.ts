import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alignWords } from '#media/core/sound/align-words.ts'
import { roughPhones } from '#media/core/sound/rough-phones.ts'
import { seededRandom } from '#test/kit/random.ts'
import { sharedData } from '#test/kit/shared-data.ts'

const RATE = 16_000

/** Hum, hiss and silence in turn, as [seconds, what]. */
function made(parts: readonly (readonly [number, 'hum' | 'hiss' | 'silence'])[]): Float32Array {
  const random = seededRandom(7)
  const samples: number[] = []
  for (const [seconds, what] of parts)
    for (let i = 0; i < seconds * RATE; i++) {
      const t = samples.length / RATE
      const hum = [1, 2, 3, 4, 5].reduce((s, k) => s + Math.sin(2 * Math.PI * 120 * k * t) / k, 0) / 3
      const noise = random() * 2 - 1
      const before = samples.at(-1) ?? 0
      samples.push(what === 'hum' ? 0.5 * hum : what === 'hiss' ? 0.2 * noise - 0.1 * before : 0.0005 * noise)
    }
  return Float32Array.from(samples)
}

describe('rough kinds of sounds', () => {
  it('follow spelling', () => {
    expect(roughPhones('shame')).toEqual(['hiss', 'vowel', 'nasal'])
    expect(roughPhones('Schule')).toEqual(['hiss', 'vowel', 'liquid'])
    expect(roughPhones('night')).toEqual(['nasal', 'vowel', 'stop'])
    expect(roughPhones('…')).toEqual(['vowel'])
    expect(roughPhones('手術')).toHaveLength(4)
  })
})

describe('alignment of words', () => {
  it('finds words between pauses', () => {
    const sound = made([
      [0.3, 'silence'],
      [0.15, 'hiss'],
      [0.2, 'hum'],
      [0.5, 'silence'],
      [0.25, 'hum'],
      [0.2, 'hiss'],
      [0.4, 'silence'],
    ])
    const words = alignWords(sound, RATE, ['so', 'us'])!
    const near = (value: number, to: number) => expect(Math.abs(value - to)).toBeLessThanOrEqual(0.03)
    near(words[0]!.start, 0.3)
    near(words[0]!.end, 0.65)
    near(words[1]!.start, 1.15)
    near(words[1]!.end, 1.6)
  })

  it('says when there is nothing to align with', () => {
    expect(alignWords(new Float32Array(RATE), RATE, ['hello'])).toBeNull()
    expect(alignWords(made([[0.1, 'hum']]), RATE, ['a', 'great', 'many', 'words', 'indeed'])).toBeNull()
    expect(alignWords(new Float32Array(10), RATE, [])).toEqual([])
  })

  it('keeps words in order and inside the sound, whatever the text', () => {
    const sound = made([
      [0.2, 'silence'],
      [0.6, 'hum'],
      [0.3, 'hiss'],
      [0.4, 'hum'],
    ])
    const words = alignWords(sound, RATE, ['nothing', 'of', 'the', 'sort', 'was', 'said'])!
    let before = 0
    for (const { start, end, fit } of words) {
      expect(start).toBeGreaterThanOrEqual(before)
      expect(end).toBeGreaterThan(start)
      expect(fit).toBeGreaterThan(0)
      expect(fit).toBeLessThanOrEqual(1)
      before = end
    }
    expect(before).toBeLessThanOrEqual(1.5 + 1e-9)
  })
})

interface Clip {
  readonly file: string | null
  readonly csv: string | null
  readonly id: string
}
const clips: Clip[] = [
  ...['0870', '0880', '0890', '0920', '0930'].map((id) => ({
    file: sharedData(`audio/librivox/austen_${id}.wav`),
    csv: sharedData('audio/librivox/words_from_matchseg.csv'),
    id,
  })),
  { file: sharedData('whisper/audio/jfk.wav'), csv: sharedData('whisper/jfk_words.csv'), id: 'jfk' },
]

/** One channel, −1…1, at 16 kHz. */
function decode(file: string): Float32Array {
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-ac', '1', '-ar', `${RATE}`, '-f', 'f32le', '-'],
    {
      maxBuffer: 1 << 28,
    },
  )
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength))
}

describe.skipIf(clips.some((c) => !c.file || !c.csv))('read speech with known word times', () => {
  it('puts half of all word edges within 40 ms, and nine tenths within 250 ms, of a trained aligner', () => {
    const errors: number[] = []
    for (const { file, csv, id } of clips) {
      const known = fs
        .readFileSync(csv!, 'utf8')
        .split('\n')
        .map((line) => line.split(','))
        .filter(([utt, word]) => utt === id && !word!.startsWith('<'))
        .map(([, word, start, end]) => ({
          word: word!.replace(/\(\d\)/, ''),
          start: Number(start),
          end: Number(end),
        }))
      expect(known.length).toBeGreaterThan(5)
      const found = alignWords(
        decode(file!),
        RATE,
        known.map((k) => k.word),
      )!
      for (const [i, k] of known.entries())
        errors.push(Math.abs(found[i]!.start - k.start), Math.abs(found[i]!.end - k.end))
    }
    errors.sort((a, b) => a - b)
    const at = (share: number) => Math.round(errors[Math.floor(errors.length * share)]! * 1000)
    console.info(`word edges: median ${at(0.5)} ms, 90th percentile ${at(0.9)} ms of ${errors.length}`)
    expect(at(0.5)).toBeLessThanOrEqual(40)
    expect(at(0.9)).toBeLessThanOrEqual(250)
  })
})
