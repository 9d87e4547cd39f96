/** Who speaks when: speech by Silero VAD or by loudness, divided among voices by their cepstra. */
import { diarize } from '../../../core/sound/voices/diarize.ts'
import { VOICE_RATE } from '../../../core/sound/voices/voice-frames.ts'
import type { Pipeline, SoundInput } from '../pipeline.ts'
import { SoundFile } from '../sound-file.ts'
import { findSpeech } from '../speech-detection/find-speech.ts'

export interface DiarizeInput {
  readonly sound: SoundInput
  /** Finds speech; null to go by loudness. */
  readonly model: string | null
  readonly options: { readonly speakers: number | null; readonly overlap: boolean }
}

export interface DiarizeOutput {
  readonly turns: readonly {
    /** Ticks on the recording's clock. */
    readonly start: number
    readonly end: number
    /** From 0, in order of first speaking. */
    readonly speaker: number
    readonly confidence: number
  }[]
  readonly speakers: number
}

/** Short pauses belong to a turn: voices change seldom inside them. */
const RULES = { pad: 0.1, minSilence: 0.5 }

export const pipeline: Pipeline<DiarizeInput, DiarizeOutput> = {
  id: 'diarize',
  async run({ sound, model, options }, context) {
    await using file = await SoundFile.open(sound)
    const regions = await findSpeech(file, model, RULES, context, (fraction) =>
      context.progress(0.6 * fraction, 'Listening for speech'),
    )
    const last = regions.at(-1)?.end ?? 1
    const { turns, prints } = await diarize(
      (start, seconds) => {
        context.signal.throwIfAborted()
        context.progress(0.6 + 0.2 * Math.min(1, start / last), 'Telling the voices apart')
        const from = Math.round(start * VOICE_RATE)
        return file.read(from, from + Math.round(seconds * VOICE_RATE))
      },
      regions,
      options,
    )
    return {
      speakers: prints.length,
      turns: turns.map(({ start, end, speaker, confidence }) => ({
        ...{ speaker, confidence: Math.max(0, Math.min(1, confidence)) },
        start: file.tickAt(start * VOICE_RATE),
        end: file.tickAt(end * VOICE_RATE),
      })),
    }
  },
}
