/** Where somebody speaks: Silero VAD over the whole sound, or loudness where no model is chosen. */
import { VAD_RATE } from '../../models/silero-vad/silero-vad.ts'
import type { Pipeline, SoundInput } from '../pipeline.ts'
import { SoundFile } from '../sound-file.ts'
import { findSpeech } from './find-speech.ts'

export interface SpeechInput {
  readonly sound: SoundInput
  /** Null to go by loudness. */
  readonly model: string | null
  readonly options: { readonly threshold: number; readonly pause: number }
}

export interface SpeechOutput {
  /** Ticks on the recording's clock, and the mean probability of speech. */
  readonly regions: readonly { readonly start: number; readonly end: number; readonly confidence: number }[]
  readonly by: 'model' | 'loudness'
}

export const pipeline: Pipeline<SpeechInput, SpeechOutput> = {
  id: 'speech-detection',
  async run({ sound, model, options }, context) {
    await using file = await SoundFile.open(sound)
    const rules = { threshold: options.threshold, minSilence: options.pause }
    const regions = await findSpeech(file, model, rules, context, (fraction) =>
      context.progress(fraction, 'Listening for speech'),
    )
    return {
      by: model === null ? 'loudness' : 'model',
      regions: regions.map(({ start, end, confidence }) => ({
        start: file.tickAt(start * VAD_RATE),
        end: file.tickAt(end * VAD_RATE),
        confidence,
      })),
    }
  },
}
